"""A number of a document is taken once for its issuer, kind and term (HD 36-HD/VPTW)."""

import asyncio
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from services.intake import domain
from services.intake.desk import Desk
from services.intake.desk.spoken import SILENT
from services.intake.domain import CorrectStep
from services.intake.domain.office_commands import GiveOffice, RegisterUser
from shared.events.correcting import CorrectionReason
from shared.events.office import Role
from shared.events.stage import Stage
from shared.events.terms import CaseId, CommitteeId, DocumentNumber, PublicName, UserId
from shared.law.refusal import Refused
from shared.log.decider import Outcome
from tests import examples
from tests.intake import commands
from tests.intake.steps import BOARD, create, found, order, send, walk

ANOTHER = CaseId(UUID(int=0xCA5F))
NUMBER = examples.branch_resolved.resolution_no
FREE = DocumentNumber("99-NQ/CB")
BEFORE_BRANCH = 9


@pytest.fixture
async def two_cases(desk: Desk) -> Desk:
    """Two cases of one branch, each before its resolution."""
    await found(desk)
    await walk(desk, BEFORE_BRANCH)
    for command in commands.way[:BEFORE_BRANCH]:
        await send(desk, replace(command, case_id=ANOTHER))
    return desk


def resolve(case_id: CaseId = examples.CASE, number: DocumentNumber = NUMBER):
    return replace(commands.resolve_in_branch, case_id=case_id, resolution_no=number)


def correct(**changes: object) -> CorrectStep:
    return CorrectStep(
        case_id=examples.CASE,
        stage=Stage.BRANCH_RESOLVED,
        corrected_on=date(2024, 6, 12),
        reason=CorrectionReason.TYPED_WRONG,
        **changes,
    )


async def put_right(desk: Desk, **changes: object) -> Outcome:
    return await desk.take(correct(**changes), order=order(examples.branch_clerk))


async def refused(doing) -> str:
    with pytest.raises(Refused) as refusal:
        await doing
    return refusal.value.code


async def test_a_second_case_is_refused_the_number_of_the_first(two_cases):
    await send(two_cases, resolve())

    assert await refused(send(two_cases, resolve(ANOTHER))) == "document_number_taken"

    outcome = await send(two_cases, resolve(ANOTHER, FREE))
    assert outcome.version == BEFORE_BRANCH + 1


async def test_of_two_at_once_one_has_the_number_and_the_other_is_refused(two_cases):
    ends = await asyncio.gather(
        *(send(two_cases, resolve(case)) for case in (examples.CASE, ANOTHER)),
        return_exceptions=True,
    )

    [won] = [end for end in ends if isinstance(end, Outcome)]
    [lost] = [end for end in ends if isinstance(end, Refused)]
    assert (won.version, lost.code) == (BEFORE_BRANCH + 1, "document_number_taken")


async def test_the_same_command_again_is_quiet(two_cases):
    key = uuid4()
    await send(two_cases, resolve(), key=key)

    again = await send(two_cases, resolve(), key=key)
    said = await send(two_cases, resolve())

    assert again.repeated
    assert said.steps == []


async def test_what_is_refused_for_its_number_leaves_no_step_and_no_value(two_cases, engine):
    await send(two_cases, resolve())

    await refused(send(two_cases, resolve(ANOTHER)))

    async with engine.connect() as connection:
        borne = await connection.execute(text("SELECT stream, number FROM numbers"))
        assert [tuple(row) for row in borne if row.number.endswith("-nq/cb")] == [
            (examples.CASE, NUMBER.casefold())
        ]


async def test_a_corrected_number_is_taken_and_the_wrong_one_is_free(two_cases):
    await send(two_cases, resolve())

    await put_right(two_cases, document_no=FREE)

    assert await refused(send(two_cases, resolve(ANOTHER, FREE))) == "document_number_taken"
    await send(two_cases, resolve(ANOTHER, NUMBER))


async def test_a_correction_to_a_taken_number_is_refused_also_when_only_rehearsed(two_cases):
    await send(two_cases, resolve())
    await send(two_cases, resolve(ANOTHER, FREE))
    taken = correct(document_no=FREE)

    rehearsed = two_cases.rehearse(taken, order=order(examples.branch_clerk))

    assert await refused(rehearsed) == "document_number_taken"
    assert await refused(put_right(two_cases, document_no=FREE)) == "document_number_taken"


async def test_a_correction_of_something_else_keeps_the_number(two_cases):
    await send(two_cases, resolve())

    await put_right(two_cases, vote=replace(examples.vote, in_favour=examples.vote.in_favour - 1))

    assert await refused(send(two_cases, resolve(ANOTHER))) == "document_number_taken"


async def test_a_number_that_was_recorded_before_numbers_were_kept_is_taken_when_corrected(
    two_cases, database, engine
):
    await send(two_cases, resolve())
    async with engine.begin() as connection:
        await connection.execute(text("DELETE FROM numbers"))

    await put_right(two_cases, document_no=FREE)

    assert await refused(send(two_cases, resolve(ANOTHER, FREE))) == "document_number_taken"


async def test_of_steps_handed_in_together_two_with_one_number_are_none(two_cases):
    clerk = examples.branch_clerk
    both = [(resolve(case), order(clerk), SILENT) for case in (examples.CASE, ANOTHER)]

    assert await refused(two_cases.take_all(both)) == "document_number_taken"

    assert (await send(two_cases, resolve())).version == BEFORE_BRANCH + 1


async def test_one_decision_creates_many_committees_and_names_them_anew(two_cases):
    number = DocumentNumber("77-QĐ/TU")
    made = replace(create(examples.BRANCH), decision_no=number)

    for committee_id in (CommitteeId(UUID(int=0xE1)), CommitteeId(UUID(int=0xE2))):
        committee = replace(made, committee_id=committee_id)
        outcome = await two_cases.take(committee, order=order(BOARD))
        assert outcome.version == 3
    renamed = domain.NameCommittee(
        committee_id=committee_id,
        name=PublicName("Chi bộ Mới"),
        named_on=date(2024, 1, 2),
        decision_no=number,
    )
    assert (await two_cases.take(renamed, order=order(BOARD))).version == 4


async def test_a_decision_about_committees_is_none_about_a_person(desk):
    await found(desk)
    await walk(desk, 12)
    board = replace(examples.organisation_board, committee_id=examples.BLOC)
    made = replace(
        create(examples.BRANCH),
        committee_id=CommitteeId(UUID(int=0xE3)),
        created_on=date(2023, 1, 9),
        decision_no=examples.admission_decided.decision_no,
    )
    await desk.take(made, order=order(board))

    assert await refused(send(desk, commands.decide_admission)) == "document_number_taken"


async def test_a_decision_about_a_person_gives_nobody_an_office(desk):
    await found(desk)
    await walk(desk, 13)
    user = UserId(uuid4())
    board = replace(examples.organisation_board, committee_id=examples.BLOC)
    given = GiveOffice(
        user_id=user,
        role=Role.BRANCH_CLERK,
        committee_id=examples.BRANCH,
        from_on=date(2024, 2, 1),
        until_on=None,
        document_no=examples.admission_decided.decision_no,
    )
    known = RegisterUser(user_id=user, registered_on=date(2024, 2, 1))
    await desk.offices.take(known, order=order(board))

    assert await refused(desk.offices.take(given, order=order(board))) == "document_number_taken"
    own = replace(given, document_no=DocumentNumber("78-QĐ/ĐUK"))
    assert (await desk.offices.take(own, order=order(board))).version == 2
