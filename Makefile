# Everything a person or CI does here is one of these targets; `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= $(firstword $(foreach name,python3 python3.11 python3.12 python3.13,\
	$(shell $(name) -c 'import sys; print("$(name)" if sys.version_info >= (3, 11) else "")' 2>/dev/null)) python3)
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes
COMPOSE = $(if $(shell docker compose version 2>/dev/null),docker compose,docker-compose)
PURE := $(wildcard tests/*/test_domain*.py) tests/statistics/test_chart.py tests/shared/law tests/shared/test_events.py \
	$(foreach name,chain cloudevents sift wire,tests/shared/log/test_$(name).py) \
	tests/shared/people/test_access.py $(foreach name,entry texts,tests/shared/web/test_$(name).py)
CODE := services shared deploy tests bench

##@ Run it

.PHONY: run
run: $(VENV)/.ready-to-run ## Start the three services in one process at http://127.0.0.1:8000 (PORT=8001 for another port)
	@exec $(BIN)/ketnap serve --port $(PORT)

.PHONY: up
up: .env ## Start each service in its own process, with Kafka, by docker compose
	@$(COMPOSE) build --quiet
	@$(COMPOSE) up --detach
	@echo "Kết Nạp is at http://$$($(COMPOSE) port gateway 8080); docs/operations.md says how to go on."

.PHONY: up-sample
up-sample: export KETNAP_TRIAL_SIGN_IN := yes
up-sample: up ## The same for trying out: anybody on this machine may sign in, and the sample province is in it
	@$(COMPOSE) run --rm sample

.PHONY: down
down: .env ## Stop what `make up` started, and keep its data
	@$(COMPOSE) down --remove-orphans

.PHONY: down-clean
down-clean: .env ## Stop it, and forget its data
	@$(COMPOSE) down --remove-orphans --volumes

.PHONY: doctor
doctor: $(VENV)/.ready-to-run ## Say what is well and what is not, here and in the data
	@$(BIN)/ketnap doctor

.PHONY: clean
clean: ## Forget the data: the database, the keys, the logs
	@if [ -s var/serve.pid ] && kill -0 "$$(cat var/serve.pid)" 2>/dev/null; then \
		echo "Kết Nạp is running (process $$(cat var/serve.pid)): stop it first, then make clean." >&2; \
		exit 1; \
	fi
	@[ ! -f var/postgres/postmaster.pid ] || kill -INT "$$(head -n 1 var/postgres/postmaster.pid)" 2>/dev/null || true
	rm -rf var

.PHONY: distclean
distclean: clean ## Forget the data and everything that was installed
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

##@ Check it

.PHONY: test
test: $(VENV)/.ready-to-develop ## Run every test that this machine's engines allow
	@$(BIN)/pytest $(TESTS)

.PHONY: test-fast
test-fast: $(VENV)/.ready-to-develop ## Run the tests of the pure middle: no database, under ten seconds
	@$(BIN)/pytest $(PURE) $(TESTS)

.PHONY: bench
bench: $(VENV)/.ready-to-measure ## Measure, peers in the same run, one line a figure (BENCH="append http" for some)
	@$(BIN)/python -m bench $(BENCH)

.PHONY: test-faults
test-faults: $(VENV)/.ready-to-develop ## Kill and freeze every part under load, and count what is lost or doubled
	@$(BIN)/pytest -m faults --durations=10 $(TESTS)

.PHONY: check
check: lint types contracts ## Run all checks that run no code

.PHONY: lint
lint: $(VENV)/.ready-to-develop ## Check style and form
	@$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)

.PHONY: types
types: $(VENV)/.ready-to-develop ## Check types, strictly
	@$(BIN)/mypy

.PHONY: contracts
contracts: $(VENV)/.ready-to-develop ## Check who may import whom
	@$(BIN)/lint-imports

##@ Change it

.PHONY: format
format: $(VENV)/.ready-to-develop ## Write the code in the one form, and mend what can be mended
	@$(BIN)/ruff check --fix --quiet $(CODE) || true
	$(BIN)/ruff format $(CODE)

.PHONY: lock
lock: $(VENV)/.uv ## Make the lock files anew from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --upgrade \
		--python-version 3.11 pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --upgrade \
		--python-version 3.11 --constraints requirements.lock --extra dev pyproject.toml --output-file requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --upgrade \
		--python-version 3.11 --constraints requirements-dev.lock --extra dev --extra bench pyproject.toml \
		--output-file requirements-bench.lock

.PHONY: help
help: ## List the targets
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@ / { printf "\n\033[1m%s\033[0m\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Keys and passwords, drawn on the first run; never committed, and never made anew over old ones.
.env:
	@umask 077; { echo COMPOSE_PROJECT_NAME=ketnap; $(PYTHON) deploy/keys.py; } > .env.new && mv .env.new .env

# What is installed is marked by a stamp, so that the second run starts at once.
$(VENV)/.made: deploy/preflight.py
	@$(PYTHON) deploy/preflight.py
	@$(PYTHON) -m venv $(VENV)
	@printf '#!/bin/sh\nPYTHONPATH="%s" exec "%s" -m services "$$@"\n' "$(CURDIR)" "$(CURDIR)/$(BIN)/python" > $(BIN)/ketnap
	@chmod +x $(BIN)/ketnap
	@touch $@

$(VENV)/.ready-to-run: $(VENV)/.made requirements.lock
	@if [ ! -f $(VENV)/.ready-to-develop ] || [ requirements.lock -nt $(VENV)/.ready-to-develop ]; then \
		echo "Installing what Kết Nạp runs on, once: about a minute."; \
		$(PIP) -r requirements.lock; \
	fi
	@touch $@

$(VENV)/.ready-to-develop: $(VENV)/.made requirements-dev.lock
	@echo "Installing what the tests and checks need, once: about a minute."
	@$(PIP) -r requirements-dev.lock
	@touch $@

$(VENV)/.ready-to-measure: $(VENV)/.ready-to-develop requirements-bench.lock
	@$(PIP) -r requirements-bench.lock
	@touch $@

$(VENV)/.uv: $(VENV)/.made
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@touch $@
