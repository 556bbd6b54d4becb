"""A case leaves its way, for a time or for good: the trio of every such command, and its clause."""

from dataclasses import replace
from datetime import date
from functools import reduce
from uuid import UUID

import pytest

from services.intake import domain
from services.intake.domain import Place, Term, clocks
from shared.events.stage import Stage
from shared.events.terms import CancelReason, CaseId, CommitteeId, CommitteeType, RefusalReason
from tests import examples
from tests.intake import commands
from tests.intake.judging import (
    FACTS,
    GIVEN,
    LINE,
    WITH_RIGHT,
    after,
    clause,
    meeting,
    refusal,
    vote,
)

CASE = examples.CASE
AT_GRASSROOTS = replace(GIVEN, acting=examples.GRASSROOTS)
delist = domain.DelistProspect(
    case_id=CASE,
    delisted_on=examples.prospect_delisted.delisted_on,
    reason=examples.prospect_delisted.reason,
)
lose_vote = domain.RecordLostVote(
    case_id=CASE,
    minutes_no=examples.branch_did_not_pass.minutes_no,
    held_on=examples.branch_did_not_pass.held_on,
    vote=examples.branch_did_not_pass.vote,
)
give_back = domain.ReturnDossier(
    case_id=CASE,
    note_no=examples.dossier_returned.note_no,
    returned_on=examples.dossier_returned.returned_on,
    reason=examples.dossier_returned.reason,
)
resubmit = domain.ResubmitDossier(
    case_id=CASE, resubmitted_on=examples.dossier_resubmitted.resubmitted_on
)
refuse = domain.RefuseAdmission(
    case_id=CASE,
    notice_no=examples.admission_refused.notice_no,
    refused_on=examples.admission_refused.refused_on,
    reason=RefusalReason.STANDARDS,
)
withdraw = domain.WithdrawApplication(
    case_id=CASE, withdrawn_on=examples.application_withdrawn.withdrawn_on
)
close = domain.CloseCase(
    case_id=CASE, closed_on=examples.case_closed.closed_on, reason=examples.case_closed.reason
)

RETURNED = [*FACTS[:10], examples.dossier_returned]
RESUBMITTED = [*RETURNED, examples.dossier_resubmitted]
TRIO = [
    (FACTS[:2], delist, examples.prospect_delisted),
    (FACTS[:9], lose_vote, examples.branch_did_not_pass),
    (FACTS[:10], give_back, examples.dossier_returned),
    (RETURNED, resubmit, examples.dossier_resubmitted),
    (FACTS[:12], refuse, examples.admission_refused),
    (FACTS[:3], withdraw, examples.application_withdrawn),
    (FACTS[:14], close, examples.case_closed),
]
NAMED = [type(command).__name__ for _, command, _ in TRIO]


def given(command: domain.CaseCommand) -> domain.Given:
    return AT_GRASSROOTS if isinstance(command, domain.ReturnDossier) else GIVEN


@pytest.mark.parametrize(("history", "command", "fact"), TRIO, ids=NAMED)
def test_it_makes_its_fact(history, command, fact):
    assert after(history, command, given(command)) == [fact]


@pytest.mark.parametrize(("history", "command", "fact"), TRIO, ids=NAMED)
def test_the_same_again_changes_nothing(history, command, fact):
    assert after([*history, fact], command, given(command)) == []


@pytest.mark.parametrize(
    ("history", "command", "code", "cited"),
    [
        ([], delist, "needs_prospect_listed", ("01-HD/TW (2021)", "3.1")),
        (FACTS[:6], lose_vote, "needs_cv_certified", ("01-HD/TW (2021)", "3.6")),
        (FACTS[:9], give_back, "needs_branch_resolved", ("01-HD/TW (2021)", "3.7")),
        (FACTS[:10], resubmit, "needs_returned", ("01-HD/TW (2021)", "3.8")),
        (FACTS[:10], refuse, "needs_grassroots_resolved", ("01-HD/TW (2021)", "3.8")),
        (FACTS[:2], withdraw, "needs_application_filed", ("Điều lệ Đảng (2011)", "4.1")),
    ],
    ids=lambda it: type(it).__name__ if isinstance(it, domain.CaseCommand) else None,
)
def test_it_comes_not_before_its_time(history, command, code, cited):
    refused = refusal(history, command, given(command))

    assert (refused.code, clause(refused)) == (code, cited)


