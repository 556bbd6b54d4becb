"""Verification decides: the trio of every command, and each rule with its clause."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from uuid import UUID

import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st

from services.verification import domain
from services.verification.domain import (
    Command,
    Conclude,
    Given,
    PlanRequests,
    RecordPaperReply,
    RecordReply,
    Verification,
    request_id,
    subjects,
)
from services.verification.domain.request import items_about
from shared.events.terms import (
    CaseId,
    CommitteeId,
    DocumentNumber,
    NamedPerson,
    PersonId,
    Relation,
    ReplyChannel,
    VerificationResult,
)
from shared.events.verification import (
    VerificationConcluded,
    VerificationEvent,
    VerificationReopened,
    VerificationReplied,
    VerificationRequested,
)
from shared.law.refusal import Refused
from tests import examples

CASE = CaseId(UUID(int=1))
BRANCH = CommitteeId(UUID(int=2))
HERE, ELSEWHERE = CommitteeId(UUID(int=3)), CommitteeId(UUID(int=4))
APPLICANT, FATHER = PersonId(UUID(int=5)), PersonId(UUID(int=6))
SENT, BACK, LATER = date(2025, 8, 1), date(2025, 8, 20), date(2025, 9, 1)
TODAY = Given(today=date(2025, 9, 30))

PERSONS = (
    NamedPerson(person_id=APPLICANT, relation=Relation.APPLICANT, committee_id=HERE),
    NamedPerson(person_id=FATHER, relation=Relation.FATHER, committee_id=ELSEWHERE),
)
PLAN = PlanRequests(case_id=CASE, branch_id=BRANCH, persons=PERSONS, sent_on=SENT)
REQUESTED = [
    VerificationRequested(
        case_id=CASE,
        request_id=request_id(CASE, person.person_id),
        person_id=person.person_id,
        relation=person.relation,
        branch_id=BRANCH,
        addressee_id=person.committee_id,
        sent_on=SENT,
        number=number,
        items=items_about(person.relation),
    )
    for number, person in enumerate(PERSONS, 1)
]
REPLY = RecordReply(
    case_id=CASE,
    request_id=request_id(CASE, FATHER),
    result=VerificationResult.CONFIRMED,
    document_no=DocumentNumber("12-CV/ĐU"),
    replied_on=BACK,
)
PAPER = RecordPaperReply(
    case_id=CASE,
    request_id=request_id(CASE, FATHER),
    result=VerificationResult.CONFIRMED,
    document_no=DocumentNumber("12-CV/ĐU"),
    replied_on=BACK,
)
REPLIED = VerificationReplied(
    case_id=CASE,
    request_id=request_id(CASE, FATHER),
    result=VerificationResult.CONFIRMED,
    channel=ReplyChannel.COMMITTEE,
    document_no=DocumentNumber("12-CV/ĐU"),
    replied_on=BACK,
)
BOTH_REPLIED = [*REQUESTED, REPLIED, replace(REPLIED, request_id=request_id(CASE, APPLICANT))]
CONCLUDE = Conclude(case_id=CASE, concluded_on=LATER)
CONCLUDED = VerificationConcluded(case_id=CASE, concluded_on=LATER)


def after(*history: VerificationEvent, do: Command) -> Sequence[VerificationEvent]:
    """What `decide` answers once `history` has happened."""
    return domain.decide(do, reduce(domain.evolve, history, domain.initial), TODAY)


def refusal(*history: VerificationEvent, do: Command) -> Refused:
    """How `decide` refuses once `history` has happened."""
    with pytest.raises(Refused) as refused:
        after(*history, do=do)
    return refused.value


def test_everybody_whom_the_guidance_makes_a_subject_is_asked_about():
    assert after(do=PLAN) == REQUESTED


def test_planning_again_changes_nothing():
    assert after(*REQUESTED, do=PLAN) == []


@pytest.mark.parametrize(
    "relation", [Relation.CHILD, Relation.SIBLING, Relation.SPOUSE_SIBLING, Relation.GRANDPARENT]
)
def test_hd_06_3_4_siblings_grandparents_and_small_children_are_declared_only(relation):
    declared = NamedPerson(person_id=FATHER, relation=relation, committee_id=ELSEWHERE)

    assert subjects([declared]) == ()


def test_hd_06_3_4_parents_of_both_sides_who_raised_spouse_and_grown_children_are_subjects():
    assert {
        Relation.APPLICANT,
        Relation.FATHER,
        Relation.MOTHER,
        Relation.RAISED_BY,
        Relation.SPOUSE,
        Relation.SPOUSE_FATHER,
        Relation.SPOUSE_MOTHER,
        Relation.CHILD_OF_AGE,
    } == domain.SUBJECTS


def test_a_person_named_twice_is_asked_about_once():
    twice = NamedPerson(person_id=FATHER, relation=Relation.RAISED_BY, committee_id=HERE)

    assert subjects([*PERSONS, twice]) == PERSONS


def test_the_answer_of_the_asked_committee_is_recorded():
    assert after(*REQUESTED, do=REPLY) == [REPLIED]


def test_the_same_answer_again_changes_nothing():
    assert after(*REQUESTED, REPLIED, do=REPLY) == []


def test_an_answer_on_paper_is_recorded_with_its_number():
    assert after(*REQUESTED, do=PAPER) == [replace(REPLIED, channel=ReplyChannel.PAPER)]


def test_the_same_paper_again_changes_nothing():
    assert after(*REQUESTED, replace(REPLIED, channel=ReplyChannel.PAPER), do=PAPER) == []


@pytest.mark.parametrize("answer", [REPLY, PAPER])
def test_an_answer_nobody_asked_for_is_refused(answer):
    assert refusal(do=answer).code == "request_unknown"


@pytest.mark.parametrize("answer", [REPLY, PAPER])
def test_an_answer_before_the_letter_was_sent_is_refused(answer):
    early = replace(answer, replied_on=date(2025, 7, 31))

    assert refusal(*REQUESTED, do=early).code == "reply_before_request"


@pytest.mark.parametrize("answer", [REPLY, PAPER])
def test_an_answer_of_tomorrow_is_refused(answer):
    early = replace(answer, replied_on=date(2025, 10, 1))

    assert refusal(*REQUESTED, do=early).code == "reply_in_future"


@pytest.mark.parametrize("answer", [REPLY, PAPER])
def test_another_answer_about_a_confirmed_person_is_refused(answer):
    other = replace(answer, result=VerificationResult.DIFFERS)

    assert refusal(*REQUESTED, REPLIED, do=other).code == "already_answered"


@pytest.mark.parametrize("result", set(VerificationResult) - {VerificationResult.CONFIRMED})
def test_an_answer_that_confirmed_nothing_may_be_followed_by_another(result):
    unclear = replace(REPLIED, result=result)

    assert after(*REQUESTED, unclear, do=PAPER) == [replace(REPLIED, channel=ReplyChannel.PAPER)]


def test_the_newest_answer_counts_and_all_stay():
    unclear = replace(REPLIED, result=VerificationResult.MOVED_AWAY)

    state = reduce(domain.evolve, [*REQUESTED, unclear, REPLIED], domain.initial)

    answers = state.requests[request_id(CASE, FATHER)].answers
    assert [answer.result for answer in answers] == [unclear.result, REPLIED.result]
    assert state.requests[request_id(CASE, FATHER)].confirmed


def test_the_background_is_concluded_once_everybody_is_confirmed():
    assert after(*BOTH_REPLIED, do=CONCLUDE) == [CONCLUDED]


def test_the_same_conclusion_again_changes_nothing():
    assert after(*BOTH_REPLIED, CONCLUDED, do=CONCLUDE) == []


def test_another_conclusion_is_refused():
    other = replace(CONCLUDE, concluded_on=date(2025, 9, 2))

    assert refusal(*BOTH_REPLIED, CONCLUDED, do=other).code == "already_concluded"


def test_hd_06_3_4d_nobody_concludes_while_an_answer_is_missing():
    refused = refusal(*REQUESTED, do=CONCLUDE)

    assert refused.code == "answers_missing"
    assert (refused.found, refused.needed) == (0, 2)
    assert refused.rule is not None
    assert (refused.rule.instrument, refused.rule.clause) == ("06-HD/TW", "3.4d")


def test_hd_06_3_4d_the_refusal_names_whose_answer_is_missing():
    confirmed = replace(REPLIED, request_id=request_id(CASE, APPLICANT))

    _, *missing = refusal(*REQUESTED, confirmed, do=CONCLUDE).reasons

    assert [(reason.code, reason.values["relation"]) for reason in missing] == [
        ("answer_missing", Relation.FATHER)
    ]


@pytest.mark.parametrize("result", set(VerificationResult) - {VerificationResult.CONFIRMED})
def test_hd_06_3_4d_an_answer_that_confirmed_nothing_leaves_the_request_open(result):
    unclear = replace(REPLIED, result=result)

    _, missing = refusal(*REQUESTED, BOTH_REPLIED[-1], unclear, do=CONCLUDE).reasons

    assert (missing.code, missing.values["result"]) == ("answer_unconfirmed", result)


def test_hd_06_3_4d_a_conclusion_before_the_last_answer_is_refused():
    early = replace(CONCLUDE, concluded_on=date(2025, 8, 19))

    assert refusal(*BOTH_REPLIED, do=early).code == "conclusion_before_answers"


def test_a_conclusion_of_tomorrow_is_refused():
    early = replace(CONCLUDE, concluded_on=date(2025, 10, 1))

    assert refusal(*BOTH_REPLIED, do=early).code == "conclusion_in_future"


def test_a_conclusion_about_a_cv_that_was_never_sealed_is_refused():
    assert refusal(do=CONCLUDE).code == "nothing_asked"


def test_after_the_conclusion_the_answers_stand():
    other = replace(REPLY, result=VerificationResult.DIFFERS)

    assert refusal(*BOTH_REPLIED, CONCLUDED, do=other).code == "already_concluded"


COMMANDS: list[Command] = [PLAN, REPLY, replace(REPLY, request_id=request_id(CASE, APPLICANT))]


def accepted(state: Verification, command: Command) -> Verification:
    """The state after `command`, unchanged by a refusal."""
    try:
        return reduce(domain.evolve, domain.decide(command, state, TODAY), state)
    except Refused:
        return state


@holds_for(st.permutations(COMMANDS * 2))
def test_in_whatever_order_and_however_often_the_end_is_the_same(commands):
    end = reduce(accepted, [PLAN, *commands], domain.initial)

    assert end == reduce(domain.evolve, BOTH_REPLIED, domain.initial)


ANEW = date(2026, 9, 7)
WIFE = PersonId(UUID(int=8))
PLAN_ANEW = replace(
    PLAN,
    persons=(
        *PERSONS,
        NamedPerson(person_id=WIFE, relation=Relation.SPOUSE, committee_id=ELSEWHERE),
    ),
    sent_on=ANEW,
)


def concluded() -> list[VerificationEvent]:
    """Everybody confirmed, and the conclusion."""
    answered = [
        VerificationReplied(
            case_id=CASE,
            request_id=asked.request_id,
            result=VerificationResult.CONFIRMED,
            channel=ReplyChannel.PAPER,
            document_no=DocumentNumber("12-CV/ĐU"),
            replied_on=BACK,
        )
        for asked in REQUESTED
    ]
    return [
        *REQUESTED,
        *answered,
        VerificationConcluded(case_id=CASE, concluded_on=LATER),
    ]


def test_hd_06_5_4_a_cv_sealed_anew_is_asked_about_anew():
    reopened, *requests = after(*concluded(), do=PLAN_ANEW)

    assert reopened == VerificationReopened(
        case_id=CASE,
        reopened_on=ANEW,
        set_aside=tuple(asked.request_id for asked in REQUESTED),
    )
    assert [(asked.person_id, asked.number) for asked in requests] == [
        (APPLICANT, 3),
        (FATHER, 4),
        (WIFE, 5),
    ]
    assert not {asked.request_id for asked in requests} & {one.request_id for one in REQUESTED}


def test_hd_06_5_4_one_concludes_anew_once_the_new_answers_are_there():
    history = [*concluded(), *after(*concluded(), do=PLAN_ANEW)]
    state = reduce(domain.evolve, history, domain.initial)

    lacking = domain.lacking(state, on=date(2026, 10, 5))

    assert (len(state.counted), state.concluded_on) == (3, None)
    assert {reason.code for reason in lacking} == {"answers_missing", "answer_missing"}
    assert state.fresh_from == ANEW


@pytest.mark.parametrize("sent_on", [SENT, date(2025, 7, 1)])
def test_the_seal_of_before_told_again_reopens_nothing(sent_on):
    assert after(*concluded(), do=replace(PLAN, sent_on=sent_on)) == []


def test_a_cv_sealed_anew_told_again_reopens_nothing():
    history = [*concluded(), *after(*concluded(), do=PLAN_ANEW)]

    assert after(*history, do=PLAN_ANEW) == []


def test_a_waiver_for_the_cv_of_before_waives_nothing_of_the_one_declared_anew():
    waived = replace(examples.waiver_proposed, case_id=CASE)
    history = [*REQUESTED, waived, *concluded()[2:]]
    history += after(*history, do=PLAN_ANEW)

    assert reduce(domain.evolve, history, domain.initial).standing == []
