"""The sample has exactly the groups of the seed document and breaks no rule on its way."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TypeVar

import msgspec
import pytest

from services.intake.domain import OrganisationCommand, day_of, since, unconsented
from services.sample import Entry, sample
from services.sample.entry import Beside
from services.sample.growing import grow
from services.sample.papers import PageCommand
from services.verification import domain as verification
from shared.events.case import (
    AdmissionDecided,
    BranchResolved,
    CeremonyHeld,
    DecisionCancelled,
    DecisionReceived,
    ProspectListed,
)
from shared.events.organisation import YouthUnionStated
from shared.events.preparation import ApplicantIntroduced, PathReason
from shared.events.probation import MemberRecognised, RecognitionProposed
from shared.events.stage import MARKS, ON_THE_WAY, Stage
from shared.events.terms import (
    CaseId,
    DocumentNumber,
    Ethnicity,
    Profile,
    Relation,
    ReplyChannel,
    Sex,
    Study,
    Union,
    VerificationResult,
)
from shared.events.verification import VerificationReplied
from shared.law.documents import document_number
from shared.law.months import add_months
from shared.law.working_days import working_days_between
from tests.rehearsal import Rehearsal, day

SEED = 208
TODAY = date(2026, 11, 25)
BEFORE_THE_CEREMONY = ON_THE_WAY[: ON_THE_WAY.index(Stage.ADMITTED)]
FIRST, LAST = date(2020, 1, 1), date(2024, 5, 31)

Fact = TypeVar("Fact")


@cache
def told() -> Sequence[Entry]:
    return sample(SEED, TODAY)


@cache
def rehearsed() -> Rehearsal:
    return rehearse(told())


def rehearse(entries: Sequence[Entry]) -> Rehearsal:
    rehearsal = Rehearsal()
    for entry in entries:
        rehearsal.hear(entry)
    return rehearsal


def facts(kind: type[Fact]) -> dict[CaseId, Fact]:
    return {event.case_id: event for event in rehearsed().events if isinstance(event, kind)}


def in_the_bloc(kind: type[Fact]) -> dict[CaseId, Fact]:
    """The same, of the cases that were listed in its branches."""
    branches = {branch.committee_id for branch in grow(SEED, whole=True).branches}
    listed = facts(ProspectListed)
    return {case: fact for case, fact in facts(kind).items() if listed[case].branch_id in branches}


def admitted() -> list[Profile]:
    """Who was admitted in the bloc in the period of the seed document, as of the ceremony."""
    undone = facts(DecisionCancelled)
    return [
        held.profile
        for case, held in in_the_bloc(CeremonyHeld).items()
        if FIRST <= held.held_on <= LAST and case not in undone
    ]


def test_634_members_were_admitted_from_2020_to_may_2024():
    assert len(admitted()) == 634


def test_their_groups_are_those_of_the_seed_document():
    profiles = admitted()

    assert Counter(profile.sex for profile in profiles)[Sex.FEMALE] == 355
    assert Counter(profile.ethnicity for profile in profiles)[Ethnicity.MINORITY] == 177
    assert Counter(profile.union for profile in profiles) == {
        Union.YOUTH_UNION: 356,
        Union.TRADE_UNION_PAST_YOUTH_AGE: 278,
    }
    assert Counter(profile.study for profile in profiles)[Study.COLLEGE] == 6


def test_cancelled_admissions_are_beyond_the_634():
    undone = in_the_bloc(DecisionCancelled).keys()
    held = {case for case, held in facts(CeremonyHeld).items() if held.held_on <= LAST}

    assert len(undone) == 5
    assert len(undone & held) == 3


def test_some_were_of_the_youth_union_when_listed_and_past_its_age_when_admitted():
    held, listed = in_the_bloc(CeremonyHeld), facts(ProspectListed)

    grew_out = [case for case in held if held[case].profile != listed[case].profile]
    assert len(grew_out) == 8


def test_the_two_counting_bases_put_some_admissions_into_different_years():
    decided = facts(AdmissionDecided)

    between = [
        case
        for case, held in facts(CeremonyHeld).items()
        if held.held_on.year != decided[case].decided_on.year
    ]
    assert len(between) >= 10


def test_the_same_seed_and_day_give_the_same_bytes():
    again = sample(SEED, TODAY)

    assert msgspec.msgpack.encode(again) == msgspec.msgpack.encode(told())


def test_another_seed_gives_another_province_of_the_same_size():
    other = sample(SEED + 1, TODAY)

    assert not {entry.key for entry in other} & {entry.key for entry in told()}
    assert abs(len(other) - len(told())) < 800


@pytest.mark.parametrize(
    ("seed", "today"), [(2, TODAY), (SEED, date(2024, 9, 1)), (3, date(2028, 2, 29))]
)
def test_no_rule_is_broken_with_other_seeds_and_on_other_days(seed, today):
    assert len(rehearse(sample(seed, today)).cases) > 700


def test_the_sample_tells_nothing_before_its_history_is_over():
    with pytest.raises(ValueError, match="2024-09-01"):
        sample(SEED, date(2024, 8, 31))


def test_cases_stand_at_every_stage():
    stages = Counter(case.stage for case in rehearsed().cases.values())

    assert set(stages) == set(Stage) - MARKS
    assert sum(stages[stage] for stage in BEFORE_THE_CEREMONY) >= 62


def test_the_634_are_official_members_as_of_the_end_of_their_probation():
    held, recognised = in_the_bloc(CeremonyHeld), facts(MemberRecognised)
    counted = [case for case in held if held[case].held_on <= LAST and case in recognised]

    assert len(counted) == 634
    assert all(
        recognised[case].official_on == add_months(held[case].held_on, 12) for case in counted
    )


def test_special_conditions_lack_a_consent_have_one_or_were_taken_back():
    cases = rehearsed().cases.values()
    admitted_with = [one for one in cases if one.consents and Stage.ADMITTED in one.taken]

    assert any(unconsented(case) for case in cases)
    assert any(Stage.CONDITION_TAKEN_BACK in case.taken for case in cases)
    assert len(admitted_with) >= 5
    assert len({condition for case in cases for condition in case.conditions}) >= 4


def test_where_there_is_no_youth_union_two_members_introduce_for_that_reason():
    reasons = Counter(fact.reason for fact in facts(ApplicantIntroduced).values())
    stated = [event for event in rehearsed().events if isinstance(event, YouthUnionStated)]

    assert {event.present for event in stated} == {True, False}
    assert reasons[PathReason.NO_YOUTH_UNION] > 0


def test_recognition_keeps_its_terms():
    proposed, recognised = facts(RecognitionProposed), facts(MemberRecognised)

    waits = [
        working_days_between(fact.probation_ended_on, fact.resolved_on)
        for fact in proposed.values()
    ]
    decided = [
        working_days_between(proposed[case].resolved_on, fact.decided_on)
        for case, fact in recognised.items()
    ]
    assert max(waits) <= 30
    assert max(decided) <= 30


def test_open_verifications_are_in_every_state():
    unfinished = [state for state in rehearsed().verifications.values() if not state.concluded_on]
    answers = [request.answer for state in unfinished for request in state.requests.values()]

    assert None in answers
    assert {answer.result for answer in answers if answer} == set(VerificationResult)
    assert {answer.channel for answer in answers if answer} == set(ReplyChannel)
    assert any(not state.open for state in unfinished)


def test_some_answers_differed_before_they_confirmed():
    results = Counter(
        event.result for event in rehearsed().events if isinstance(event, VerificationReplied)
    )

    assert results[VerificationResult.DIFFERS] > 20


def test_some_relatives_are_declared_and_not_verified():
    relations = {person.relation for case in rehearsed().cases.values() for person in case.persons}

    assert relations >= {Relation.SIBLING, Relation.CHILD}
    assert not {Relation.SIBLING, Relation.CHILD} & verification.SUBJECTS


def test_a_decision_takes_no_more_than_60_working_days():
    resolved = facts(BranchResolved)

    waits = [
        working_days_between(resolved[case].resolved_on, decided.decided_on)
        for case, decided in facts(AdmissionDecided).items()
    ]
    assert max(waits) <= 60


def test_a_ceremony_follows_within_30_working_days_or_with_consent():
    received = facts(DecisionReceived)

    late = [
        held
        for case, held in facts(CeremonyHeld).items()
        if working_days_between(received[case].received_on, held.held_on) > 30
    ]
    assert len(late) >= 5
    assert all(held.consent_no for held in late)


def test_names_and_birth_dates_are_in_no_command():
    sealed = {
        value
        for entry in told()
        for values in entry.sealed.values()
        for value in values.values()
        if not value.isdigit()
    }
    commands = msgspec.json.encode([entry.command for entry in told()]).decode()

    assert len(sealed) > 500
    assert not [value for value in sealed if f'"{value}"' in commands]


def test_all_names_are_evidently_made_up():
    names = {
        value
        for entry in told()
        for values in entry.sealed.values()
        for field, value in values.items()
        if field == "name"
    }

    assert all(name.startswith("Mẫu ") for name in names)


def test_steps_are_recorded_after_they_happened_and_before_today():
    for entry in told():
        assert taken_on(entry) <= day(entry) < TODAY


def taken_on(entry: Entry) -> date:
    match entry.command:
        case command if isinstance(command, OrganisationCommand):
            return since(command)
        case command if isinstance(command, verification.Command):
            return verification.day_of(command)
        case command if isinstance(command, PageCommand | Beside):
            return day(entry)
        case _:
            return day_of(entry.command)


def test_entries_are_in_the_order_of_their_moments():
    moments = [entry.at for entry in told()]

    assert moments == sorted(moments)


def test_users_take_some_steps_and_one_of_them_in_the_place_of_another():
    acted = {entry.office for entry in told() if entry.office.user_id}

    assert len({office.user_id for office in acted}) > 3
    assert len({office.instead_of for office in acted if office.instead_of}) == 1


def test_each_entry_has_a_key_of_its_own():
    assert len({entry.key for entry in told()}) == len(told())


def test_document_numbers_have_the_form_of_the_guidance():
    numbers = set(numbers_of(msgspec.to_builtins([entry.command for entry in told()])))

    assert numbers
    assert all(document_number(number) == number for number in numbers)


def numbers_of(commands: Sequence[dict[str, str]]) -> list[DocumentNumber]:
    return [
        DocumentNumber(value)
        for command in commands
        for name, value in command.items()
        if name.endswith("_no") and value
    ]
