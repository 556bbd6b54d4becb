"""Every route of every service against every office: what the policy forbids is forbidden there."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from urllib.parse import urlencode

import msgspec
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from itsdangerous import TimestampSigner
from starlette.types import ASGIApp, Message

from services import embedded
from services.embedded import System
from services.keys import Keys
from services.sample.numbers import numbered
from services.sample.plan import Draft, Plan, plan
from services.sample.play import play
from services.sample.telling import tell
from services.sample.tree import Body, Tree, founding, grow
from services.verification.domain import request_id
from shared.events.stage import Stage
from shared.events.terms import CommitteeId, Ethnicity, Profile, Sex, Study, Union
from shared.people.access import ITSELF, Action, Office, Role, may
from shared.people.sign_in import LASTS, SignIn
from tests.engines import Server

SEED = 7
KEYS = Keys(session=b"s" * 32, vault=b"v" * 32, fingerprint=b"f" * 32)
SOMEBODY = Profile(
    sex=Sex.FEMALE, ethnicity=Ethnicity.KINH, union=Union.YOUTH_UNION, study=Study.NONE
)
LONG_AGO = "2017-06-01"  # before any step of the case: whoever may take one is refused by a rule

OPEN = frozenset({"/health", "/ready", "/metrics", "/openapi.json", "/assets"})
"""What anybody may ask of each service."""

OPEN_IN_FRONT = frozenset({"/", "/intake", "/verification", "/statistics", "/loading", "/sign-in"})
"""What anybody may ask of the entrance besides: where to go, how far the sample is, who to be."""

CASE = "the branch of the case"
ASKED = "the committee that was asked"
ABOVE = "the committee above the branch"
OWN = "the committee of the office"

CASE_PATH = "/api/cases/{case_id}"
REQUEST_PATH = "/cases/{case_id}/requests/{request_id}"
REPLY = {"result": "confirmed", "document_no": "1-CV/ĐU", "replied_on": LONG_AGO}
PROFILE = {"sex": "female", "ethnicity": "kinh", "union": "youth_union", "study": "none"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A route, by whose leave one passes, and what one sends."""

    rights: Sequence[tuple[Action, str]]  # one of them is enough
    sent: Mapping[str, object] | None = None
    route: str | None = None  # where one route leads to several places


def door(action: Action, place: str, **sent: object) -> Door:
    return Door(rights=[(action, place)], sent=sent or None)


STEPS = {
    "certificate": Action.PREPARE_CASE,
    "application": Action.PREPARE_CASE,
    "cv": Action.PREPARE_CASE,
    "seal": Action.CERTIFY_CV,
    "certify": Action.CERTIFY_CV,
    "branch-resolution": Action.RESOLVE_IN_BRANCH,
    "grassroots-resolution": Action.RESOLVE_IN_GRASSROOTS,
    "decision": Action.DECIDE_ADMISSION,
    "received": Action.PREPARE_CASE,
    "ceremony": Action.PREPARE_CASE,
    "cancel": Action.DECIDE_ADMISSION,
}
"""The forms of intake, by the last word of their address."""

