"""Receipt, reminders and asking anew: the trio of every command, and each rule with its clause."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from uuid import UUID

import pytest

from services.verification import domain
from services.verification.domain import AskAgain, Command, Given, RecordReceipt, Remind
from services.verification.domain.asking import next_request_id
from shared.events.background import Agency, QuestionItem, RefusalGround, RequestChannel, Way
from shared.events.terms import (
    CommitteeId,
    DocumentNumber,
    PersonId,
    Relation,
    VerificationResult,
)
from shared.events.verification import (
    ReminderSent,
    RequestReceived,
    VerificationEvent,
    VerificationReplied,
    VerificationRequested,
)
from shared.law.refusal import Refused
from tests.verification.test_domain import (
    CASE,
    CONCLUDE,
    CONCLUDED,
    ELSEWHERE,
    FATHER,
    PLAN,
    REPLIED,
    REPLY,
    REQUESTED,
)

THIRD, ABOVE = CommitteeId(UUID(int=7)), CommitteeId(UUID(int=8))
ENVOY = PersonId(UUID(int=9))
OF_APPLICANT, OF_FATHER = (event.request_id for event in REQUESTED)
TODAY = date(2025, 9, 30)
NUMBER = DocumentNumber("46-CV/ĐU")

RECEIVE = RecordReceipt(case_id=CASE, request_id=OF_FATHER, received_on=date(2025, 8, 5))
RECEIVED = RequestReceived(case_id=CASE, request_id=OF_FATHER, received_on=date(2025, 8, 5))
REMIND = Remind(
    case_id=CASE, request_id=OF_FATHER, document_no=NUMBER, reminded_on=date(2025, 9, 15)
)
REMINDED = ReminderSent(
    case_id=CASE, request_id=OF_FATHER, document_no=NUMBER, reminded_on=date(2025, 9, 15)
)
AGAIN = AskAgain(
    case_id=CASE,
    request_id=OF_FATHER,
    way=Way.ELSEWHERE,
    channel=RequestChannel.LETTER,
    letter_no=NUMBER,
    sent_on=date(2025, 8, 25),
    addressee_id=THIRD,
)
GIVEN = Given(today=TODAY, asked=ELSEWHERE, above=ABOVE, addressee=THIRD)
ASKED_ANEW = VerificationRequested(
    case_id=CASE,
    request_id=next_request_id(AGAIN, THIRD),
    person_id=FATHER,
    relation=Relation.FATHER,
    branch_id=REQUESTED[0].branch_id,
    addressee_id=THIRD,
    sent_on=AGAIN.sent_on,
    number=3,
    items=REQUESTED[1].items,
    letter_no=NUMBER,
    follows=OF_FATHER,
    way=Way.ELSEWHERE,
)


def answered(
    result: VerificationResult, ground: RefusalGround | None = None
) -> VerificationReplied:
    return replace(REPLIED, result=result, ground=ground)


MOVED = answered(VerificationResult.MOVED_AWAY)


def after(
    *history: VerificationEvent, do: Command, given: Given = GIVEN
) -> Sequence[VerificationEvent]:
    return domain.decide(do, reduce(domain.evolve, history, domain.initial), given)


def refusal(*history: VerificationEvent, do: Command, given: Given = GIVEN) -> Refused:
    with pytest.raises(Refused) as refused:
        after(*history, do=do, given=given)
    return refused.value


def test_the_receipt_of_a_request_is_recorded():
    assert after(*REQUESTED, do=RECEIVE) == [RECEIVED]


def test_the_same_receipt_again_changes_nothing():
    assert after(*REQUESTED, RECEIVED, do=RECEIVE) == []


@pytest.mark.parametrize(
    ("history", "on", "code"),
    [
        ([], date(2025, 7, 31), "received_before_sent"),
        ([], date(2025, 10, 1), "received_in_future"),
        ([REPLIED], date(2025, 8, 21), "received_after_answer"),
        ([RECEIVED], date(2025, 8, 6), "already_received"),
        ([REPLIED, CONCLUDED], date(2025, 8, 6), "already_concluded"),
    ],
)
def test_a_receipt_on_an_impossible_day_is_refused(history, on, code):
    late = replace(RECEIVE, received_on=on)

    assert refusal(*REQUESTED, *history, do=late).code == code


def test_t3_the_answer_is_due_30_working_days_after_receipt():
    state = reduce(domain.evolve, [*REQUESTED, RECEIVED], domain.initial)

    request = state.requests[OF_FATHER]
    assert (request.rule.value, request.rule.clause) == (30, "3.4d")
    assert request.due_on == date(2025, 9, 18)  # 2 September and its swap day are free


def test_t3_until_the_receipt_is_told_the_term_runs_from_the_day_of_sending():
    state = reduce(domain.evolve, REQUESTED, domain.initial)

    assert state.requests[OF_FATHER].due_on == date(2025, 9, 16)


def test_t4_from_abroad_it_is_due_after_90_working_days():
    abroad = replace(
        ASKED_ANEW,
        addressee_id=None,
        channel=RequestChannel.FOREIGN_MISSION,
        agency=Agency.MISSION_ABROAD,
    )
    state = reduce(domain.evolve, [*REQUESTED, MOVED, abroad], domain.initial)

    assert state.requests[abroad.request_id].rule.value == 90


def test_an_answer_before_the_receipt_is_refused():
    early = replace(REPLY, replied_on=date(2025, 8, 4))

    assert refusal(*REQUESTED, RECEIVED, do=early).code == "reply_before_request"


def test_whoever_has_not_answered_is_reminded():
    assert after(*REQUESTED, do=REMIND) == [REMINDED]


def test_the_same_reminder_again_changes_nothing():
    assert after(*REQUESTED, REMINDED, do=REMIND) == []


@pytest.mark.parametrize(
    ("history", "on", "code"),
    [
        ([REPLIED], date(2025, 9, 15), "nothing_to_remind"),
        ([MOVED, ASKED_ANEW], date(2025, 9, 15), "nothing_to_remind"),
        ([], date(2025, 7, 31), "reminded_too_early"),
        ([REMINDED], date(2025, 9, 14), "reminded_too_early"),
        ([], date(2025, 10, 1), "reminded_in_future"),
    ],
)
def test_a_reminder_for_nothing_or_on_an_impossible_day_is_refused(history, on, code):
    assert refusal(*REQUESTED, *history, do=replace(REMIND, reminded_on=on)).code == code


def test_hd_06_3_4c_who_moved_away_is_asked_about_elsewhere():
    assert after(*REQUESTED, MOVED, do=AGAIN) == [ASKED_ANEW]


def test_asking_the_same_place_again_changes_nothing():
    assert after(*REQUESTED, MOVED, ASKED_ANEW, do=AGAIN) == []


def test_asking_the_same_place_by_another_letter_is_refused():
    other = replace(AGAIN, letter_no=DocumentNumber("47-CV/ĐU"))

    assert refusal(*REQUESTED, MOVED, ASKED_ANEW, do=other).code == "asked_there_already"


def test_the_new_question_takes_the_place_of_the_old_one():
    state = reduce(domain.evolve, [*REQUESTED, MOVED, ASKED_ANEW], domain.initial)

    assert [request.number for request in state.open] == [1, 3]
    assert refusal(*REQUESTED, MOVED, ASKED_ANEW, do=REPLY).code == "asked_elsewhere_since"


@pytest.mark.parametrize("ground", [RefusalGround.OTHER_RELATIVE, RefusalGround.OTHER_MATTER])
def test_hd_06_3_4c_a_refusal_because_of_an_uncle_goes_to_the_committee_above(ground):
    up = replace(AGAIN, way=Way.ESCALATE, addressee_id=None)

    [event] = after(*REQUESTED, answered(VerificationResult.REFUSED, ground), do=up)

    assert (event.addressee_id, event.way) == (ABOVE, Way.ESCALATE)


def test_hd_06_3_4c_what_stays_unclear_after_a_confirmation_is_asked_above():
    up = replace(
        AGAIN,
        way=Way.ESCALATE,
        addressee_id=None,
        items=(QuestionItem.POLITICAL_HISTORY,),
    )

    [event] = after(*REQUESTED, REPLIED, do=up)

    assert event.items == (QuestionItem.POLITICAL_HISTORY,)


@pytest.mark.parametrize(
    ("result", "way"),
    [
        (VerificationResult.MOVED_AWAY, Way.ESCALATE),
        (VerificationResult.CONFIRMED, Way.ELSEWHERE),
        (VerificationResult.DIFFERS, Way.ELSEWHERE),
        (VerificationResult.NOT_KNOWN, Way.SUPPLEMENT),
    ],
)
def test_hd_06_3_4c_each_answer_opens_its_own_ways(result, way):
    refused = refusal(*REQUESTED, answered(result), do=replace(AGAIN, way=way))

    assert refused.code == "way_not_open"
    assert refused.rule is not None
    assert (refused.rule.instrument, refused.rule.clause) == ("06-HD/TW", "3.4c")


def test_a_question_without_an_answer_is_not_put_elsewhere():
    assert refusal(*REQUESTED, do=AGAIN).code == "no_answer_yet"


def test_hd_06_3_4d_an_envoy_is_named_and_goes_to_a_committee():
    sent = replace(AGAIN, way=Way.OTHER_CHANNEL, channel=RequestChannel.ENVOY, envoy_id=ENVOY)

    [event] = after(*REQUESTED, MOVED, do=sent)

    assert (event.envoy_id, event.addressee_id) == (ENVOY, THIRD)


@pytest.mark.parametrize(
    ("change", "given", "code"),
    [
        ({"channel": RequestChannel.AGENCY}, GIVEN, "channel_leads_nowhere"),
        ({"channel": RequestChannel.FOREIGN_MISSION}, GIVEN, "channel_leads_nowhere"),
        ({"addressee_id": None}, replace(GIVEN, addressee=None), "channel_leads_nowhere"),
        ({"agency": Agency.EMPLOYER}, GIVEN, "channel_leads_nowhere"),
        ({"channel": RequestChannel.ENVOY}, GIVEN, "envoy_by_envoy_only"),
        ({"envoy_id": ENVOY}, GIVEN, "envoy_by_envoy_only"),
        ({}, replace(GIVEN, addressee=ELSEWHERE), "same_committee_again"),
        ({"sent_on": date(2025, 8, 19)}, GIVEN, "asked_before_answer"),
        ({"sent_on": date(2025, 10, 1)}, GIVEN, "asked_in_future"),
    ],
)
def test_a_question_that_leads_nowhere_is_refused(change, given, code):
    assert refusal(*REQUESTED, MOVED, do=replace(AGAIN, **change), given=given).code == code


def test_where_nobody_stands_above_nothing_goes_up():
    up = replace(AGAIN, way=Way.ESCALATE, addressee_id=None)
    history = [*REQUESTED, answered(VerificationResult.REFUSED)]

    assert refusal(*history, do=up, given=replace(GIVEN, above=None)).code == "no_committee_above"


def test_a_ground_goes_with_a_refusal_only():
    odd = replace(REPLY, ground=RefusalGround.OTHER_MATTER)

    assert refusal(*REQUESTED, do=odd).code == "ground_of_refusal_only"


def test_hd_06_3_4d_nobody_concludes_while_the_new_question_is_open():
    first = replace(REPLIED, request_id=OF_APPLICANT)

    refused = refusal(*REQUESTED, first, MOVED, ASKED_ANEW, do=CONCLUDE)

    assert [reason.code for reason in refused.reasons] == ["answers_missing", "answer_missing"]


def test_planning_after_new_questions_changes_nothing():
    assert after(*REQUESTED, MOVED, ASKED_ANEW, do=PLAN) == []