@pytest.mark.parametrize(
    ("history", "command", "code", "cited"),
    [
        (FACTS[:3], delist, "not_after_application_filed", ("12-HD/BTCTW (2022)", "I.1.1")),
        (FACTS[:10], lose_vote, "not_after_branch_resolved", ("Điều lệ Đảng (2011)", "4.3")),
        (FACTS[:13], give_back, "not_after_decided", ("01-HD/TW (2021)", "3.8")),
        (FACTS[:13], refuse, "not_after_decided", ("24-QĐ/TW", "4.3.1")),
        (FACTS[:15], withdraw, "not_after_admitted", ("Điều lệ Đảng (2011)", "4.1")),
    ],
    ids=lambda it: type(it).__name__ if isinstance(it, domain.CaseCommand) else None,
)
def test_it_comes_not_after_its_time(history, command, code, cited):
    refused = refusal(history, command)

    assert (refused.code, clause(refused)) == (code, cited)


@pytest.mark.parametrize("history", examples.departures[2:], ids=["refused", "left", "closed"])
def test_nothing_follows_the_end_of_a_case(history):
    case = reduce(domain.evolve, history, domain.initial)
    newer = replace(commands.certify_class, certified_on=date(2024, 6, 3))

    assert refusal(history, newer).code == "case_ended"
    assert domain.next_steps(case, date(2024, 6, 12)) == []
    assert domain.waits_for(case.taken) == ()
    assert [due for due in clocks(case.days, date(2024, 6, 12)) if due.running] == []


def test_charter_4_3_a_vote_below_two_thirds_is_recorded_as_such_and_one_that_passes_is_not():
    base_of_20 = replace(lose_vote, vote=vote(20, 13))
    enough = replace(lose_vote, vote=vote(20, 14))

    assert len(after(FACTS[:9], base_of_20)) == 1
    refused = refusal(FACTS[:9], enough)
    assert (refused.code, clause(refused)) == ("vote_passed", ("Điều lệ Đảng (2011)", "4.3"))


def test_charter_24_1_a_branch_of_two_holds_no_meeting_that_could_be_lost():
    assert refusal(FACTS[:9], replace(lose_vote, vote=vote(2, 0))).code == "too_few_members"


def test_after_a_lost_vote_the_branch_may_vote_again_later_and_pass():
    lost = [*FACTS[:9], examples.branch_did_not_pass]
    again = replace(lose_vote, held_on=date(2023, 11, 27))

    assert len(after(lost, again)) == 1
    assert after(lost, commands.resolve_in_branch) == [examples.branch_resolved]
    assert refusal(lost, meeting(date(2023, 11, 17))).code == "before_branch_not_passed"
    assert Stage.BRANCH_RESOLVED in domain.waits_for(
        reduce(domain.evolve, lost, domain.initial).taken
    )


def test_a_returned_dossier_waits_for_the_branch_and_for_nobody_else():
    case = reduce(domain.evolve, RETURNED, domain.initial)

    assert case.stage is Stage.RETURNED
    assert domain.waits_for(case.taken) == (Stage.RESUBMITTED,)
    assert refusal(RETURNED, commands.resolve_in_grassroots).code == "needs_resubmitted"


def test_question_6_the_clock_of_the_decision_runs_on_while_a_dossier_is_returned():
    case = reduce(domain.evolve, RETURNED, domain.initial)

    [due] = [due for due in clocks(case.days, date(2023, 12, 15)) if due.term is Term.DECISION]
    assert (due.running, due.started_on) == (True, examples.branch_resolved.resolved_on)


def test_a_dossier_handed_in_again_goes_on_where_it_was():
    case = reduce(domain.evolve, RESUBMITTED, domain.initial)

    assert case.stage is Stage.RESUBMITTED
    assert domain.waits_for(case.taken) == (Stage.GRASSROOTS_RESOLVED,)
    assert after(RESUBMITTED, commands.resolve_in_grassroots) == [examples.grassroots_resolved]
    early = replace(commands.resolve_in_grassroots, resolved_on=date(2023, 12, 13))
    assert refusal(RESUBMITTED, early).code == "before_resubmitted"


def test_a_dossier_may_be_returned_more_than_once_each_time_by_the_committee_that_has_it():
    history = [*RESUBMITTED, examples.grassroots_resolved]
    once_more = replace(give_back, returned_on=date(2024, 1, 8))

    [returned] = after(history, once_more)
    assert returned.returned_by == examples.BLOC
    assert refusal(history, once_more, AT_GRASSROOTS).code == "not_before_you"
    assert refusal(FACTS[:10], give_back).code == "not_before_you"
    assert after([*history, returned], replace(resubmit, resubmitted_on=date(2024, 1, 9)))


