"""Waivers: the trio of every command, and what each ground of HD 06 §3.4c demands."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from uuid import UUID

import pytest

from services.verification import domain
from services.verification.domain import (
    AskAgain,
    Command,
    Given,
    PlanRequests,
    ProposeWaiver,
    RecordMatch,
    RecordReply,
    WithdrawWaiver,
    request_id,
)
from shared.events.background import (
    Agency,
    MatchOutcome,
    Membership,
    QuestionItem,
    RequestChannel,
    WaiverKind,
    Way,
    WithdrawReason,
)
from shared.events.terms import (
    CaseId,
    CommitteeId,
    DocumentNumber,
    NamedPerson,
    PersonId,
    Relation,
    VerificationResult,
    WaiverId,
)
from shared.events.verification import VerificationEvent, VerificationRequested
from shared.events.waiving import RequestCalledBack, WaiverProposed, WaiverWithdrawn
from shared.law.refusal import Refused

CASE = CaseId(UUID(int=1))
BRANCH, OFFICE, COMMUNE = (CommitteeId(UUID(int=n)) for n in (2, 3, 4))
PERSONS = {
    relation: PersonId(UUID(int=0x10 + number))
    for number, relation in enumerate(
        [
            Relation.APPLICANT,
            Relation.FATHER,
            Relation.MOTHER,
            Relation.SPOUSE,
            Relation.SPOUSE_FATHER,
            Relation.SIBLING,
            Relation.SPOUSE_SIBLING,
            Relation.GRANDPARENT,
        ]
    )
}
APPLICANT, FATHER, SPOUSE = (
    PERSONS[each] for each in (Relation.APPLICANT, Relation.FATHER, Relation.SPOUSE)
)
SENT, ON, LATER = date(2025, 8, 1), date(2025, 8, 6), date(2025, 8, 20)
GIVEN = Given(
    today=date(2025, 9, 30),
    now={COMMUNE: COMMUNE, OFFICE: OFFICE},
    line=(BRANCH, OFFICE),
    named={person: relation for relation, person in PERSONS.items()},
    asked=COMMUNE,
    addressee=COMMUNE,
)
NUMBER = DocumentNumber("14-BC/CB")


def planned(committee: CommitteeId = COMMUNE) -> Sequence[VerificationEvent]:
    persons = tuple(
        NamedPerson(person_id=person, relation=relation, committee_id=committee)
        for relation, person in PERSONS.items()
    )
    plan = PlanRequests(case_id=CASE, branch_id=BRANCH, persons=persons, sent_on=SENT)
    return domain.decide(plan, domain.initial, GIVEN)


PLANNED = planned()
OWN = ProposeWaiver(
    case_id=CASE,
    kind=WaiverKind.OWN_SIDE_MEMBER,
    person_id=PERSONS[Relation.SIBLING],
    membership=Membership.CURRENT,
    document_no=NUMBER,
    proposed_on=ON,
)


def other(kind: WaiverKind, **changes: object) -> ProposeWaiver:
    fields = {"person_id": None, "membership": None} | changes
    return replace(OWN, kind=kind, **fields)


CLEAR = other(WaiverKind.CLEAR_ITEMS, person_id=FATHER, items=(QuestionItem.POLITICAL_HISTORY,))
WELL_KNOWN = other(WaiverKind.WELL_KNOWN, conclusion_no=DocumentNumber("15-KL/CB"))


def after(
    *history: VerificationEvent, do: Command, given: Given = GIVEN
) -> Sequence[VerificationEvent]:
    return domain.decide(do, reduce(domain.evolve, history, domain.initial), given)


def then(history: Sequence[VerificationEvent], *commands: Command) -> list[VerificationEvent]:
    """The history once the commands were taken."""
    told = list(history)
    for command in commands:
        made = after(*told, do=command)
        assert made
        told.extend(made)
    return told


def refusal(*history: VerificationEvent, do: Command, given: Given = GIVEN) -> Refused:
    with pytest.raises(Refused) as refused:
        after(*history, do=do, given=given)
    return refused.value


def waiver_of(history: Sequence[VerificationEvent]) -> WaiverId:
    return next(event.waiver_id for event in history if isinstance(event, WaiverProposed))


def matching(history: Sequence[VerificationEvent], **changes: object) -> RecordMatch:
    found = RecordMatch(
        case_id=CASE,
        waiver_id=waiver_of(history),
        outcome=MatchOutcome.MATCH,
        document_no=DocumentNumber("16-BB/CB"),
        matched_on=date(2025, 8, 11),
    )
    return replace(found, **changes)


def lacking(history: Sequence[VerificationEvent]) -> list[str]:
    state = reduce(domain.evolve, history, domain.initial)
    return [reason.code for reason in domain.lacking(state, on=LATER)]


def about(*persons: PersonId) -> set[UUID]:
    return {request_id(CASE, person) for person in persons}


def called_back(events: Sequence[VerificationEvent]) -> set[UUID]:
    return {event.request_id for event in events if isinstance(event, RequestCalledBack)}


def test_w1_a_member_among_the_own_family_waives_the_own_side_and_calls_its_requests_back():
    proposed, *back = after(*PLANNED, do=OWN)

    own = [APPLICANT, FATHER, PERSONS[Relation.MOTHER]]
    assert proposed.covered == tuple(own)
    assert called_back(back) == about(*own)


def test_w2_a_member_on_the_spouses_side_waives_that_side():
    of_spouse = replace(
        OWN, kind=WaiverKind.SPOUSE_SIDE_MEMBER, person_id=PERSONS[Relation.SPOUSE_SIBLING]
    )

    _, *back = after(*PLANNED, do=of_spouse)

    assert called_back(back) == about(SPOUSE, PERSONS[Relation.SPOUSE_FATHER])


def test_the_same_waiver_again_changes_nothing():
    assert after(*then(PLANNED, OWN), do=OWN) == []


def test_the_same_ground_on_another_paper_is_refused():
    again = replace(OWN, document_no=DocumentNumber("17-BC/CB"))

    assert refusal(*then(PLANNED, OWN), do=again).code == "waiver_stands"


@pytest.mark.parametrize(
    ("kind", "relation"),
    [
        (WaiverKind.OWN_SIDE_MEMBER, Relation.GRANDPARENT),
        (WaiverKind.OWN_SIDE_MEMBER, Relation.SPOUSE),
        (WaiverKind.SPOUSE_SIDE_MEMBER, Relation.FATHER),
    ],
)
def test_w1_w2_nobody_elses_membership_is_a_ground(kind, relation):
    wrong = replace(OWN, kind=kind, person_id=PERSONS[relation])

    refused = refusal(*PLANNED, do=wrong)

    assert refused.code == "waiver_wrong_relative"
    assert refused.rule is not None
    assert (refused.rule.instrument, refused.rule.clause) == ("06-HD/TW", "3.4c")


@pytest.mark.parametrize("membership", [Membership.LEFT, None])
def test_w1_a_relative_who_left_the_party_is_no_ground(membership):
    left = replace(OWN, membership=membership)

    assert refusal(*PLANNED, do=left).code == "waiver_not_a_member"


@pytest.mark.parametrize("person", [None, PersonId(UUID(int=99))])
def test_w1_the_member_is_named_in_the_cv(person):
    assert refusal(*PLANNED, do=replace(OWN, person_id=person)).code == "waiver_names_nobody"


def test_w9_until_the_files_are_matched_nobody_concludes():
    waived = then(PLANNED, OWN, replace(OWN, kind=WaiverKind.SPOUSE_SIDE_MEMBER, person_id=SPOUSE))

    assert lacking(waived) == ["waiver_unmatched", "waiver_unmatched"]


def test_w9_once_they_match_nothing_more_is_lacking():
    waived = then(PLANNED, OWN)
    matched = then(waived, matching(waived))

    assert "waiver_unmatched" not in lacking(matched)


@pytest.mark.parametrize("outcome", [MatchOutcome.DIFFERS, MatchOutcome.NO_LONGER_MEMBER])
def test_w9_a_match_that_fails_leaves_the_waiver_open(outcome):
    waived = then(PLANNED, OWN)
    failed = then(waived, matching(waived, outcome=outcome))

    assert "waiver_unmatched" in lacking(failed)
    later = matching(waived, matched_on=date(2025, 8, 12))
    assert "waiver_unmatched" not in lacking(then(failed, later))


def test_the_same_match_again_changes_nothing():
    waived = then(PLANNED, OWN)
    matched = then(waived, matching(waived))

    assert after(*matched, do=matching(waived)) == []


def test_what_matched_is_not_matched_again():
    waived = then(PLANNED, OWN)
    matched = then(waived, matching(waived))

    differs = matching(waived, outcome=MatchOutcome.DIFFERS)
    assert refusal(*matched, do=differs).code == "already_matched"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"waiver_id": WaiverId(UUID(int=99))}, "waiver_unknown"),
        ({"matched_on": date(2025, 8, 5)}, "matched_too_early"),
        ({"matched_on": date(2025, 10, 1)}, "matched_in_future"),
    ],
)
def test_an_impossible_match_is_refused(changes, code):
    waived = then(PLANNED, OWN)

    assert refusal(*waived, do=matching(waived, **changes)).code == code


def test_w3_only_what_is_unclear_is_asked():
    events = after(*PLANNED, do=CLEAR)

    assert called_back(events) == set()
    state = reduce(domain.evolve, [*PLANNED, *events], domain.initial)
    assert state.requests[request_id(CASE, FATHER)].asked_items == (
        QuestionItem.POLITICAL_CURRENT,
        QuestionItem.LINE_AND_POLICY,
    )


def test_w3_where_all_is_clear_the_request_is_called_back():
    all_clear = replace(CLEAR, items=tuple(QuestionItem))

    assert called_back(after(*PLANNED, do=all_clear)) == about(FATHER)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (replace(CLEAR, items=()), "waiver_names_items"),
        (replace(OWN, items=(QuestionItem.ETHICS,)), "waiver_names_items"),
        (replace(OWN, conclusion_no=NUMBER), "waiver_wants_conclusion"),
        (replace(OWN, proposed_on=date(2025, 7, 31)), "waiver_before_request"),
        (replace(OWN, proposed_on=date(2025, 10, 1)), "waiver_in_future"),
    ],
)
def test_a_waiver_with_the_wrong_evidence_or_day_is_refused(command, code):
    assert refusal(*PLANNED, do=command).code == code


def test_w4_a_family_known_in_the_asking_organisation_needs_a_report_and_a_conclusion():
    at_home = planned(OFFICE)

    _, *back = after(*at_home, do=WELL_KNOWN)

    assert len(back) == 5
    assert lacking(then(at_home, WELL_KNOWN)) == []
    missing = replace(WELL_KNOWN, conclusion_no=None)
    assert refusal(*at_home, do=missing).code == "waiver_wants_conclusion"


def test_w4_a_family_known_elsewhere_is_verified():
    assert refusal(*PLANNED, do=WELL_KNOWN).code == "waiver_not_one_place"


def test_w5_the_cv_of_the_enlistment_covers_one_person_and_wants_a_match():
    waived = then(PLANNED, other(WaiverKind.ARMED_FORCES, person_id=FATHER))

    assert called_back(waived) == about(FATHER)
    assert "waiver_unmatched" in lacking(waived)
    assert "waiver_unmatched" not in lacking(then(waived, matching(waived)))


def test_w5_such_a_file_says_nothing_about_membership():
    waived = then(PLANNED, other(WaiverKind.ARMED_FORCES, person_id=FATHER))
    left = matching(waived, outcome=MatchOutcome.NO_LONGER_MEMBER)

    assert refusal(*waived, do=left).code == "match_of_no_member"


def test_w6_an_applicant_abroad_is_matched_with_the_cv_kept_at_home():
    waived = then(PLANNED, other(WaiverKind.APPLICANT_ABROAD))

    assert called_back(waived) == about(APPLICANT)
    assert "waiver_unmatched" in lacking(waived)


def asking(person: PersonId, channel: RequestChannel, agency: Agency | None) -> AskAgain:
    return AskAgain(
        case_id=CASE,
        request_id=request_id(CASE, person),
        way=Way.AGAIN,
        channel=channel,
        letter_no=NUMBER,
        sent_on=LATER,
        addressee_id=None if agency else COMMUNE,
        agency=agency,
        envoy_id=PersonId(UUID(int=77)) if channel is RequestChannel.ENVOY else None,
    )


def test_w7_about_a_relative_abroad_the_mission_is_asked_instead():
    waived = then(PLANNED, other(WaiverKind.RELATIVE_ABROAD, person_id=FATHER))
    assert "waiver_asks_instead" in lacking(waived)

    mission = asking(FATHER, RequestChannel.FOREIGN_MISSION, Agency.MISSION_ABROAD)
    asked = then(waived, mission)

    assert "waiver_asks_instead" not in lacking(asked)
    assert "answers_missing" in lacking(asked)


def test_w7_does_not_cover_the_applicant():
    of_applicant = other(WaiverKind.RELATIVE_ABROAD, person_id=APPLICANT)

    assert refusal(*PLANNED, do=of_applicant).code == "waiver_covers_nobody"


def test_w8_a_foreign_employer_wants_an_envoy_and_the_security_agency():
    waived = then(PLANNED, other(WaiverKind.FOREIGN_EMPLOYER, person_id=FATHER))
    assert lacking(waived).count("waiver_asks_instead") == 2

    security = asking(FATHER, RequestChannel.AGENCY, Agency.PUBLIC_SECURITY)
    envoy = asking(FATHER, RequestChannel.ENVOY, Agency.EMPLOYER)
    asked = then(waived, security, envoy)

    assert "waiver_asks_instead" not in lacking(asked)


def test_w7_w8_such_grounds_want_no_match():
    waived = then(PLANNED, other(WaiverKind.FOREIGN_EMPLOYER, person_id=FATHER))

    assert refusal(*waived, do=matching(waived)).code == "waiver_needs_no_match"


@pytest.mark.parametrize("result", [VerificationResult.DIFFERS, VerificationResult.REFUSED])
def test_no_waiver_overrules_an_answer(result):
    reply = RecordReply(
        case_id=CASE,
        request_id=request_id(CASE, FATHER),
        result=result,
        document_no=NUMBER,
        replied_on=ON,
    )

    assert refusal(*then(PLANNED, reply), do=OWN).code == "waiver_against_answer"


def test_a_request_that_was_called_back_takes_no_answer():
    reply = RecordReply(
        case_id=CASE,
        request_id=request_id(CASE, FATHER),
        result=VerificationResult.CONFIRMED,
        document_no=NUMBER,
        replied_on=ON,
    )

    assert refusal(*then(PLANNED, OWN), do=reply).code == "request_called_back"


def withdrawing(history: Sequence[VerificationEvent]) -> WithdrawWaiver:
    return WithdrawWaiver(
        case_id=CASE,
        waiver_id=waiver_of(history),
        reason=WithdrawReason.GROUND_FELL_AWAY,
        withdrawn_on=date(2025, 8, 18),
    )


def test_once_a_waiver_is_withdrawn_everybody_is_asked_about_again_where_they_were():
    waived = then(PLANNED, OWN)

    withdrawn, *asked = after(*waived, do=withdrawing(waived))

    assert isinstance(withdrawn, WaiverWithdrawn)
    assert {event.follows for event in asked} == called_back(waived)
    assert {event.addressee_id for event in asked} == {COMMUNE}
    assert lacking([*waived, withdrawn, *asked]).count("answer_missing") == 5


def test_n20_after_a_withdrawal_the_successor_of_who_was_asked_is_asked():
    waived = then(PLANNED, OWN)
    merged = replace(GIVEN, now={COMMUNE: OFFICE})

    _, *asked = after(*waived, do=withdrawing(waived), given=merged)

    assert {event.addressee_id for event in asked} == {OFFICE}


def test_w3_after_a_withdrawal_what_was_left_out_is_asked():
    waived = then(PLANNED, CLEAR)

    _, asked = after(*waived, do=withdrawing(waived))

    assert isinstance(asked, VerificationRequested)
    assert QuestionItem.POLITICAL_HISTORY in asked.items


def test_the_same_withdrawal_again_changes_nothing():
    waived = then(PLANNED, OWN)
    fallen = then(waived, withdrawing(waived))

    assert after(*fallen, do=withdrawing(waived)) == []


def test_a_waiver_that_fell_away_is_neither_matched_nor_withdrawn_on_another_day():
    waived = then(PLANNED, OWN)
    fallen = then(waived, withdrawing(waived))

    assert refusal(*fallen, do=matching(waived)).code == "waiver_fell_away"
    other_day = replace(withdrawing(waived), withdrawn_on=date(2025, 8, 19))
    assert refusal(*fallen, do=other_day).code == "waiver_fell_away"


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2025, 8, 5), "withdrawn_too_early"), (date(2025, 10, 1), "withdrawn_in_future")],
)
def test_a_withdrawal_on_an_impossible_day_is_refused(day, code):
    waived = then(PLANNED, OWN)
    wrong = replace(withdrawing(waived), withdrawn_on=day)

    assert refusal(*waived, do=wrong).code == code


def test_after_a_withdrawal_the_ground_may_be_named_anew():
    waived = then(PLANNED, OWN)
    fallen = then(waived, withdrawing(waived))

    again = replace(OWN, proposed_on=date(2025, 8, 19))
    assert len(called_back(after(*fallen, do=again))) == 3
