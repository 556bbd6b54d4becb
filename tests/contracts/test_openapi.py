"""Every service does what it says of itself: whatever is sent, each answer is a documented one."""

from collections.abc import Iterator, Mapping

import httpx
import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, from_schema
from schemathesis.engine.events import NonFatalError, ScenarioFinished

from shared.people.access import Office, Role
from tests.contracts.conftest import Site

SEED = 20260101
LONGEST = {"intake": 10, "verification": 5, "statistics": 5}  # seconds for one office
EXAMPLES = 8  # for each address
FOR_EVER = "/events/live"
PHASES = ("examples", "coverage", "fuzzing", "stateful")

UNCHECKED = {
    # A rule of the Party may stand against well-formed data (422): that is what the system is for.
    "positive_data_acceptance": {"enabled": False},
    # Where two routes share an address, the framework names the methods of the first.
    "allow_header_conformance": {"enabled": False},
}
ASKING = [
    ("intake", "board", "coverage"),
    ("intake", "clerk", "fuzzing"),
    ("intake", "secretary", "stateful"),
    ("verification", "secretary", "coverage"),
    ("verification", "clerk", "fuzzing"),
    ("verification", "secretary", "stateful"),
    ("statistics", "board", "coverage"),
    ("statistics", "operator", "fuzzing"),
    ("statistics", "secretary", "stateful"),
]
"""Who asks which service, and how: every edge of a field, anything, one thing after another."""


def configured(site: Site, service: str, *, token: str, phase: str) -> SchemathesisConfig:
    known = {"case_id": site.plan.case_id, "committee_id": site.plan.branch.committee_id}
    return SchemathesisConfig.from_dict(
        {
            "seed": SEED,
            "base-url": f"{site.address}/{service}",
            "parameters": {f"path.{name}": str(value) for name, value in known.items()},
            "headers": {"Authorization": f"Bearer {token}"},
            "max-time": LONGEST[service],
            "continue-on-failure": True,
            "generation": {
                "max-examples": EXAMPLES,
                "deterministic": True,
                "database": "none",
                "codec": "ascii",  # what is no HTTP at all never reaches the services
            },
            "checks": UNCHECKED,
            "phases": {each: {"enabled": each == phase} for each in PHASES},
            "workers": 1,
        }
    )


def office_of(site: Site, name: str) -> Office:
    offices: Mapping[str, Office] = {
        "clerk": site.plan.branch.office(Role.BRANCH_CLERK),
        "secretary": site.plan.office.office(Role.GRASSROOTS_SECRETARY),
        "board": site.tree.bloc.office(Role.ORGANISATION_BOARD),
        "operator": site.tree.province.office(Role.OPERATOR),
    }
    return offices[name]


def complaints(site: Site, service: str, office: Office, *, phase: str) -> Iterator[str]:
    document = httpx.get(f"{site.address}/{service}/openapi.json").json()
    config = configured(site, service, token=site.token(office), phase=phase)
    schema = schemathesis.openapi.from_dict(document, config=config).exclude(path=FOR_EVER)
    for event in from_schema(schema).execute():
        match event:
            case ScenarioFinished(status=Status.FAILURE | Status.ERROR, recorder=recorder):
                for case_id, checks in recorder.checks.items():
                    for check in checks:
                        if check.failure_info and reached(recorder, case_id):
                            yield said(recorder, case_id, check)
            case NonFatalError():
                yield f"{event.label}: {event.info}"


def reached(recorder, case_id: str) -> bool:
    """Whether it reached a service at all: what is no HTTP, the server itself turns away."""
    response = recorder.interactions[case_id].response
    return response is None or response.content != b"Invalid HTTP request received."


def said(recorder, case_id: str, check) -> str:
    interaction = recorder.interactions[case_id]
    request, failure = interaction.request, check.failure_info.failure
    body = (request.body or b"")[:300]
    return f"{request.method} {request.uri} {body!r}\n  {failure.title}: {failure.message[:800]}"


@pytest.mark.parametrize(("service", "office", "phase"), ASKING)
def test_whatever_is_sent_the_answer_is_a_documented_one(site, service, office, phase):
    found = list(complaints(site, service, office_of(site, office), phase=phase))

    assert not found, "\n".join(found)