FORMS = {
    f"{method} /cases/{{case_id}}/{slug}": Door(
        rights=[(action, CASE)],
        sent={"day": LONG_AGO, "document_no": "1-NQ/CB", "reason": "procedure"},
        route=f"{method} /cases/{{case_id}}/{{slug}}",
    )
    for slug, action in STEPS.items()
    for method in ("GET", "POST")
}
FEEDS = {"GET /feed": door(Action.READ_FEED, OWN), "GET /feed/head": door(Action.READ_FEED, OWN)}
DOORS: Mapping[str, Mapping[str, Door]] = {
    "intake": FEEDS
    | FORMS
    | {
        "GET /": door(Action.READ_CASE, OWN),
        "GET /cases": door(Action.READ_CASE, OWN),
        "GET /cases/{case_id}": door(Action.READ_CASE, CASE),
        "GET /prospects/new": door(Action.PREPARE_CASE, OWN),
        "POST /prospects/new": door(
            Action.PREPARE_CASE,
            OWN,
            **PROFILE,
            name="Người Một",
            born_on="1990-01-01",
            listed_on=LONG_AGO,
        ),
        "GET /api/committees": door(Action.READ_DIRECTORY, OWN),
        "POST /api/committees": door(
            Action.CREATE_COMMITTEE,
            ABOVE,
            type="branch",
            name="Chi bộ Mẫu",
            parent_id="{office_id}",
            created_on=LONG_AGO,
            decision_no="1-QĐ/ĐU",
        ),
        "POST /api/committees/{committee_id}/names": door(
            Action.CREATE_COMMITTEE, CASE, name="Chi bộ Mẫu", named_on=LONG_AGO
        ),
        "POST /api/committees/{committee_id}/placements": door(
            Action.CREATE_COMMITTEE, ABOVE, parent_id="{office_id}", placed_on=LONG_AGO
        ),
        "GET /api/cases": door(Action.READ_CASE, OWN),
        "POST /api/cases": door(
            Action.PREPARE_CASE,
            CASE,
            branch_id="{branch_id}",
            listed_on=LONG_AGO,
            name="Người Một",
            born_on="1990-01-01",
            profile=PROFILE,
        ),
        f"GET {CASE_PATH}": door(Action.READ_CASE, CASE),
        f"POST {CASE_PATH}/certificate": door(
            Action.PREPARE_CASE, CASE, certificate_no="1-CN/TTCT", certified_on=LONG_AGO
        ),
        f"POST {CASE_PATH}/application": door(Action.PREPARE_CASE, CASE, on=LONG_AGO),
        f"POST {CASE_PATH}/cv": door(
            Action.PREPARE_CASE,
            CASE,
            declared_on=LONG_AGO,
            persons=[{"relation": "applicant", "committee_id": "{branch_id}"}],
        ),
        f"POST {CASE_PATH}/seal": door(Action.CERTIFY_CV, CASE, on=LONG_AGO),
        f"POST {CASE_PATH}/certify": door(Action.CERTIFY_CV, CASE, on=LONG_AGO),
        f"POST {CASE_PATH}/branch-resolution": door(
            Action.RESOLVE_IN_BRANCH,
            CASE,
            resolution_no="1-NQ/CB",
            resolved_on=LONG_AGO,
            vote={"official_members": 9, "in_favour": 9},
        ),
        f"POST {CASE_PATH}/grassroots-resolution": door(
            Action.RESOLVE_IN_GRASSROOTS,
            CASE,
            resolution_no="1-NQ/ĐU",
            resolved_on=LONG_AGO,
            vote={"members": 9, "in_favour": 9},
        ),
        f"POST {CASE_PATH}/decision": door(
            Action.DECIDE_ADMISSION, CASE, decision_no="1-QĐ/ĐUK", decided_on=LONG_AGO
        ),
        f"POST {CASE_PATH}/received": door(Action.PREPARE_CASE, CASE, on=LONG_AGO),
        f"POST {CASE_PATH}/ceremony": door(Action.PREPARE_CASE, CASE, held_on=LONG_AGO),
        f"POST {CASE_PATH}/cancel": door(
            Action.DECIDE_ADMISSION,
            CASE,
            decision_no="2-QĐ/ĐUK",
            cancelled_on=LONG_AGO,
            reason="procedure",
        ),
    },
    "verification": FEEDS
    | {
        "GET /api/requests": door(Action.READ_REQUEST, OWN),
        f"GET {CASE_PATH}": door(Action.READ_REQUEST, CASE),
        f"POST /api{REQUEST_PATH}/reply": door(Action.REPLY, ASKED, **REPLY),
        f"POST /api{REQUEST_PATH}/paper-reply": door(Action.CONCLUDE, CASE, **REPLY),
        f"POST {CASE_PATH}/conclusion": door(Action.CONCLUDE, CASE, concluded_on=LONG_AGO),
        "GET /": door(Action.READ_REQUEST, OWN),
        "GET /cases/{case_id}": door(Action.READ_REQUEST, CASE),
        "POST /cases/{case_id}": door(Action.CONCLUDE, CASE, concluded_on=LONG_AGO),
        f"GET {REQUEST_PATH}": Door(
            rights=[(Action.READ_REQUEST, CASE), (Action.READ_REQUEST, ASKED)]
        ),
        f"POST {REQUEST_PATH}": door(Action.REPLY, ASKED, **REPLY),
        f"GET {REQUEST_PATH}/paper": Door(
            rights=[(Action.READ_REQUEST, CASE), (Action.READ_REQUEST, ASKED)]
        ),
        f"POST {REQUEST_PATH}/paper": door(Action.CONCLUDE, CASE, **REPLY),
    },
    "statistics": {
        "GET /api/figures": door(Action.READ_FIGURES, CASE),
        "GET /api/committees/{committee_id}/cases": door(Action.READ_FIGURES, CASE),
        "GET /api/steps/{stream}/{version}": door(Action.READ_FIGURES, OWN),
        "GET /": door(Action.READ_FIGURES, CASE),
        "GET /live": door(Action.READ_FIGURES, CASE),
        "GET /cases": door(Action.READ_FIGURES, CASE),
    },
}
"""Every route but the open ones; one that is missing here fails the tests."""


