"""The offices of the example case at work: what each sends over HTTP, one after the other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import httpx

from services.embedded import System
from shared.people.access import Office, Role
from shared.people.sign_in import SignIn
from tests import examples

PATIENCE = 30.0  # seconds until everybody must have heard
CLERK = examples.branch_clerk
SECRETARY = examples.grassroots_secretary
COMMITTEE = examples.standing_committee
COMMUNE = Office(role=Role.GRASSROOTS_SECRETARY, committee_id=examples.COMMUNE)
APPRAISING = examples.appraisal_board
BOARD = examples.organisation_board

PROSPECT = {
    "branch_id": str(examples.BRANCH),
    "listed_on": "2023-02-01",
    "name": "Người Một",
    "born_on": "1998-03-20",
    "profile": {"sex": "female", "ethnicity": "minority", "union": "youth_union"},
}
BEFORE_VERIFICATION = [
    (CLERK, "certificate", {"certificate_no": "117-CN/TTCT", "certified_on": "2023-05-15"}),
    (CLERK, "application", {"on": "2023-09-01"}),
    (
        CLERK,
        "cv",
        {
            "declared_on": "2023-09-20",
            "persons": [
                {"relation": "applicant", "committee_id": str(examples.COMMUNE)},
                {
                    "relation": "father",
                    "name": "Người Hai",
                    "committee_id": str(examples.COMMUNE),
                },
            ],
        },
    ),
    (SECRETARY, "seal", {"on": "2023-10-02"}),
]
AFTER_VERIFICATION = [
    (SECRETARY, "certify", {"on": "2023-11-06"}),
    (
        CLERK,
        "introductions",
        {
            "path": "youth_union",
            "introducers": [
                {"name": "Người Ba", "introduced_on": "2023-11-10", "months_together": 30}
            ],
            "union_resolution": {"resolution_no": "9-NQ/ĐTN", "resolved_on": "2023-11-13"},
        },
    ),
    (
        CLERK,
        "opinions",
        {"on": "2023-11-20", "mass_organisations": 2, "residence_on": "2023-11-15"},
    ),
    (
        CLERK,
        "branch-resolution",
        {
            "resolution_no": "12-NQ/CB",
            "resolved_on": "2023-12-04",
            "vote": {"official_members": 20, "in_favour": 14},
        },
    ),
    (
        SECRETARY,
        "grassroots-resolution",
        {
            "resolution_no": "40-NQ/ĐU",
            "resolved_on": "2023-12-20",
            "vote": {"members": 15, "in_favour": 10},
        },
    ),
    (APPRAISING, "appraisal", {"note_no": "33-BC/BTC", "on": "2024-01-08"}),
    (COMMITTEE, "decision", {"decision_no": "208-QĐ/ĐUK", "decided_on": "2024-01-15"}),
    (CLERK, "received", {"on": "2024-01-22"}),
    (CLERK, "ceremony", {"held_on": "2024-02-05"}),
]
CANCELLATION = {
    "decision_no": "251-QĐ/ĐUK",
    "cancelled_on": "2024-06-03",
    "reason": "procedure",
}
CASES = count(1)


def of_its_own(body: Mapping[str, Any], number: int) -> dict[str, Any]:
    """The step with a document that no other case has."""
    return {
        name: f"{number}-{value.partition('-')[2]}" if name.endswith("_no") else value
        for name, value in body.items()
    }


@dataclass(slots=True, kw_only=True)
class Clerks:
    """Whoever acts, over HTTP; `said` keeps the last outcome of each service."""

    system: System
    http: httpx.AsyncClient
    sign_in: SignIn
    said: dict[str, dict[str, Any]] = field(default_factory=dict)

    def signed(self, office: Office, key: UUID | None = None) -> Mapping[str, str]:
        headers = {"Authorization": f"Bearer {self.sign_in.issue(office)}"}
        return headers | ({"Idempotency-Key": str(key)} if key else {})

    def as_a_service(self, asked: str) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self.system.keys.issue(asked)}"}

    async def send(
        self, office: Office, path: str, body: object, *, key: UUID | None = None
    ) -> httpx.Response:
        answer = await self.http.post(path, json=body, headers=self.signed(office, key))
        if answer.is_success:
            self.said[path.split("/")[1]] = answer.json()
        return answer

    async def must(self, office: Office, path: str, body: object) -> None:
        answer = await self.send(office, path, body)
        assert answer.status_code == 201, answer.text

    async def ask(self, office: Office, path: str, **query: object) -> Any:
        answer = await self.http.get(path, params=query, headers=self.signed(office))
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def heard(self, by: str, source: str) -> None:
        """Wait until service `by` heard the last step that `source` recorded."""
        step = self.said[source]
        inbox = self.system.services[by].inbox
        assert await inbox.wait_for(source, UUID(step["stream"]), step["version"], within=PATIENCE)

    async def all_heard(self, committee: UUID, *, version: int) -> None:
        """Wait until every service knows a committee."""
        for service in self.system.services.values():
            assert await service.inbox.wait_for("intake", committee, version, within=PATIENCE)

    async def list_prospect(self) -> UUID:
        answer = await self.send(CLERK, "/intake/api/cases", PROSPECT, key=uuid4())
        assert answer.status_code == 201, answer.text
        return UUID(answer.json()["stream"])

    async def prepare(self, case: UUID) -> None:
        """From the certificate to the seal."""
        for office, step, body in BEFORE_VERIFICATION:
            await self.must(office, f"/intake/api/cases/{case}/{step}", body)
        await self.heard("verification", "intake")

    async def verify(self, case: UUID) -> None:
        """Every asked committee confirms, and the asking one concludes."""
        address = f"/verification/api/cases/{case}"
        for number, request in enumerate((await self.ask(SECRETARY, address))["requests"], 1):
            reply = {
                "result": "confirmed",
                "document_no": f"{number}-CV/ĐU",
                "replied_on": "2023-10-20",
            }
            await self.must(COMMUNE, f"{address}/requests/{request['request_id']}/reply", reply)
        await self.must(SECRETARY, f"{address}/conclusion", {"concluded_on": "2023-11-01"})
        await self.heard("intake", "verification")

    async def admit(self, case: UUID) -> None:
        """From the certification to the ceremony."""
        number = next(CASES)
        for office, step, body in AFTER_VERIFICATION:
            path = f"/intake/api/cases/{case}/{step}"
            await self.must(office, path, of_its_own(body, number))
        await self.heard("statistics", "intake")

    async def whole_way(self) -> UUID:
        case = await self.list_prospect()
        await self.prepare(case)
        await self.verify(case)
        await self.admit(case)
        return case