def test_qd_29_4_3_2b_only_the_competent_committee_refuses():
    refused = refusal(FACTS[:12], refuse, AT_GRASSROOTS)

    assert (refused.code, clause(refused)) == ("not_competent", ("24-QĐ/TW", "4.3.2b"))


def test_qd_29_4_3_2a_a_grassroots_committee_with_delegation_refuses_itself():
    [refused] = after(FACTS[:12], refuse, WITH_RIGHT)

    assert refused.refused_by == examples.GRASSROOTS
    above = replace(WITH_RIGHT, acting=examples.BLOC)
    assert refusal(FACTS[:12], refuse, above).code == "not_competent"


def test_a_dossier_stays_before_the_grassroots_committee_that_decides_itself():
    history = [*RESUBMITTED, examples.grassroots_resolved]
    once_more = replace(give_back, returned_on=date(2024, 1, 8))

    [returned] = after(history, once_more, WITH_RIGHT)

    assert returned.returned_by == examples.GRASSROOTS
    above = replace(WITH_RIGHT, acting=examples.BLOC)
    assert refusal(history, once_more, above).code == "not_before_you"


def test_a_section_has_no_dossier_before_it_but_the_grassroots_committee_above_it():
    section = Place(committee_id=CommitteeId(UUID(int=0xD1)), type=CommitteeType.SECTION_COMMITTEE)
    below = replace(AT_GRASSROOTS, line=(LINE[0], section, *LINE[1:]))

    assert after(FACTS[:10], give_back, below) == [examples.dossier_returned]
    at_section = replace(below, acting=section.committee_id)
    assert refusal(FACTS[:10], give_back, at_section).code == "not_before_you"


@pytest.mark.parametrize(
    ("held_on", "consent_no", "refused"),
    [
        (date(2024, 3, 11), None, False),  # thirty working days after 22/1, Tết between
        (date(2024, 3, 12), None, True),
        (date(2024, 3, 12), "12-CV/ĐU", False),
    ],
)
def test_qd_24_4_1_a_ceremony_after_30_working_days_needs_the_consent(held_on, consent_no, refused):
    hold = replace(commands.hold_ceremony, held_on=held_on, consent_no=consent_no)

    if refused:
        late = refusal(FACTS[:14], hold)
        assert (late.code, clause(late), late.needed) == (
            "ceremony_late",
            ("24-QĐ/TW", "4.1"),
            date(2024, 3, 11),
        )
    else:
        assert after(FACTS[:14], hold)[0].consent_no == consent_no


ANEW = replace(
    commands.list_prospect,
    case_id=CaseId(UUID(int=7)),
    follows=CASE,
    listed_on=date(2024, 6, 10),
)


@pytest.mark.parametrize("reason", [CancelReason.COMPETENCE, CancelReason.PROCEDURE])
def test_n12_what_was_cancelled_for_competence_or_procedure_is_done_again_in_a_linked_case(reason):
    cancelled = [*examples.history, replace(examples.decision_cancelled, reason=reason)]
    old = reduce(domain.evolve, cancelled, domain.initial)

    [listed] = after([], ANEW, replace(GIVEN, followed=old))

    assert (listed.follows, listed.person_id) == (CASE, examples.APPLICANT)
    assert [step.stage for step in domain.next_steps(old, date(2024, 6, 12))] == [
        Stage.PROSPECT_LISTED
    ]


def test_n11_what_was_cancelled_for_standards_is_not_done_again():
    fact = replace(examples.decision_cancelled, reason=CancelReason.STANDARDS)
    old = reduce(domain.evolve, [*examples.history, fact], domain.initial)

    refused = refusal([], ANEW, replace(GIVEN, followed=old))

    assert (refused.code, clause(refused)) == ("nothing_to_redo", ("24-QĐ/TW", "3.6"))
    assert domain.next_steps(old, date(2024, 6, 12)) == []


def test_n12_a_case_follows_only_one_of_the_same_person():
    old = reduce(domain.evolve, FACTS, domain.initial)
    somebody = replace(ANEW, person_id=examples.FATHER)

    assert refusal([], somebody, replace(GIVEN, followed=old)).code == "nothing_to_redo"
