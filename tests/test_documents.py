"""What the documents say is so."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from shared.events import (
    CaseEvent,
    Event,
    OfficeEvent,
    OrganisationEvent,
    PersonEvent,
    ScanEvent,
    UpkeepEvent,
    VerificationEvent,
)

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "services/README.md",
    ROOT / "shared/README.md",
    *ROOT.glob("docs/**/*.md"),
]
PRODUCERS = {
    CaseEvent: "intake",
    OrganisationEvent: "intake",
    VerificationEvent: "verification",
    OfficeEvent: "intake",
    ScanEvent: "intake",
    PersonEvent: "intake",
    UpkeepEvent: "each",
}
NOBODY = "–"  # what is read from the ledger of its case alone
SERVICES = {"intake", "verification", "statistics"}


def rows() -> Iterator[list[str]]:
    """The cells of each line of a table of events."""
    for line in (ROOT / "shared/README.md").read_text().splitlines():
        if line.startswith("| `"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def test_every_event_is_listed_once_and_in_order():
    told = [name.strip("`") for name, *_ in rows()]

    assert told == [event.__name__ for event in get_args(Event)]


@pytest.mark.parametrize("event", get_args(Event), ids=lambda event: event.__name__)
def test_the_meaning_told_is_the_docstring(event):
    [meaning] = [meaning for name, meaning, *_ in rows() if name == f"`{event.__name__}`"]

    assert meaning == " ".join(event.__doc__.split())


@pytest.mark.parametrize(
    "topic",
    PRODUCERS,
    ids=["case", "organisation", "verification", "office", "scan", "person", "upkeep"],
)
def test_an_event_is_told_by_the_service_that_owns_its_topic(topic):
    names = {f"`{event.__name__}`" for event in get_args(topic) or (topic,)}

    assert {producer for name, _, producer, _ in rows() if name in names} == {PRODUCERS[topic]}


def test_only_services_are_named_as_consumers():
    named = {consumer for *_, consumers in rows() for consumer in consumers.split(", ")}

    assert named == SERVICES | {"itself", NOBODY}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text())

    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_decision_is_listed_and_quotable():
    index = (ROOT / "docs/README.md").read_text()

    for decision in ROOT.glob("docs/decisions/*.md"):
        assert decision.name in index
        assert re.search(r"^> \*\*.+\*\*$", decision.read_text(), re.MULTILINE | re.DOTALL)


def test_make_help_lists_every_target():
    makefile = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^\.PHONY: (\S+)$", makefile, re.MULTILINE)

    assert targets
    assert [name for name in targets if not re.search(rf"^{name}:.* ## ", makefile, re.M)] == []
