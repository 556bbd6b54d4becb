"""What a process is told by its environment, and what it says where that is not enough."""

import pytest

from shared.environment import Misconfigured, reading
from shared.settings import Broker, Network, RecorderSettings, Settings, as_owner

KEY = bytes(range(32)).hex()
OTHER_KEY = bytes(range(32, 64)).hex()
WHOLE = {
    "KETNAP_DATABASE_URL": "postgresql://postgres:5432/ketnap",
    "KETNAP_INTAKE_PASSWORD": "of intake",
    "KETNAP_VAULT_PASSWORD": "of the vault",
    "KETNAP_OWNER_PASSWORD": "of the owner",
    "KETNAP_SESSION_KEY": KEY,
    "KETNAP_SERVICE_KEY": OTHER_KEY,
    "KETNAP_VAULT_KEY": KEY,
    "KETNAP_FINGERPRINT_KEY": KEY,
    "KETNAP_KAFKA": "kafka:9092",
    "KETNAP_INTAKE_URL": "http://intake:8000/intake",
    "KETNAP_VERIFICATION_URL": "http://verification:8000/verification",
}
SECRETS = [name for name in WHOLE if name.endswith(("_KEY", "_PASSWORD"))]


def settings(**changes: str) -> RecorderSettings:
    with reading(WHOLE | changes) as environment:
        as_owner(environment)
        return RecorderSettings.from_environment(environment, "intake")


def network(**changes: str) -> Network:
    with reading(WHOLE | changes) as environment:
        return Network.from_environment(environment)


def everything(**changes: str) -> None:
    with reading(WHOLE | changes) as environment:
        as_owner(environment)
        RecorderSettings.from_environment(environment, "intake")
        Network.from_environment(environment)
        Broker.from_environment(environment)


def complaints_about(**changes: str) -> list[str]:
    with pytest.raises(Misconfigured) as raised:
        everything(**changes)
    return raised.value.complaints


def test_a_service_reaches_the_database_as_its_own_role():
    assert settings().database_url == (
        "postgresql+asyncpg://intake_app:of intake@postgres:5432/ketnap"
    )


def test_the_vault_is_reached_as_another_role():
    assert settings().vault_url.startswith("postgresql+asyncpg://vault_app:of the vault@")


def test_a_password_may_hold_what_separates_the_parts_of_an_address():
    assert (
        "intake_app:a%40b%3Ac%2F@postgres" in settings(KETNAP_INTAKE_PASSWORD="a@b:c/").database_url
    )


def test_a_server_may_be_reached_by_its_socket():
    url = settings(KETNAP_DATABASE_URL="postgresql:///ketnap?host=/run/postgresql").database_url

    assert url.endswith("/ketnap?host=%2Frun%2Fpostgresql")


def test_keys_are_written_in_hexadecimal():
    assert settings().vault_key == bytes(range(32))


def test_who_only_shows_needs_neither_vault_nor_fingerprints():
    told = {
        "KETNAP_DATABASE_URL": "postgresql://postgres/ketnap",
        "KETNAP_STATISTICS_PASSWORD": "of statistics",
        "KETNAP_SESSION_KEY": KEY,
        "KETNAP_SERVICE_KEY": OTHER_KEY,
    }

    with reading(told) as environment:
        assert Settings.from_environment(environment, "statistics").session_key


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_missing_is_one_sentence_that_names_it(name):
    (complaint,) = complaints_about(**{name: ""})

    assert complaint.startswith(f"{name} is not set: ")


@pytest.mark.parametrize("name", SECRETS)
def test_for_a_missing_secret_it_says_where_a_fresh_one_comes_from(name):
    (complaint,) = complaints_about(**{name: ""})

    assert complaint.endswith("ketnap keys prints fresh ones.")


@pytest.mark.parametrize(
    ("name", "malformed"),
    [
        ("KETNAP_DATABASE_URL", "mysql://postgres/ketnap"),
        ("KETNAP_DATABASE_URL", "postgresql://postgres"),
        ("KETNAP_DATABASE_URL", "no address at all"),
        ("KETNAP_SESSION_KEY", "abc"),
        ("KETNAP_SESSION_KEY", "not hexadecimal"),
        ("KETNAP_SESSION_KEY", "00" * 32),
        ("KETNAP_SESSION_KEY", "deadbeef" * 8),
        ("KETNAP_INTAKE_PASSWORD", "mật khẩu"),
        ("KETNAP_KAFKA", "kafka"),
        ("KETNAP_KAFKA", "kafka:9092,kafka:0"),
        ("KETNAP_INTAKE_URL", "somewhere"),
        ("KETNAP_PORT", "http"),
        ("KETNAP_PORT", "70000"),
        ("KETNAP_TRIAL_SIGN_IN", "maybe"),
    ],
)
def test_what_is_malformed_is_one_sentence_that_names_it_and_never_shows_it(name, malformed):
    (complaint,) = complaints_about(**{name: malformed})

    assert complaint.startswith(f"{name} ")
    assert malformed not in complaint


def test_everything_that_is_amiss_is_said_at_once():
    complaints = complaints_about(KETNAP_SESSION_KEY="", KETNAP_KAFKA="", KETNAP_PORT="x")

    assert len(complaints) == 3


def test_services_never_share_the_key_of_sessions():
    (complaint,) = complaints_about(KETNAP_SERVICE_KEY=KEY)

    assert complaint.startswith("KETNAP_SERVICE_KEY must not be the same as KETNAP_SESSION_KEY")


def test_older_keys_of_services_come_after_the_one_that_signs():
    told = settings(KETNAP_SERVICE_KEYS_ASIDE=KEY)

    assert told.service_keys == (bytes.fromhex(OTHER_KEY), bytes.fromhex(KEY))


def test_signing_in_for_a_trial_is_off_unless_it_was_switched_on():
    assert (network().trial_sign_in, network(KETNAP_TRIAL_SIGN_IN="yes").trial_sign_in) == (
        False,
        True,
    )


def test_a_process_is_found_on_this_machine_only_unless_told_otherwise():
    assert (network().host, network().port) == ("127.0.0.1", 8000)


def test_no_secret_shows_when_settings_are_printed():
    printed = repr(settings())

    assert [WHOLE[name] for name in SECRETS if WHOLE[name] in printed] == []
    assert repr(bytes(range(32))) not in printed
