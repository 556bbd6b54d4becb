"""Who may give which command to verification, and that it is taken once."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.verification import records
from services.verification.desk import Desk
from services.verification.domain import Conclude, PlanRequests, RecordPaperReply, RecordReply
from services.verification.stream import hearing
from shared.events.organisation import CommitteePlaced
from shared.events.terms import CaseId, CommitteeId, DocumentNumber, PersonId, RequestId
from shared.law.refusal import Refused
from shared.log.decider import KeyReused, MovedOn, Order
from shared.people.access import Action, Office, Role
from shared.people.vault import Field
from shared.web.problem import Forbidden, NotFound
from tests import examples
from tests.examples import BRANCH, CASE, FATHER, NEIGHBOUR
from tests.verification.offices import ASKED, ASKING, BYSTANDER, CLERK
from tests.verification.steps import DIRECTORY, heard_from, steps_of

AT = datetime(2023, 12, 1, 2, 0, tzinfo=UTC)
TODAY = date(2023, 12, 1)
ELSEWHERE = CommitteeId(UUID(int=0xE15E))
REQUEST = examples.verifications_requested[1]
REPLY = RecordReply(
    case_id=CASE,
    request_id=REQUEST.request_id,
    result=examples.verification_replied.result,
    document_no=examples.verification_replied.document_no,
    replied_on=examples.verification_replied.replied_on,
)
PAPER = RecordPaperReply(
    case_id=CASE,
    request_id=REQUEST.request_id,
    result=examples.verification_replied.result,
    document_no=examples.verification_replied.document_no,
    replied_on=examples.verification_replied.replied_on,
)
MOTHER_ASKED = examples.verifications_requested[2].request_id
PAPER_NO = DocumentNumber("44-CV/ĐU")
PAPER_OF_MOTHER = replace(PAPER, request_id=MOTHER_ASKED, document_no=PAPER_NO)
NEW = Office(role=Role.GRASSROOTS_SECRETARY, committee_id=ELSEWHERE)
NEIGHBOUR_PLACED = CommitteePlaced(
    committee_id=NEIGHBOUR,
    parent_id=ELSEWHERE,
    placed_on=date(2020, 1, 1),
    decision_no=DocumentNumber("34-QĐ/TU"),
)
CONCLUDE = Conclude(case_id=CASE, concluded_on=date(2023, 11, 1))


def order(office: Office, *, key: UUID | None = None, shown: int | None = None) -> Order:
    return Order(command_id=key or uuid4(), office=office, at=AT, shown=shown)


@pytest.fixture
async def asked(engine: AsyncEngine, desk: Desk) -> Desk:
    """A desk that knows the directory and has sent the requests of one sealed CV."""
    sealed = heard_from("intake", steps_of(CASE, [examples.cv_sealed]))
    async with engine.begin() as connection:
        for heard in [*DIRECTORY, *sealed]:
            await hearing(desk)(connection, heard)
    async with engine.begin() as connection:
        for heard in heard_from("verification", steps_of(CASE, examples.verifications_requested)):
            await records.project(connection, heard)
    return desk


async def test_the_asked_committee_replies(asked):
    outcome = await asked.take(REPLY, order=order(ASKED))

    assert outcome.version == 4
    assert [step.event.request_id for step in outcome.steps] == [REQUEST.request_id]


@pytest.mark.parametrize("office", [ASKING, BYSTANDER, CLERK])
async def test_nobody_else_replies(asked, office):
    with pytest.raises(Forbidden):
        await asked.take(REPLY, order=order(office))


@pytest.mark.parametrize("command", [PAPER, CONCLUDE])
@pytest.mark.parametrize("office", [ASKED, BYSTANDER, CLERK])
async def test_only_the_asking_side_enters_paper_and_concludes(asked, command, office):
    with pytest.raises(Forbidden):
        await asked.take(command, order=order(office))


async def test_the_asking_committee_enters_a_paper_reply(asked):
    assert (await asked.take(PAPER, order=order(ASKING))).version == 4


async def test_nobody_plans_requests_by_hand(asked):
    plan = PlanRequests(
        case_id=CASE, branch_id=BRANCH, persons=examples.persons, sent_on=date(2023, 10, 2)
    )

    with pytest.raises(Forbidden):
        await asked.take(plan, order=order(ASKING))


async def test_a_case_nobody_asked_about_is_not_found(asked):
    with pytest.raises(NotFound):
        await asked.take(replace(CONCLUDE, case_id=CaseId(UUID(int=9))), order=order(ASKING))


async def test_a_request_that_was_never_sent_is_not_found(asked):
    with pytest.raises(NotFound):
        await asked.take(replace(REPLY, request_id=RequestId(UUID(int=9))), order=order(ASKED))


async def test_hd_06_3_4d_the_asking_committee_cannot_conclude_early(asked):
    with pytest.raises(Refused) as refused:
        await asked.take(CONCLUDE, order=order(ASKING))

    assert refused.value.code == "answers_missing"


async def test_a_reply_later_than_the_day_of_the_order_is_refused(asked):
    with pytest.raises(Refused) as refused:
        await asked.take(replace(REPLY, replied_on=date(2023, 12, 2)), order=order(ASKED))

    assert refused.value.code == "reply_in_future"


async def test_the_same_key_again_leads_to_the_first_outcome(asked):
    first = await asked.take(REPLY, order=order(ASKED, key=UUID(int=1)))
    again = await asked.take(REPLY, order=order(ASKED, key=UUID(int=1)))

    assert again.repeated
    assert again.steps == first.steps


async def test_the_same_key_with_another_command_is_refused(asked):
    await asked.take(REPLY, order=order(ASKED, key=UUID(int=1)))

    with pytest.raises(KeyReused):
        await asked.take(
            replace(REPLY, replied_on=date(2023, 10, 21)), order=order(ASKED, key=UUID(int=1))
        )


async def test_a_form_that_showed_an_older_version_is_told_what_happened_since(asked):
    await asked.take(REPLY, order=order(ASKED))

    with pytest.raises(MovedOn) as moved:
        await asked.take(PAPER, order=order(ASKING, shown=3))

    assert [step.version for step in moved.value.since] == [4]


async def test_the_same_reply_twenty_times_at_once_is_one_step(asked):
    outcomes = await asyncio.gather(
        *(asked.take(REPLY, order=order(ASKED, key=UUID(int=1))) for _ in range(20))
    )

    assert {outcome.version for outcome in outcomes} == {4}


@pytest.mark.parametrize("office", [ASKING, ASKED, CLERK])
async def test_both_sides_see_a_request(asked, office):
    file = await asked.question(CASE, REQUEST.request_id, office=office, today=TODAY)

    assert file.request(REQUEST.request_id).person_id == FATHER


@pytest.mark.parametrize("office", [BYSTANDER])
async def test_nobody_else_sees_a_request(asked, office):
    with pytest.raises(Forbidden):
        await asked.question(CASE, REQUEST.request_id, office=office, today=TODAY)


async def test_the_asked_committee_does_not_see_the_whole_case(asked):
    with pytest.raises(Forbidden):
        await asked.file(CASE, office=ASKED, today=TODAY)


@pytest.fixture
async def gone(asked: Desk, engine: AsyncEngine) -> Desk:
    """The same, whose case went to a branch of another committee once somebody had answered."""
    await asked.take(REPLY, order=order(ASKED))
    moved = steps_of(CASE, [examples.cv_sealed, examples.admission_forwarded])
    placed = steps_of(NEIGHBOUR, [NEIGHBOUR_PLACED])
    async with engine.begin() as connection:
        for heard in heard_from("intake", placed, moved[1:]):
            await hearing(asked)(connection, heard)
    return asked


async def test_n17_the_new_place_reads_the_file_and_acts(gone):
    file = await gone.file(CASE, office=NEW, today=TODAY)
    outcome = await gone.take(PAPER_OF_MOTHER, order=order(NEW))

    assert (file.left, file.line[:2]) == (False, [NEIGHBOUR, ELSEWHERE])
    assert outcome.version == 6


@pytest.mark.parametrize("command", [PAPER_OF_MOTHER, CONCLUDE])
async def test_n17_the_old_place_acts_no_more(gone, command):
    with pytest.raises(Forbidden):
        await gone.take(command, order=order(ASKING))


@pytest.mark.parametrize("office", [ASKING, CLERK])
async def test_n17_the_old_place_reads_what_was_done_up_to_then(gone, office):
    await gone.take(PAPER_OF_MOTHER, order=order(NEW))

    file = await gone.file(CASE, office=office, today=TODAY)
    asked = await gone.question(CASE, MOTHER_ASKED, office=office, today=TODAY)

    assert (file.left, file.version, file.line[0]) == (True, 5, BRANCH)
    assert asked.request(MOTHER_ASKED).answer is None
    assert not file.open_to(office, Action.CONCLUDE)


async def test_n17_the_asked_committee_still_answers(gone):
    file = await gone.question(CASE, MOTHER_ASKED, office=ASKED, today=TODAY)
    outcome = await gone.take(
        replace(REPLY, request_id=MOTHER_ASKED, document_no=PAPER_NO), order=order(ASKED)
    )

    assert (file.left, outcome.version) == (False, 6)


async def test_n17_others_read_nothing_of_it(gone):
    with pytest.raises(Forbidden):
        await gone.file(CASE, office=BYSTANDER, today=TODAY)


async def test_the_lists_show_what_waits_for_the_office_and_what_it_waits_for(asked):
    of_asked = await asked.lists(office=ASKED, today=TODAY)
    of_asking = await asked.lists(office=ASKING, today=TODAY)

    assert (len(of_asked.waiting), len(of_asked.unconcluded)) == (3, 0)
    assert (len(of_asking.waiting), len(of_asking.unconcluded)) == (0, 1)


async def test_who_was_never_sealed_is_not_known(asked, vault):
    await vault.seal({FATHER: {Field.NAME: "Người Một", Field.ADDRESS: "Thôn Một"}})

    known = await asked.persons([FATHER, PersonId(UUID(int=7))], office=ASKING, reason="test")

    assert known == {FATHER: {Field.NAME: "Người Một"}}


OF_MOTHER = replace(REPLY, request_id=MOTHER_ASKED)
LATER = REPLY.replied_on + timedelta(days=1)


async def test_hd_36_one_letter_answers_about_several_persons(asked):
    await asked.take(REPLY, order=order(ASKED))

    outcome = await asked.take(OF_MOTHER, order=order(ASKED))

    assert outcome.version == 5


async def test_hd_36_another_letter_has_another_number(asked):
    await asked.take(REPLY, order=order(ASKED))

    with pytest.raises(Refused) as refused:
        await asked.take(replace(OF_MOTHER, replied_on=LATER), order=order(ASKED))

    assert refused.value.code == "document_number_taken"


async def test_hd_36_an_answer_on_paper_is_not_numbered_apart(asked):
    await asked.take(REPLY, order=order(ASKED))
    paper = replace(PAPER, request_id=MOTHER_ASKED, replied_on=LATER)

    with pytest.raises(Refused) as refused:
        await asked.take(paper, order=order(ASKING))

    assert refused.value.code == "document_number_taken"
