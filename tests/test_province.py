"""The sample is a whole province: its size, its reorganisation of 2025, every stage and way out."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import get_args

import pytest

from services.intake.domain import (
    GRASSROOTS_LEVEL,
    Committee,
    CreateCommittee,
    DissolveCommittee,
    Link,
    OrganisationCommand,
    link_of,
    predecessors,
)
from services.sample.correcting import SLIPS
from services.sample.growing import grow
from services.sample.helping import SINCE
from services.sample.tree import Kind
from shared.events import Event
from shared.events.background import WaiverKind, Way
from shared.events.case import (
    AdmissionDecided,
    BranchResolved,
    CeremonyHeld,
    DecisionCancelled,
    ProspectListed,
)
from shared.events.correcting import StepCorrected
from shared.events.leaving import (
    AdmissionRefused,
    BranchDidNotPass,
    CaseClosed,
    DossierResubmitted,
    DossierReturned,
)
from shared.events.mentoring import MentorAssigned, MentorReported
from shared.events.organisation import CommitteeDissolved, CommitteeMerged, CommitteeSplit
from shared.events.preparation import ReplacementReason
from shared.events.probation import ProbationerStruckOff
from shared.events.terms import (
    CancelReason,
    CommitteeId,
    CommitteeType,
    LeaveReason,
    RefusalReason,
    ReturnReason,
    StrikeReason,
)
from shared.events.upkeep import UpkeepEvent
from shared.events.verification import (
    VerificationConcluded,
    VerificationReopened,
    VerificationReplied,
    VerificationRequested,
)
from shared.events.waiving import WaiverProposed
from shared.law.working_days import working_days_between
from tests.test_sample import SEED, TODAY, facts, rehearsed, told

BEFORE, AFTER = date(2025, 1, 2), date(2025, 7, 1)


def committees(on: date) -> dict[CommitteeId, Committee]:
    found = rehearsed().committees
    return {one: committee for one, committee in found.items() if committee.exists_on(on)}


def levels(on: date) -> Counter[CommitteeType]:
    return Counter(committee.type_on(on) for committee in committees(on).values())


def above(committee: Committee, on: date) -> CommitteeType:
    """The level of whoever stands above, or stands there in its place."""
    line = rehearsed().line(committee.parent_on(on), on=on)
    return line[0].type


def links() -> list[Link]:
    return [link_of(event) for event in rehearsed().events if isinstance(event, LINKS)]


LINKS = CommitteeMerged | CommitteeDissolved | CommitteeSplit


def test_a_province_of_2019_had_248_grassroots_committees_14_sections_and_229_branches_of_its_own():
    here = list(grow(SEED, whole=True))

    branches = [each for each in here if each.type is CommitteeType.BRANCH]
    alone = [each for each in here if each.type is CommitteeType.GRASSROOTS_BRANCH]
    assert len([each for each in here if each.type in GRASSROOTS_LEVEL]) == 248
    assert len([each for each in here if each.type is CommitteeType.SECTION_COMMITTEE]) == 14
    assert (len(alone), len(branches)) == (229, 2370)
    assert all(each.above.type in BELOW_COMMITTEES for each in branches)
    assert not any(each.above.type in BELOW_COMMITTEES for each in alone)


BELOW_COMMITTEES = GRASSROOTS_LEVEL | {CommitteeType.SECTION_COMMITTEE}


def test_until_2025_districts_and_blocs_stand_above_the_grassroots_level():
    there = levels(BEFORE)

    assert there[CommitteeType.DISTRICT_COMMITTEE] == 10
    assert there[CommitteeType.BLOC_COMMITTEE] == 2
    assert there[CommitteeType.UPPER_COMMUNE_COMMITTEE] == 0


def test_since_1_july_2025_there_is_no_district_and_communes_stand_above_the_grassroots_level():
    there = levels(AFTER)

    assert there[CommitteeType.DISTRICT_COMMITTEE] == there[CommitteeType.BLOC_COMMITTEE] == 0
    assert there[CommitteeType.PROVINCE_AGENCIES_COMMITTEE] == 1
    assert there[CommitteeType.PROVINCE_GOVERNMENT_COMMITTEE] == 1
    assert there[CommitteeType.UPPER_COMMUNE_COMMITTEE] == 39
    assert there[CommitteeType.COMMUNE_COMMITTEE] == 1


def test_everything_but_the_province_stands_under_something_at_every_time():
    for on in (BEFORE, date(2025, 2, 3), date(2025, 3, 3), AFTER, TODAY):
        tops = [one for one, each in committees(on).items() if each.parent_on(on) is None]
        assert len(tops) == 1
        assert all(
            len(rehearsed().line(one, on=on)) > 1 for one in committees(on) if one not in tops
        )


def test_what_stood_under_a_bloc_went_to_the_two_committees_that_took_its_place():
    bloc = grow(SEED, whole=True).bloc.committee_id
    moved = [
        committee
        for committee in committees(date(2025, 2, 3)).values()
        if committee.parent_on(BEFORE) == bloc
    ]

    assert {above(committee, date(2025, 2, 3)) for committee in moved} == {
        CommitteeType.PROVINCE_AGENCIES_COMMITTEE,
        CommitteeType.PROVINCE_GOVERNMENT_COMMITTEE,
    }


def test_each_new_commune_comes_out_of_several_former_ones():
    known = links()
    new = [
        one
        for one, committee in committees(AFTER).items()
        if committee.created_on == AFTER and committee.type_on(AFTER) in COMMUNES
    ]

    counts = [len(predecessors(one, AFTER, known)) for one in new]
    assert min(counts) >= 2


COMMUNES = {CommitteeType.UPPER_COMMUNE_COMMITTEE, CommitteeType.COMMUNE_COMMITTEE}


def test_every_change_of_the_directory_names_a_decision_of_its_own():
    numbers = [
        entry.command.decision_no
        for entry in told()
        if isinstance(entry.command, OrganisationCommand)
    ]

    assert len(set(numbers)) == len(numbers)


def test_a_commune_that_was_a_grassroots_organisation_was_raised_later():
    there = levels(TODAY)

    assert there[CommitteeType.COMMUNE_COMMITTEE] == 0
    assert there[CommitteeType.UPPER_COMMUNE_COMMITTEE] == 40


def test_the_right_to_decide_was_taken_back_with_the_committee_above_and_given_anew():
    acts = Counter(act.kind for act in grow(SEED, whole=True).acts)

    assert acts[Kind.DELEGATED] > acts[Kind.TAKEN_BACK] > 0
    deciding = [each for each in rehearsed().committees.values() if each.decides_on(TODAY)]
    assert len(deciding) == acts[Kind.DELEGATED] - acts[Kind.TAKEN_BACK]


def test_each_level_that_can_decide_has_decided_admissions():
    deciders = {
        rehearsed().committees[fact.decided_by].type_on(fact.decided_on)
        for fact in facts(AdmissionDecided).values()
    }

    assert deciders >= {
        CommitteeType.GRASSROOTS_COMMITTEE,
        CommitteeType.BLOC_COMMITTEE,
        CommitteeType.DISTRICT_COMMITTEE,
        CommitteeType.UPPER_COMMUNE_COMMITTEE,
        CommitteeType.PROVINCE_GOVERNMENT_COMMITTEE,
    }


def test_cases_under_way_when_the_districts_ended_went_on_with_the_successors():
    decided = facts(AdmissionDecided)

    crossed = [
        decided[case]
        for case, fact in facts(BranchResolved).items()
        if fact.resolved_on < AFTER and case in decided and decided[case].decided_on >= AFTER
    ]
    assert len(crossed) >= 3
    assert all(rehearsed().committees[fact.decided_by].exists_on(AFTER) for fact in crossed)


def test_the_figures_of_the_bloc_are_those_of_the_seed_document_wherever_its_branches_stand():
    bloc, until = grow(SEED, whole=True).bloc.committee_id, date(2024, 5, 31)
    undone = facts(DecisionCancelled)

    held = [
        fact
        for case, fact in facts(CeremonyHeld).items()
        if date(2020, 1, 1) <= fact.held_on <= until and case not in undone
    ]
    there = [
        fact
        for fact in held
        if bloc
        in {place.committee_id for place in rehearsed().line(fact.branch_id, on=fact.held_on)}
    ]
    assert len(there) == 634


def test_300_cases_lie_beyond_the_bloc():
    own = {branch.committee_id for branch in grow(SEED, whole=True).branches}

    beyond = [fact for fact in facts(ProspectListed).values() if fact.branch_id not in own]
    assert len(beyond) >= 300


@pytest.mark.parametrize(
    ("kind", "reasons"),
    [
        (CaseClosed, LeaveReason),
        (DossierReturned, ReturnReason),
        (AdmissionRefused, RefusalReason),
        (ProbationerStruckOff, StrikeReason),
        (DecisionCancelled, CancelReason),
    ],
)
def test_every_reason_was_given(kind, reasons: Iterable[StrEnum]):
    assert {fact.reason for fact in facts(kind).values()} == set(reasons)


def test_n4_a_branch_that_did_not_pass_somebody_proposed_some_of_them_later():
    lost, proposed = facts(BranchDidNotPass), facts(BranchResolved)

    assert lost.keys() & proposed.keys()
    assert lost.keys() - proposed.keys()


def test_n5_dossiers_that_were_returned_came_back_and_led_to_an_admission():
    assert facts(DossierResubmitted).keys() & facts(CeremonyHeld).keys()


def test_n12_what_competence_and_procedure_had_spoilt_was_done_again_in_a_new_case():
    undone, listed = facts(DecisionCancelled), facts(ProspectListed)

    again = {fact.follows: case for case, fact in listed.items() if fact.follows}
    assert {undone[case].reason for case in again} == {
        CancelReason.COMPETENCE,
        CancelReason.PROCEDURE,
    }
    assert all(listed[one].person_id == listed[other].person_id for one, other in again.items())


NEVER = {
    **dict.fromkeys(get_args(UpkeepEvent), "no step of the sample is parked"),
    VerificationReopened: "no CV of the sample is declared anew after its verification",
}
"""Kinds of events that the sample has none of, and why."""


def test_every_kind_of_event_occurs_but_for_those_that_need_a_reason():
    told = {type(event) for event in rehearsed().events}

    assert set(get_args(Event)) - told == NEVER.keys()


def test_most_who_were_listed_in_the_last_two_years_have_a_mentor():
    listed = [case for case, fact in facts(ProspectListed).items() if fact.listed_on >= SINCE]

    helped = facts(MentorAssigned).keys()
    assert len([case for case in listed if case in helped]) > 0.75 * len(listed)
    assert not [case for case in facts(ProspectListed) if case in helped and case not in listed]


def test_a_mentor_reports_every_quarter_and_some_are_replaced():
    reports = Counter(
        event.case_id for event in rehearsed().events if isinstance(event, MentorReported)
    )
    mentors = Counter(
        event.case_id for event in rehearsed().events if isinstance(event, MentorAssigned)
    )

    assert max(reports.values()) >= 4
    assert len([case for case, count in mentors.items() if count == 2]) >= 10


def test_n18_in_probation_some_mentors_are_replaced_for_each_of_the_reasons():
    admitted = facts(CeremonyHeld)
    replaced = [
        event
        for event in rehearsed().events
        if isinstance(event, MentorAssigned) and event.reason is not None
    ]

    assert {event.reason for event in replaced} == set(ReplacementReason)
    assert all(event.assigned_on >= admitted[event.case_id].held_on for event in replaced)


def test_every_step_that_is_typed_wrong_now_and_then_was_corrected():
    corrected = [event.stage for event in rehearsed().events if isinstance(event, StepCorrected)]

    assert set(corrected) == set(SLIPS)
    assert len(corrected) >= 12


@pytest.mark.parametrize("kind", WaiverKind)
def test_w1_to_w8_somebody_was_waived_on_each_ground_and_concluded_about(kind):
    waived = {
        event.case_id
        for event in rehearsed().events
        if isinstance(event, WaiverProposed) and event.kind is kind
    }

    assert waived & facts(VerificationConcluded).keys()


def test_questions_were_put_anew_on_every_way_but_after_a_change():
    ways = {event.way for event in rehearsed().events if isinstance(event, VerificationRequested)}

    assert ways == {None, *Way} - {Way.SUPPLEMENT}


def test_some_letters_are_late():
    replied = {
        event.request_id for event in rehearsed().events if isinstance(event, VerificationReplied)
    }

    waits = [
        working_days_between(event.sent_on, TODAY)
        for event in rehearsed().events
        if isinstance(event, VerificationRequested) and event.request_id not in replied
    ]
    assert max(waits) > 30
    assert min(waits) < 30


def test_the_small_sample_is_the_bloc_with_some_communes():
    tree = grow(SEED)

    assert len(list(tree)) < 100
    assert tree.branches == grow(SEED, whole=True).branches


def test_nobody_is_founded_or_dissolved_twice():
    founded = Counter(
        entry.stream for entry in told() if isinstance(entry.command, CreateCommittee)
    )
    ended = Counter(
        entry.stream for entry in told() if isinstance(entry.command, DissolveCommittee)
    )

    assert set(founded.values()) == set(ended.values()) == {1}
