"""Clerks at work while something fails: each takes case after case, and gives up no command."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID, uuid4

import httpx

from shared.people.access import Office, Role
from shared.people.sign_in import SignIn
from tests import examples
from tests.faults.told import Acknowledged, Told
from tests.intake.steps import PARENTS
from tests.journeys import clerks as journey
from tests.shared.log.steps import eventually

ANSWERED_WITHIN = 90.0  # seconds in which a command must be taken, whatever fails meanwhile
WAITS = 5.0  # seconds for another service to hear; then the clerk takes the next case
AGAIN = 0.1  # seconds between two tries
NOT_YET = {403, 404, 409, 422}  # what the command is about was not heard of yet

Body = Mapping[str, object]


class NextCase(Exception):
    """What this case waits for does not come."""


@dataclass(slots=True, kw_only=True)
class Load:
    """Whoever acts, over HTTP; what they were told is kept."""

    doors: Mapping[str, httpx.AsyncClient]
    sign_in: SignIn
    told: Told = field(default_factory=Told)
    stopping: bool = False

    @asynccontextmanager
    async def running(self, *, clerks: int = 8, rate: float = 40.0) -> AsyncIterator[None]:
        """So many commands a second within this block; at its end none is left half answered."""
        async with asyncio.TaskGroup() as group:
            for number in range(clerks):
                group.create_task(self._work(Random(number), pause=clerks / rate))
            try:
                yield
            finally:
                self.stopping = True

    async def more(self, count: int, *, within: float = ANSWERED_WITHIN) -> None:
        """Wait until so many more commands were acknowledged."""
        wanted = len(self.told.acknowledged) + count

        async def reached() -> bool:
            return len(self.told.acknowledged) >= wanted

        await eventually(reached, within=within)

    async def admitted(self, count: int = 4) -> None:
        """Wait until so many more cases went all the way: every part works again."""
        wanted = self.told.ceremonies + count

        async def reached() -> bool:
            return self.told.ceremonies >= wanted

        await eventually(reached, within=ANSWERED_WITHIN)

    async def found(self) -> None:
        """The directory of the examples, created by the board of its province."""
        for committee, parent in PARENTS.items():
            made, named, *_ = examples.committees[committee]
            body = {
                "committee_id": str(committee),
                "type": made.type,
                "name": named.name,
                "parent_id": parent and str(parent),
                "created_on": made.created_on.isoformat(),
                "decision_no": made.decision_no,
            }
            await self.create(body, steps=3 if parent else 2)

    async def create(self, body: Body, *, steps: int) -> None:
        board = examples.organisation_board
        await self.send("intake", board, "/api/committees", body, steps=steps)

    async def send(
        self,
        source: str,
        office: Office,
        path: str,
        body: Body,
        *,
        steps: int = 1,
        patient: bool = False,
    ) -> UUID:
        """Send a command until it is taken; the stream that it went to. Raises NextCase."""
        key = uuid4()
        self.told.sent[key] = steps
        headers = {"Idempotency-Key": str(key)}
        answer = await self._insist(
            source, office, "POST", path, patient=patient, json=body, headers=headers
        )
        self.told.acknowledged[key] = Acknowledged(
            source=source, key=key, stream=UUID(answer["stream"]), version=answer["version"]
        )
        return UUID(answer["stream"])

    async def requests(self, case: UUID) -> list[str]:
        """The letters of a case, once verification has heard of its seal; raises NextCase."""
        answer = await self._insist(
            "verification", journey.SECRETARY, "GET", f"/api/cases/{case}", patient=True
        )
        return [request["request_id"] for request in answer["requests"]]

    async def _insist(
        self, source: str, office: Office, method: str, path: str, *, patient: bool, **sent: Any
    ) -> Any:
        headers = sent.pop("headers", {}) | {
            "Authorization": f"Bearer {self.sign_in.issue(office)}"
        }
        clock = asyncio.get_running_loop().time
        began = clock()
        while clock() < began + ANSWERED_WITHIN:
            try:
                door = self.doors[source]
                answer = await door.request(method, path, headers=headers, **sent)
            except httpx.TransportError:
                self.told.answers["broken off"] += 1
            else:
                self.told.answers[str(answer.status_code)] += 1
                if answer.is_success:
                    return answer.json()
                self._judge(answer, path, patient=patient)
                if answer.status_code in NOT_YET and (self.stopping or clock() > began + WAITS):
                    raise NextCase
            await asyncio.sleep(AGAIN)
        self.told.wrong.append(f"{path}: not taken within {ANSWERED_WITHIN} seconds")
        raise NextCase

    def _judge(self, answer: httpx.Response, path: str, *, patient: bool) -> None:
        """Raise NextCase unless the same may be taken later."""
        if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            if not int(answer.headers.get("Retry-After", 0)) > 0:
                self.told.wrong.append(f"{path}: 503 without Retry-After")
        elif not (patient and answer.status_code in NOT_YET):
            self.told.wrong.append(f"{path}: {answer.status_code} {answer.text[:200]}")
            raise NextCase

    async def _work(self, random: Random, *, pause: float) -> None:
        while not self.stopping:
            try:
                async for _ in self._case(random):
                    if self.stopping:
                        break
                    await asyncio.sleep(pause)
            except NextCase:
                await asyncio.sleep(pause)

    async def _case(self, random: Random) -> AsyncIterator[None]:
        """A branch of its own, and its only case up to the ceremony: a turn a command."""
        branch = uuid4()
        clerk = Office(role=Role.BRANCH_CLERK, committee_id=branch)
        await self.create(branch_body(branch), steps=3)
        yield
        prospect = journey.PROSPECT | {"branch_id": str(branch), "profile": profile(random)}
        case = await self.send("intake", clerk, "/api/cases", prospect)
        yield
        for step in journey.BEFORE_VERIFICATION:
            await self._step(case, step, clerk=clerk)
            yield
        async for turn in self._verification(case):
            yield turn
        own = next(journey.CASES)
        for number, (office, name, body) in enumerate(journey.AFTER_VERIFICATION):
            step = office, name, by_own_union(journey.of_its_own(body, own), prospect)
            await self._step(case, step, clerk=clerk, patient=not number)
            yield
        if random.random() < 0.3:
            cancellation = journey.of_its_own(journey.CANCELLATION, next(journey.CASES))
            cancel = journey.COMMITTEE, "cancel", cancellation
            await self._step(case, cancel, clerk=clerk)
            yield

    async def _step(
        self, case: UUID, step: tuple[Office, str, Body], *, clerk: Office, patient: bool = False
    ) -> None:
        office, name, body = step
        office = clerk if office == journey.CLERK else office
        await self.send("intake", office, f"/api/cases/{case}/{name}", body, patient=patient)
        self.told.ceremonies += name == "ceremony"

    async def _verification(self, case: UUID) -> AsyncIterator[None]:
        """Every asked committee confirms, and the asking one concludes."""
        for number, request in enumerate(await self.requests(case), 1):
            path = f"/api/cases/{case}/requests/{request}/reply"
            reply = {
                "result": "confirmed",
                "document_no": f"{number}-CV/ĐU",
                "replied_on": "2023-10-20",
            }
            await self.send("verification", journey.COMMUNE, path, reply, patient=True)
            yield
        path, concluded = f"/api/cases/{case}/conclusion", {"concluded_on": "2023-11-01"}
        await self.send("verification", journey.SECRETARY, path, concluded, patient=True)
        yield


def branch_body(branch: UUID) -> Body:
    return {
        "committee_id": str(branch),
        "type": "branch",
        "name": f"Chi bộ số {branch.int % 10_000}",
        "parent_id": str(examples.GRASSROOTS),
        "created_on": "2018-01-02",
        "decision_no": "4-QĐ/ĐU",
    }


def profile(random: Random) -> Body:
    return {
        "sex": random.choice(("female", "male")),
        "ethnicity": random.choice(("kinh", "minority")),
        "union": random.choice(("youth_union", "trade_union_past_youth_age")),
        "study": random.choice(("none", "college")),
    }


def by_own_union(body: Body, prospect: Mapping[str, Any]) -> Body:
    """Who is in the trade union is not introduced by the youth union."""
    union = prospect["profile"]["union"]
    return body | {"path": union.split("_past")[0]} if "path" in body else body