def signed(
    office: Office, *, key: bytes = KEYS.session, salt: str = "ketnap.office", ago: int = 0
) -> str:
    class Then(TimestampSigner):
        def get_timestamp(self) -> int:
            return super().get_timestamp() - ago

    return Then(key, salt=salt).sign(office.code).decode()


TOKENS: Mapping[str, str | None] = {
    "none": None,
    "tampered": signed(ITSELF)[:-2] + "xx",
    "of another key": signed(ITSELF, key=b"t" * 32),
    "of another salt": signed(ITSELF, salt="ketnap.csrf"),
    "of yesterday": signed(ITSELF, ago=LASTS + 60),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A running system with one case that waits for an answer."""

    system: System
    tree: Tree
    plan: Plan

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
        return [committee.office(role) for committee, role in product(committees, Role)]

    def allows(self, door: Door, office: Office) -> bool:
        return any(may(office, action, self.line(place, office)) for action, place in door.rights)

    def line(self, place: str, office: Office) -> list[CommitteeId]:
        match place:
            case "the branch of the case":
                return upward(self.plan.branch)
            case "the committee that was asked":
                return upward(self.asked)
            case "the committee above the branch":
                return upward(self.plan.office)
            case _:
                return [office.committee_id]

    def filled(self, text: str) -> str:
        """`text` with the ids of this world in the place of their names."""
        ids = {
            "case_id": self.plan.case_id,
            "request_id": request_id(self.plan.case_id, self.plan.applicant.person_id),
            "committee_id": self.plan.branch.committee_id,
            "branch_id": self.plan.branch.committee_id,
            "office_id": self.plan.office.committee_id,
            "stream": self.plan.case_id,
            "version": 1,
        }
        for name, value in ids.items():
            text = text.replace("{" + name + "}", str(value))
        return text


def upward(body: Body) -> list[CommitteeId]:
    return [body.committee_id, *(upward(body.parent) if body.parent else [])]


@pytest.fixture(scope="module")
async def world(server: Server) -> AsyncIterator[World]:
    database = await server.copy()
    tree = grow(SEED)
    draft = Draft(
        name="access",
        profile=SOMEBODY,
        branch=tree.branches[0],
        last=Stage.CV_SEALED,
        on=date(2024, 3, 1),
    )
    waiting = plan(draft, SEED, tree)
    numbers = numbered([waiting], tree)
    system = embedded.assemble(database.owner_url, KEYS)
    async with embedded.at_work(system):
        await play(
            [*founding(SEED, tree), *tell(waiting, numbers, tree, seed=SEED)],
            intake_desk=system.services["intake"].desk,
            verification_desk=system.services["verification"].desk,
            waiters={name: service.inbox for name, service in system.services.items()},
            progress=lambda done: None,
        )
        yield World(system=system, tree=tree, plan=waiting)
    await server.drop(database.name)


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


SERVICES = list(DOORS)
EVERY_DOOR = [(service, route) for service in DOORS for route in DOORS[service]]


@pytest.mark.parametrize("service", SERVICES)
async def test_every_route_is_tried_here_or_open_to_all(world, service):
    found = set(routes(world.system.services[service].app))

    tried = {door.route or route for route, door in DOORS[service].items()}
    assert {route for route in found if route.split()[1] not in OPEN} == tried


async def test_the_entrance_is_open_and_has_nothing_else(world):
    front = world.system.app.routes[-1].app

    assert {route.split()[1] for route in routes(front)} == OPEN | OPEN_IN_FRONT


@pytest.mark.parametrize(("service", "route"), EVERY_DOOR)
async def test_each_route_answers_whom_the_policy_allows_and_nobody_else(world, service, route):
    door = DOORS[service][route]
    caller, sign_in = Caller(world, service, route, door), SignIn(KEYS.session)

    wrong = {}
    for office in world.offices():
        answered = await caller.status(sign_in.issue(office))
        assert answered < 500
        if (answered not in (401, 403, 404)) != world.allows(door, office):
            wrong[office.code] = answered

    assert wrong == {}


@pytest.mark.parametrize(("service", "route"), EVERY_DOOR)
@pytest.mark.parametrize("token", TOKENS)
async def test_no_route_answers_whoever_is_not_signed_in(world, service, route, token):
    caller = Caller(world, service, route, DOORS[service][route])

    assert await caller.status(TOKENS[token]) == 401


@pytest.mark.parametrize(
    ("service", "route"), [(service, route) for service, route in EVERY_DOOR if "GET /" in route]
)
async def test_a_browser_is_led_to_the_sign_in(world, service, route):
    app = world.system.services[service].app

    assert await status(app, world.filled(route), accept="text/html") == 303


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("path", sorted(OPEN - {"/assets"}))
async def test_what_is_open_answers_anybody(world, service, path):
    assert await status(world.system.services[service].app, f"GET {path}") == 200
