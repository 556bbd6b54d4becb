"""The first who gives offices is made by an administrator of the machine, and nobody after."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from services import embedded
from services.command.first_administrator import appoint
from services.command.token import named
from services.intake.desk import Desk
from services.intake.domain.office_commands import GiveOffice
from services.keys import Keys
from services.postgres import Unusable
from shared.events.terms import DocumentNumber
from shared.people.access import Role
from shared.people.users import user_id
from tests.engines import Server
from tests.examples import PROVINCE
from tests.intake.steps import found

KEYS = Keys.new()
GIVEN = GiveOffice(
    user_id=user_id("https://issuer.example", "1"),
    role=Role.ORGANISATION_BOARD,
    committee_id=PROVINCE,
    from_on=date(2024, 1, 2),
    until_on=None,
    document_no=DocumentNumber("1-QĐ/TU"),
)


@pytest.fixture
async def system(server: Server) -> AsyncIterator[embedded.System]:
    database = await server.copy()
    system = embedded.assemble(database.owner_url, KEYS)
    async with embedded.at_work(system):
        desk = system.services["intake"].desk
        assert isinstance(desk, Desk)
        await found(desk)
        yield system
    await server.drop(database.name)


async def test_the_first_is_made_and_works_in_every_service(system):
    desk = system.services["intake"].desk
    finding = await appoint(desk, GIVEN, "Người Một")

    assert finding.well
    for service in system.services.values():
        assert await service.inbox.wait_for("intake", GIVEN.user_id, 2, within=20)
        [held] = await service.app.state.sign_in.held(GIVEN.user_id)
        assert (held.office.role, held.office.committee_id) == (GIVEN.role, PROVINCE)


async def test_the_second_is_refused_and_told_what_to_do(system):
    desk = system.services["intake"].desk
    await appoint(desk, GIVEN, "")
    other = replace(GIVEN, user_id=user_id("https://issuer.example", "2"))

    finding = await appoint(desk, other, "")

    assert not finding.well
    assert "organisation board" in finding.do


async def test_a_province_that_is_not_there_is_refused(system):
    nowhere = replace(GIVEN, committee_id=GIVEN.user_id)

    assert not (await appoint(system.services["intake"].desk, nowhere, "")).well


def test_a_token_names_a_role_and_a_committee():
    with pytest.raises(Unusable, match="names no office"):
        named("king")
