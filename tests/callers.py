"""A running system with one open case, and what it answers to whoever asks."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from urllib.parse import urlencode

import msgspec
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.types import ASGIApp, Message

from services.embedded import System
from services.sample.plan import Plan
from services.sample.tree import Body, Tree
from services.verification.domain import request_id
from shared.events.terms import CommitteeId, UserId
from shared.people.access import ITSELF, Office, Role, may
from shared.people.sign_in import SignIn
from tests.doors import ABOVE, ASKED, CASE, OWN, TOP, Door
from tests.worlds import KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A running system with one case that waits for an answer."""

    system: System
    tree: Tree
    plan: Plan
    user_id: UserId  # known, without an office

    @property
    def asked(self) -> Body:
        return self.plan.relatives[0].known_to

    def offices(self) -> list[Office]:
        """Every role at the right place, beside it, above it, below it, and elsewhere."""
        office, branch = self.plan.office, self.plan.branch
        committees = [
            branch,
            next(each for each in self.tree.below(office) if each is not branch),
            office,
            next(each for each in self.tree.offices if each is not office),
            self.tree.bloc,
            self.tree.province,
            self.asked,
            next(each for each in self.tree.communes if each is not self.asked),
        ]
        roles = [role for role in Role if role is not Role.SERVICE]
        return [ITSELF, *(each.office(role) for each, role in product(committees, roles))]

    def token(self, office: Office, service: str) -> str:
        """With which somebody acts for an office, or a service asks that one."""
        if office == ITSELF:
            return self.system.keys.issue(service)
        return SignIn(KEYS.session).issue(office)

    def holders(self) -> list[Office]:
        """Of each role one office that is given to users, most of them at the right place."""
        return [
            self.plan.branch.office(Role.BRANCH_CLERK),
            self.plan.office.office(Role.GRASSROOTS_SECRETARY),
            self.tree.bloc.office(Role.STANDING_COMMITTEE),
            self.tree.bloc.office(Role.ORGANISATION_BOARD),
            self.tree.province.office(Role.AUDITOR),
            self.tree.province.office(Role.OPERATOR),
            self.asked.office(Role.GRASSROOTS_SECRETARY),
        ]

    def allows(self, door: Door, office: Office) -> bool:
        return any(may(office, action, self.line(place, office)) for action, place in door.rights)

    def line(self, place: str, office: Office) -> list[CommitteeId]:
        lines = {
            CASE: upward(self.plan.branch),
            ABOVE: upward(self.plan.office),
            ASKED: upward(self.asked),
            OWN: [office.committee_id],
            TOP: upward(self.plan.branch)[-1:],
        }
        return lines[place]

    def filled(self, text: str) -> str:
        """`text` with the ids of this world in the place of their names."""
        ids = {
            "case_id": self.plan.case_id,
            "request_id": request_id(self.plan.case_id, self.plan.applicant.person_id),
            "person_id": self.plan.applicant.person_id,
            "committee_id": self.plan.branch.committee_id,
            "branch_id": self.plan.branch.committee_id,
            "office_id": self.plan.office.committee_id,
            "user_id": self.user_id,
            "stream": self.plan.case_id,
            "version": 1,
        }
        for name, value in ids.items():
            text = text.replace("{" + name + "}", str(value))
        return text


def upward(body: Body) -> list[CommitteeId]:
    return [body.committee_id, *(upward(body.parent) if body.parent else [])]


def routes(app: FastAPI) -> Iterator[str]:
    """What can be asked of `app`, as `GET /cases/{case_id}`."""
    for route in iter_route_contexts(app.routes):
        for method in getattr(route, "methods", None) or {"GET"}:
            if method != "HEAD":
                yield f"{method} {route.path}"


async def status(app: ASGIApp, asked: str, *, body: bytes = b"", **headers: str) -> int:
    """The status of the answer, as soon as it is known: some answers never end."""
    method, _, path = asked.partition(" ")
    path, _, query = path.partition("?")
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [
            (name.replace("_", "-").encode(), value.encode())
            for name, value in ({"host": "127.0.0.1"} | headers).items()
        ],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 80),
        "scheme": "http",
        "root_path": "",
        "http_version": "1.1",
    }
    answered: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    received = asyncio.Queue[Message]()
    received.put_nowait({"type": "http.request", "body": body, "more_body": False})

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start" and not answered.done():
            answered.set_result(message["status"])

    answering = asyncio.ensure_future(app(scope, received.get, send))
    await asyncio.wait({answered, answering}, timeout=20, return_when=asyncio.FIRST_COMPLETED)
    received.put_nowait({"type": "http.disconnect"})
    answering.cancel()
    await asyncio.gather(answering, return_exceptions=True)
    return answered.result()


class Caller:
    """Asks one route in the name of anybody."""

    def __init__(self, world: World, service: str, route: str, door: Door) -> None:
        self._app = world.system.services[service].app
        branch = world.plan.branch.committee_id
        self._asked = world.filled(route) + f"?committee={branch}"
        self._api = "/api/" in route
        self._sent = world.filled(msgspec.json.encode(door.sent).decode()) if door.sent else ""

    async def status(self, token: str | None) -> int:
        """What a program is answered, or for a page what a form is."""
        named = {"authorization": f"Bearer {token}"} if token else {}
        kind = "application/json" if self._api else "application/x-www-form-urlencoded"
        return await status(self._app, self._asked, body=self._body(), content_type=kind, **named)

    def _body(self) -> bytes:
        if self._api or not self._sent:
            return self._sent.encode()
        return urlencode(msgspec.json.decode(self._sent)).encode()
