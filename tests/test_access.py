"""Every route of every service against every office: what the policy forbids is forbidden there."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from itsdangerous import TimestampSigner

from services import embedded
from services.embedded import System
from services.intake.desk.offices import OfficeDesk
from services.intake.domain.office_commands import (
    BlockUser,
    EndOffice,
    GiveOffice,
    NameSubstitute,
    OfficeCommand,
)
from shared.events.terms import DocumentNumber, UserId
from shared.log.decider import Order
from shared.people.access import ITSELF, Office, Role
from shared.people.service_keys import ServiceKeys
from shared.people.sign_in import LASTS, SignIn
from shared.people.users import user_id as user_of
from shared.web.clock import now, today
from tests.callers import Caller, World, routes, status
from tests.doors import DOORS, OPEN, OPEN_IN_FRONT
from tests.engines import Server
from tests.worlds import KEYS, opened

SERVICES = list(DOORS)
EVERY_DOOR = [(service, route) for service in DOORS for route in DOORS[service]]


def signed(
    office: Office, *, key: bytes = KEYS.session, salt: str = "ketnap.office", ago: int = 0
) -> str:
    class Then(TimestampSigner):
        def get_timestamp(self) -> int:
            return super().get_timestamp() - ago

    return Then(key, salt=salt).sign(office.code).decode()


BOARD = Office(role=Role.ORGANISATION_BOARD, committee_id=ITSELF.committee_id)
TOKENS: Mapping[str, str | None] = {
    "none": None,
    "tampered": signed(BOARD)[:-2] + "xx",
    "of another key": signed(BOARD, key=b"t" * 32),
    "of another salt": signed(BOARD, salt="ketnap.csrf"),
    "of yesterday": signed(BOARD, ago=LASTS + 60),
    "of a service, under the key of sessions": signed(ITSELF),
    "of a service, under another key": ServiceKeys([b"t" * 32]).issue("intake"),
}


STANDINGS = ("held", "in place", "ended", "to come", "blocked", "in place of nobody")
"""How a user may stand to an office; only the first two may act for it today."""
NUMBER = DocumentNumber("1-QĐ/TU")


def user_named(name: str) -> UserId:
    return user_of("https://issuer.example", name)


def acting(office: Office, standing: str) -> Office:
    """The office as its token names it, for the user who stands so to it."""
    user = user_named(f"{office.code} {standing}")
    of_another = {"in place": "held", "in place of nobody": "ended"}.get(standing)
    holder = user_named(f"{office.code} {of_another}") if of_another else None
    return replace(office, user_id=user, instead_of=holder)


async def welcomed(offices: OfficeDesk, name: str) -> UserId:
    user = user_named(name)
    await offices.welcome(user, "Người Hai", order=ordered(ITSELF))
    return user


def ordered(office: Office) -> Order:
    return Order(command_id=uuid4(), office=office, at=now())


async def appoint(system: System, office: Office, standing: str, *, board: Office) -> None:
    """Let a user stand so to an office, and all services know of it."""
    offices, user = system.services["intake"].desk.offices, acting(office, standing)
    await welcomed(offices, f"{office.code} {standing}")
    place = {"user_id": user.user_id, "role": office.role, "committee_id": office.committee_id}
    days = {"from_on": today() - timedelta(days=9), "until_on": today() + timedelta(days=9)}
    commands: list[OfficeCommand] = []
    match standing:
        case "in place" | "in place of nobody":
            named = NameSubstitute(**place, **days, instead_of=user.instead_of, document_no=NUMBER)
            commands = [named]
        case "to come":
            days["from_on"] = today() + timedelta(days=1)
            commands = [GiveOffice(**place, **days, document_no=NUMBER)]
        case _:
            commands = [GiveOffice(**place, **days, document_no=NUMBER)]
    if standing == "blocked":
        commands.append(BlockUser(user_id=user.user_id, blocked_on=today(), document_no=NUMBER))
    if standing == "in place of nobody":
        holder = {**place, "user_id": user.instead_of}
        commands.append(EndOffice(**holder, ended_on=today(), document_no=NUMBER))
    for command in commands:
        outcome = await offices.take(command, order=ordered(board))
        for service in system.services.values():
            assert await service.inbox.wait_for(
                "intake", outcome.stream, outcome.version, within=20
            )


@pytest.fixture(scope="module")
async def world(server: Server) -> AsyncIterator[World]:
    database = await server.copy()
    system = embedded.assemble(database.owner_url, KEYS)
    async with embedded.at_work(system):
        tree, waiting = await opened(system)
        intake, board = system.services["intake"], tree.province.office(Role.ORGANISATION_BOARD)
        known = await welcomed(intake.desk.offices, "somebody")
        world = World(system=system, tree=tree, plan=waiting, user_id=known)
        for office in world.holders():
            for standing in STANDINGS:
                await appoint(system, office, standing, board=board)
        yield world
    await server.drop(database.name)


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
    caller = Caller(world, service, route, door)

    wrong = {}
    for office in world.offices():
        answered = await caller.status(world.token(office, service))
        assert answered < 500
        if (answered not in (401, 403, 404)) != world.allows(door, office):
            wrong[office.code] = answered

    assert wrong == {}


@pytest.mark.parametrize(("service", "route"), EVERY_DOOR)
async def test_a_user_passes_only_for_an_office_that_is_held_today(world, service, route):
    door = DOORS[service][route]
    caller, sign_in = Caller(world, service, route, door), SignIn(KEYS.session)

    wrong = {}
    for office in world.holders():
        allowed = world.allows(door, office)
        for standing in STANDINGS if allowed else STANDINGS[:2]:
            answered = await caller.status(sign_in.issue(acting(office, standing)))
            holds = standing in ("held", "in place")
            passes = answered not in (401, 403, 404)
            if passes != (holds and allowed) or (answered == 401) == holds:
                wrong[f"{standing}: {office.code}"] = answered

    assert wrong == {}


@pytest.mark.parametrize(("service", "route"), EVERY_DOOR)
async def test_nobody_passes_for_the_office_of_another_user(world, service, route):
    caller, sign_in = Caller(world, service, route, DOORS[service][route]), SignIn(KEYS.session)

    office = world.holders()[-1]
    for borrowed in (
        replace(office, user_id=world.user_id),
        replace(acting(office, "held"), instead_of=world.user_id),
        replace(acting(office, "in place"), instead_of=None),
    ):
        assert await caller.status(sign_in.issue(borrowed)) == 401


@pytest.mark.parametrize(("service", "route"), EVERY_DOOR)
async def test_no_route_answers_whoever_is_not_signed_in(world, service, route):
    caller = Caller(world, service, route, DOORS[service][route])

    answers = {name: await caller.status(token) for name, token in TOKENS.items()}

    assert answers == dict.fromkeys(TOKENS, 401)


@pytest.mark.parametrize(("service", "route"), EVERY_DOOR)
async def test_no_route_answers_a_token_for_another_service(world, service, route):
    caller = Caller(world, service, route, DOORS[service][route])

    for other in {"intake", "verification", "statistics"} - {service}:
        assert await caller.status(world.system.keys.issue(other)) == 401


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
