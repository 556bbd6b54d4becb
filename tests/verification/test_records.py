"""What verification reads back is what it heard, as of the day asked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from services.verification import records
from shared.events import Event
from shared.events.organisation import CommitteeDissolved
from shared.events.terms import CommitteeId, DocumentNumber, RequestId, VerificationResult
from tests import examples
from tests.examples import BRANCH, CASE, COMMUNE, GRASSROOTS, LINE
from tests.verification.steps import DIRECTORY, heard_from, steps_of

TODAY = date(2023, 12, 1)
REQUESTED = examples.verifications_requested
REPLIED = examples.verifications_replied
ELSEWHERE = CommitteeId(UUID(int=0xE15E))

DISSOLVED = CommitteeDissolved(
    committee_id=COMMUNE,
    successor_id=GRASSROOTS,
    dissolved_on=date(2023, 11, 1),
    decision_no=DocumentNumber("7-QĐ/TU"),
)


@pytest.fixture
async def told(connection: AsyncConnection) -> AsyncConnection:
    """The directory is known."""
    for heard in DIRECTORY:
        await records.project(connection, heard)
    return connection


async def tell(connection: AsyncConnection, events: Sequence[Event]) -> None:
    for heard in heard_from("verification", steps_of(CASE, events)):
        await records.project(connection, heard)


async def test_the_line_goes_from_the_branch_up_to_the_province(told):
    assert tuple(await records.line(told, BRANCH, on=TODAY)) == LINE


async def test_before_it_was_placed_a_committee_stands_alone(told):
    assert await records.line(told, BRANCH, on=date(2018, 1, 1)) == [BRANCH]


async def test_committees_are_told_with_their_names_and_those_above_them(told):
    directory = await records.directory(told, [BRANCH, ELSEWHERE], on=TODAY)

    assert directory.title(BRANCH).name == "Chi bộ Văn phòng"
    assert directory.above(BRANCH).name == "Đảng ủy Sở Mẫu"
    assert directory.title(ELSEWHERE) is None


async def test_a_request_waits_for_the_committee_that_is_asked(told):
    await tell(told, REQUESTED)

    waiting = await records.waiting_for(told, COMMUNE, on=TODAY, limit=10)

    assert {request.request_id for request in waiting} == {sent.request_id for sent in REQUESTED}
    assert waiting[0].days(TODAY) == 60


async def test_an_answered_request_waits_no_more(told):
    await tell(told, [*REQUESTED, REPLIED[0]])

    waiting = await records.waiting_for(told, COMMUNE, on=TODAY, limit=10)

    assert REPLIED[0].request_id not in {request.request_id for request in waiting}


@pytest.mark.parametrize("above", LINE)
async def test_a_case_stays_open_for_everybody_above_its_branch(told, above):
    await tell(told, [*REQUESTED, REPLIED[0]])

    [case] = await records.open_in_area(told, above, on=TODAY, limit=10)

    assert len(case.requests) == 3
    assert len(case.unconfirmed) == 2


async def test_a_case_is_not_open_for_the_committee_that_is_asked(told):
    await tell(told, REQUESTED)

    assert await records.open_in_area(told, COMMUNE, on=TODAY, limit=10) == []


async def test_a_case_reopened_for_a_cv_declared_anew_is_open_again(told):
    asked = replace(
        REQUESTED[0],
        request_id=RequestId(uuid4()),
        sent_on=examples.verification_reopened.reopened_on,
        number=4,
    )
    history = [*REQUESTED, *REPLIED, examples.verification_concluded]
    history += [examples.verification_reopened, asked]
    await tell(told, history)
    once = await records.digest(told)
    await tell(told, history)

    [case] = await records.open_in_area(told, GRASSROOTS, on=date(2025, 1, 6), limit=10)

    assert [one.request_id for one in case.requests] == [asked.request_id]
    assert await records.digest(told) == once


async def test_a_concluded_case_is_open_for_nobody(told):
    await tell(told, [*REQUESTED, *REPLIED, examples.verification_concluded])

    assert await records.open_in_area(told, GRASSROOTS, on=TODAY, limit=10) == []


async def test_before_it_was_placed_nobody_is_above_a_committee(told):
    directory = await records.directory(told, [BRANCH], on=date(2018, 1, 1))

    assert directory.above(BRANCH) is None


async def test_telling_everything_again_changes_nothing(told):
    everything = [
        *REQUESTED,
        examples.request_received,
        examples.reminder_sent,
        *examples.waivings,
        *examples.compared,
        *REPLIED[1:],
        examples.verification_transferred,
        examples.verification_concluded,
    ]
    await tell(told, everything)
    before = await records.digest(told)

    await tell(told, everything)

    assert await records.digest(told) == before


async def test_n20_what_an_ended_committee_was_asked_waits_for_its_successor(told):
    await tell(told, [*REQUESTED, DISSOLVED])

    waiting = await records.waiting_for(told, GRASSROOTS, on=TODAY, limit=10)
    before = await records.waiting_for(told, GRASSROOTS, on=date(2023, 10, 31), limit=10)
    directory = await records.directory(told, [COMMUNE], on=TODAY)

    assert {request.request_id for request in waiting} == {sent.request_id for sent in REQUESTED}
    assert before == []
    assert directory.standing(COMMUNE) == GRASSROOTS


async def test_n20_the_line_of_an_ended_committee_is_that_of_its_successor(told):
    await tell(told, [DISSOLVED])

    assert (await records.line(told, COMMUNE, on=TODAY))[0] == GRASSROOTS


async def test_t3_the_term_runs_anew_from_the_receipt(told):
    await tell(told, REQUESTED)
    [first, *_] = await records.waiting_for(told, COMMUNE, on=TODAY, limit=10)

    await tell(told, [*REQUESTED, examples.request_received])

    waiting = await records.waiting_for(told, COMMUNE, on=TODAY, limit=10)
    [received] = [one for one in waiting if one.received_on]
    assert (first.due_on, received.due_on) == (date(2023, 11, 13), date(2023, 11, 16))
    assert waiting[-1] == received


async def test_what_is_late_is_late_for_everybody_above_the_branch_and_in_order(told):
    await tell(told, [*REQUESTED, examples.request_received, examples.reminder_sent])

    late = await records.late_in_area(told, GRASSROOTS, on=TODAY, limit=10)

    assert [one.due_on for one in late] == sorted(one.due_on for one in late)
    assert late[-1].reminded_on == examples.reminder_sent.reminded_on
    assert await records.late_in_area(told, COMMUNE, on=TODAY, limit=10) == []
    assert await records.late_in_area(told, GRASSROOTS, on=date(2023, 11, 13), limit=10) == []


async def test_what_was_called_back_waits_no_more_and_its_waiver_is_still_to_match(told):
    proposed, _, called_back, *_ = examples.waivings
    await tell(told, [*REQUESTED, proposed, called_back])

    waiting = await records.waiting_for(told, COMMUNE, on=TODAY, limit=10)
    [case] = await records.open_in_area(told, GRASSROOTS, on=TODAY, limit=10)

    assert called_back.request_id not in {one.request_id for one in waiting}
    assert (len(case.requests), len(case.counted), case.matters) == (3, 2, 1)


async def test_what_differed_in_an_answer_counts_once_it_is_decided(told):
    differed = replace(REPLIED[0], result=VerificationResult.DIFFERS)
    opened = replace(examples.discrepancy_opened, request_id=differed.request_id)
    await tell(told, [*REQUESTED, differed, opened])
    [before] = await records.open_in_area(told, GRASSROOTS, on=TODAY, limit=10)

    await tell(told, [*REQUESTED, differed, opened, examples.discrepancy_resolved])

    [after] = await records.open_in_area(told, GRASSROOTS, on=TODAY, limit=10)
    assert (len(before.unconfirmed), before.matters) == (3, 1)
    assert (len(after.unconfirmed), after.matters) == (2, 0)
