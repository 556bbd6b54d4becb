"""Who is given an office, by whom, and what is refused; and what of it stands in the ledger."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from uuid import uuid4

import pytest

from services.intake.domain.office_commands import (
    BlockUser,
    EndOffice,
    EndSubstitution,
    GiveOffice,
    NameSubstitute,
    OfficeCommand,
    RegisterUser,
    UnblockUser,
)
from services.intake.domain.offices import Appointment, decide_user
from services.intake.domain.user import evolve_user, stranger
from shared.events.office import OfficeEvent
from shared.events.terms import CommitteeType, DocumentNumber
from shared.law.refusal import Refused
from shared.people.access import ITSELF, Office, Role
from shared.people.vault import Field
from shared.web.problem import Forbidden, NotFound
from tests import examples, office_examples
from tests.examples import BLOC, BRANCH, PROVINCE
from tests.intake.steps import BOARD, found, order
from tests.office_examples import CLERK, DEPUTY, SECRETARY

TODAY = date(2024, 6, 12)
NUMBER = DocumentNumber("5-QĐ/ĐU")
given, ended = office_examples.office_given, office_examples.office_ended
named, named_no_more = office_examples.substitute_named, office_examples.substitution_ended
blocked, unblocked = office_examples.user_blocked, office_examples.user_unblocked
REGISTERED = [office_examples.clerk_registered]
HOLDER = reduce(evolve_user, [*REGISTERED, given], stranger)
AT_A_BRANCH = Appointment(today=TODAY, acting=None, level=CommitteeType.BRANCH, holder=HOLDER)


def as_command(kind: type[OfficeCommand], fact: OfficeEvent, **changed: object) -> OfficeCommand:
    fields = {name: getattr(fact, name) for name in kind.__dataclass_fields__}
    return kind(**fields | changed)


REGISTER = as_command(RegisterUser, office_examples.clerk_registered)
GIVE, END = as_command(GiveOffice, given), as_command(EndOffice, ended)
NAME = as_command(NameSubstitute, named)
END_NAMED = as_command(EndSubstitution, named_no_more)
BLOCK, UNBLOCK = as_command(BlockUser, blocked), as_command(UnblockUser, unblocked)
DEPUTY_KNOWN = [office_examples.deputy_registered]


def decided(
    command: OfficeCommand, history: Sequence[OfficeEvent], appointment: Appointment = AT_A_BRANCH
) -> Sequence[OfficeEvent]:
    return decide_user(command, reduce(evolve_user, history, stranger), appointment)


@pytest.mark.parametrize(
    ("command", "before", "fact"),
    [
        (REGISTER, [], office_examples.clerk_registered),
        (GIVE, REGISTERED, given),
        (END, [*REGISTERED, given], ended),
        (NAME, DEPUTY_KNOWN, named),
        (END_NAMED, [*DEPUTY_KNOWN, named], named_no_more),
        (BLOCK, REGISTERED, blocked),
        (UNBLOCK, [*REGISTERED, blocked], unblocked),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_command_makes_its_fact_once_and_is_quiet_the_second_time(command, before, fact):
    assert decided(command, before) == [fact]
    assert decided(command, [*before, fact]) == []


@pytest.mark.parametrize(
    ("command", "before", "appointment", "code"),
    [
        (GIVE, [], AT_A_BRANCH, "user_unknown"),
        (BLOCK, [], AT_A_BRANCH, "user_unknown"),
        (GIVE, REGISTERED, replace(AT_A_BRANCH, acting=CLERK), "own_office"),
        (NAME, DEPUTY_KNOWN, replace(AT_A_BRANCH, acting=DEPUTY), "own_office"),
        (UNBLOCK, [*REGISTERED, blocked], replace(AT_A_BRANCH, acting=CLERK), "own_office"),
        (GIVE, REGISTERED, replace(AT_A_BRANCH, level=None), "committee_unknown"),
        (
            GIVE,
            REGISTERED,
            replace(AT_A_BRANCH, level=CommitteeType.GRASSROOTS_COMMITTEE),
            "office_not_of_level",
        ),
        (replace(GIVE, role=Role.SERVICE), REGISTERED, AT_A_BRANCH, "office_not_of_level"),
        (replace(GIVE, role=Role.OPERATOR), REGISTERED, AT_A_BRANCH, "office_not_of_level"),
        (replace(GIVE, until_on=date(2024, 1, 2)), REGISTERED, AT_A_BRANCH, "office_reversed"),
        (replace(GIVE, from_on=TODAY), [*REGISTERED, given], AT_A_BRANCH, "office_held"),
        (
            replace(GIVE, from_on=date(2023, 1, 1), until_on=given.from_on),
            [*REGISTERED, given],
            AT_A_BRANCH,
            "office_held",
        ),
        (END, REGISTERED, AT_A_BRANCH, "office_not_held"),
        (
            replace(END, ended_on=given.from_on - timedelta(days=1)),
            [*REGISTERED, given],
            AT_A_BRANCH,
            "office_reversed",
        ),
        (replace(NAME, instead_of=DEPUTY), DEPUTY_KNOWN, AT_A_BRANCH, "own_substitute"),
        (
            NAME,
            DEPUTY_KNOWN,
            replace(AT_A_BRANCH, holder=stranger),
            "holder_without_office",
        ),
        (END_NAMED, DEPUTY_KNOWN, AT_A_BRANCH, "office_not_held"),
        (replace(BLOCK, blocked_on=date(2024, 6, 13)), REGISTERED, AT_A_BRANCH, "in_future"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_command_is_refused(command, before, appointment, code):
    with pytest.raises(Refused) as refused:
        decided(command, before, appointment)

    assert refused.value.code == code


def test_an_office_can_be_given_again_after_it_ended():
    again = replace(GIVE, from_on=ended.ended_on)

    assert len(decided(again, [*REGISTERED, given, ended])) == 1


def test_an_office_can_be_taken_back_on_the_day_it_began():
    [fact] = decided(replace(END, ended_on=given.from_on), [*REGISTERED, given])
    user = reduce(evolve_user, [*REGISTERED, given, fact], stranger)

    assert not user.holds(given.role, given.committee_id, given.from_on)


@pytest.fixture
async def offices(desk):
    await found(desk)
    for user, name in ((CLERK, "Người Một"), (DEPUTY, "Người Hai"), (SECRETARY, "Người Ba")):
        await desk.offices.welcome(user, name, order=order(ITSELF))
    return desk.offices


async def test_an_administrator_gives_offices_below_and_every_step_says_who_did(offices):
    board = replace(BOARD, user_id=SECRETARY)
    await offices.take(GIVE, order=order(board))

    file = await offices.user(CLERK, office=BOARD, today=TODAY)
    assert file.steps[-1].event == given
    assert Office.parse(file.steps[-1].entry.office) == board


@pytest.mark.parametrize(
    "office",
    [
        examples.branch_clerk,
        examples.grassroots_secretary,
        examples.standing_committee,
        Office(role=Role.OPERATOR, committee_id=PROVINCE),
        Office(role=Role.AUDITOR, committee_id=PROVINCE),
        Office(role=Role.ORGANISATION_BOARD, committee_id=examples.COMMUNE),
    ],
    ids=lambda office: office.role,
)
@pytest.mark.parametrize("command", [GIVE, END], ids=["give", "end"])
async def test_nobody_else_does(offices, office, command):
    with pytest.raises(Forbidden):
        await offices.take(command, order=order(office))


async def test_a_board_gives_no_office_above_itself(offices):
    board = Office(role=Role.ORGANISATION_BOARD, committee_id=BLOC)
    await offices.take(GIVE, order=order(board))

    above = replace(GIVE, committee_id=PROVINCE, role=Role.AUDITOR)
    with pytest.raises(Forbidden):
        await offices.take(above, order=order(board))
    await offices.take(replace(above, user_id=DEPUTY), order=order(BOARD))
    for command in (replace(BLOCK, user_id=DEPUTY),):
        with pytest.raises(Forbidden):
            await offices.take(command, order=order(board))
        assert (await offices.take(command, order=order(BOARD))).steps


async def test_nobody_gives_himself_an_office(offices):
    with pytest.raises(Refused, match="own_office"):
        await offices.take(GIVE, order=order(replace(BOARD, user_id=CLERK)))


async def test_a_substitute_is_named_only_for_who_holds_the_office(offices):
    with pytest.raises(Refused, match="holder_without_office"):
        await offices.take(NAME, order=order(BOARD))
    await offices.take(GIVE, order=order(BOARD))

    assert (await offices.take(NAME, order=order(BOARD))).steps


async def test_signing_in_again_registers_nobody_twice_but_keeps_the_newest_name(offices):
    outcome = await offices.welcome(CLERK, "  Người   Một Mới ", order=order(ITSELF))
    names = await offices.names([CLERK, DEPUTY], office=BOARD, reason="test")

    assert not outcome.steps
    assert names == {CLERK: "Người Một Mới", DEPUTY: "Người Hai"}


async def test_the_name_is_in_the_vault_and_not_in_the_ledger(offices, vault):
    file = await offices.user(CLERK, office=BOARD, today=TODAY)
    opened = await vault.open([CLERK], fields=[Field.USER_NAME], office=BOARD, reason="test")

    assert opened == {CLERK: {Field.USER_NAME: "Người Một"}}
    assert all("Người" not in step.entry.body.decode() for step in file.steps)


async def test_a_user_whom_nobody_knows_is_not_found(offices):
    with pytest.raises(NotFound):
        await offices.user(uuid4(), office=BOARD, today=TODAY)


FIRST = replace(GIVE, role=Role.ORGANISATION_BOARD, committee_id=PROVINCE)


async def test_the_first_administrator_is_made_by_command_and_no_second_one(offices):
    outcome = await offices.first_administrator(CLERK, None, FIRST, order=order(ITSELF))
    assert outcome.steps

    other = replace(FIRST, user_id=DEPUTY)
    with pytest.raises(Refused, match="administered_already"):
        await offices.first_administrator(DEPUTY, "Người Hai", other, order=order(ITSELF))


async def test_only_the_first_administrators_office_is_checked_like_any_other(offices):
    with pytest.raises(Refused, match="office_not_of_level"):
        await offices.first_administrator(
            CLERK, None, replace(FIRST, committee_id=BRANCH), order=order(ITSELF)
        )
