"""Intake at work for tests about persons, two branches of different areas, and who asks there."""

from collections.abc import AsyncIterator
from itertools import count
from typing import cast
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from services.intake import domain
from services.intake.desk import LEDGER, Desk
from services.intake.main import assemble
from shared.database import connect
from shared.events.terms import CommitteeId, CommitteeType, DocumentNumber, PublicName
from shared.log.carrier import InProcess
from shared.log.feed import HttpFeed
from shared.people.access import Office, Role
from shared.people.sign_in import SignIn
from shared.service import Service
from tests import examples
from tests.engines import Database, Server, settings
from tests.intake.steps import BOARD, found, order

CLERK = examples.branch_clerk
AWAY = CommitteeId(UUID(int=0xA0))
CLERK_AWAY = Office(role=Role.BRANCH_CLERK, committee_id=AWAY)
OPERATOR = Office(role=Role.OPERATOR, committee_id=examples.PROVINCE)
BOARD_ABOVE = examples.organisation_board
SIGN_IN = SignIn(b"session key of the tests, 32 byt")
PROFILE = {"sex": "female", "ethnicity": "kinh", "union": "youth_union"}
NUMBERS = count(1)
HTML = {"accept": "text/html", "accept-language": "en", "origin": "http://127.0.0.1"}


@pytest.fixture(scope="module")
async def database(server: Server) -> AsyncIterator[Database]:
    database = await server.copy()
    yield database
    await server.drop(database.name)


@pytest.fixture(scope="module")
async def service(database: Database) -> AsyncIterator[Service]:
    """Intake at work, with a branch under another grassroots committee; each test lists its own."""
    carrier = InProcess()
    service = assemble(settings(database, "intake"), carrier=carrier, feed=HttpFeed({}, str))
    carrier.ears.append(service.inbox)
    desk = cast(Desk, service.desk)
    async with service.running():
        await found(desk)
        await desk.take(
            domain.CreateCommittee(
                committee_id=AWAY,
                type=CommitteeType.BRANCH,
                name=PublicName("Chi bộ Xa"),
                parent_id=examples.COMMUNE,
                created_on=examples.branch_created.created_on,
                decision_no=DocumentNumber("9-QĐ/ĐU"),
            ),
            order=order(BOARD),
        )
        yield service


@pytest.fixture(scope="module")
async def book(database: Database) -> AsyncIterator[AsyncEngine]:
    """The vault as its owner sees it."""
    engine = connect(database.owner_url, search_path="vault", pool=1)
    yield engine
    await engine.dispose()


@pytest.fixture
async def ask(service: Service) -> AsyncIterator["Ask"]:
    transport = httpx.ASGITransport(app=service.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield Ask(client, service)


class Ask:
    """What programs and people ask of persons, in the name of an office."""

    def __init__(self, client: httpx.AsyncClient, service: Service) -> None:
        self._client = client
        self._inbox = service.inbox

    async def post(
        self, path: str, office: Office, sent: dict[str, object], *, key: UUID | None = None
    ) -> httpx.Response:
        headers = signed(office) | ({"Idempotency-Key": str(key)} if key else {})
        return await self._client.post(path, json=sent, headers=headers)

    async def get(self, path: str, office: Office) -> httpx.Response:
        return await self._client.get(path, headers=signed(office))

    async def form(self, path: str, office: Office, sent: dict[str, str]) -> httpx.Response:
        return await self._client.post(path, data=sent, headers=HTML | signed(office))

    async def page(self, path: str, office: Office) -> httpx.Response:
        return await self._client.get(path, headers=HTML | signed(office))

    async def enlist(self, name: str, office: Office = CLERK, **more: str) -> dict[str, object]:
        """Somebody on the list, once the lists show it."""
        body = {
            "branch_id": str(office.committee_id),
            "listed_on": "2023-02-01",
            "name": name,
            "born_on": "1998-03-20",
            "profile": PROFILE,
        }
        answer = await self.post("/api/cases", office, body | more)
        assert answer.status_code == 201, answer.text
        listed: dict[str, object] = answer.json()
        await self.heard(listed["stream"], 1)
        return listed

    async def heard(self, stream: object, version: int) -> None:
        assert await self._inbox.wait_for(LEDGER.name, UUID(str(stream)), version, within=10)

    async def found(self, words: str, office: Office = CLERK) -> list[str]:
        answer = await self.post("/api/find", office, {"name": words})
        return [one["name"] for one in answer.json()["found"]]


def signed(office: Office) -> dict[str, str]:
    return {"authorization": f"Bearer {SIGN_IN.issue(office)}"}


def name_of_its_own() -> str:
    """Nobody else in this file is called so."""
    number = next(NUMBERS)
    return f"Người Tên{chr(97 + number // 26)}{chr(97 + number % 26)} Đường"


async def openings(book: AsyncEngine, reason: str) -> list[tuple[str, int, list[str]]]:
    async with book.connect() as connection:
        rows = await connection.execute(
            text(
                "SELECT office, cardinality(persons), fields FROM openings"
                " WHERE reason = :reason ORDER BY id"
            ),
            {"reason": reason},
        )
        return [tuple(row) for row in rows]
