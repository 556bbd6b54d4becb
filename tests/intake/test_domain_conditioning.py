"""What is not ordinary about a case: what it demands, who consents, and what rules it out."""

from dataclasses import replace
from datetime import date
from functools import reduce

import pytest

from services.intake import domain
from services.intake.domain import Bar
from services.intake.domain.conditions import DEMANDS, NEVER, Consenter
from shared.events.conditions import SpecialCondition
from shared.events.stage import Stage
from shared.law.rules import all_rules, in_force
from shared.people.access import Role
from tests import examples
from tests.intake import commands
from tests.intake.judging import BEFORE_BRANCH, GIVEN, after, clause, meeting, refusal

OVER_60 = SpecialCondition.OVER_60
LISTED = examples.history[:1]
READY = examples.history[:7]
NOTED = [*READY, examples.condition_noted]
UNCONSENTED = [*NOTED, *examples.history[7:12]]
CONSENTED = [*NOTED, *examples.history[7:11], examples.consent_given, examples.history[11]]
OLD = replace(GIVEN, born_on=date(1960, 3, 20))
"""Sixty-three years old when the branch meets."""


def noting(condition: SpecialCondition | Bar, **changes: object) -> domain.NoteCondition:
    return replace(commands.note_condition, condition=condition, **changes)


def with_conditions(*conditions: SpecialCondition) -> list:
    """The history with these noted before the branch meets, as `decide` tells them."""
    told = list(READY)
    for one in conditions:
        told += after(told, noting(one))
    return told


def consenting(condition: SpecialCondition, **changes: object) -> domain.GiveConsent:
    return replace(commands.give_consent, condition=condition, **changes)


# Noting a condition.


def test_a_condition_is_noted_as_a_code():
    assert after(READY, commands.note_condition) == [examples.condition_noted]


def test_the_same_note_again_changes_nothing():
    assert after(NOTED, commands.note_condition) == []


def test_a_condition_is_noted_once():
    refused = refusal(NOTED, replace(commands.note_condition, since_on=date(2019, 5, 21)))

    assert refused.code == "condition_noted_already"


def test_several_conditions_are_noted_on_any_days():
    told = [*NOTED, *after(NOTED, noting(SpecialCondition.ABROAD, noted_on=date(2023, 11, 1)))]

    assert told[-1].consents_missing == 2


def test_a_wait_needs_the_day_from_which_it_runs():
    assert refusal(READY, noting(SpecialCondition.READMISSION, since_on=None)).code == (
        "condition_since_missing"
    )


def test_a_wait_does_not_begin_after_it_is_noted():
    assert refusal(READY, noting(OVER_60, since_on=date(2023, 11, 9))).code == (
        "condition_since_later"
    )


def test_a_condition_is_noted_before_the_decision():
    refused = refusal(examples.history[:13], noting(OVER_60, noted_on=date(2024, 2, 1)))

    assert refused.code == "not_after_decided"


@pytest.mark.parametrize("condition", SpecialCondition)
def test_every_condition_has_its_row_and_rules_in_force_today(condition):
    demand = DEMANDS[condition]

    for rule_id in filter(None, [demand.rule_id, demand.months_rule_id]):
        assert in_force(rule_id, date(2026, 6, 30)).id == rule_id


@pytest.mark.parametrize("bar", Bar)
def test_what_rules_an_admission_out_is_refused_with_its_clause_and_never_recorded(bar):
    refused = refusal(READY, noting(bar))

    assert (refused.code, refused.rule.id) == (f"never_{bar}", NEVER[bar])


@pytest.mark.parametrize(
    ("bar", "cited"),
    [
        (Bar.DROPPED_ACTIVITY, ("24-QĐ/TW", "3.5.2")),
        (Bar.READMITTED_BEFORE, ("24-QĐ/TW", "3.5")),
        (Bar.FIFTH_CHILD, ("05-QĐi/TW", "3, 5")),
    ],
)
def test_qd_24_3_5_2_and_qdi_05_nobody_is_admitted_of(bar, cited):
    assert clause(refusal(READY, noting(bar))) == cited


# Over sixty (QĐ 24 §1.1.2).


def test_qd_24_1_1_1_who_is_over_60_is_refused_where_it_is_not_noted():
    assert refusal(BEFORE_BRANCH, commands.resolve_in_branch, OLD).code == "too_old"


def test_qd_24_1_1_2_who_is_over_60_is_considered_where_it_is_noted():
    told = [*with_conditions(OVER_60), *examples.history[7:9]]

    assert after(told, commands.resolve_in_branch, OLD)[0].age_months == 764


def test_qd_24_1_1_2_and_not_decided_without_the_consent():
    told = [*with_conditions(OVER_60), *examples.history[7:12]]

    refused = refusal(told, commands.decide_admission, OLD)

    assert (refused.code, clause(refused)) == ("needs_consent_given", ("24-QĐ/TW", "1.1.2"))


def test_what_the_branch_could_consider_only_by_a_condition_keeps_it():
    resolved = replace(examples.branch_resolved, age_months=764)
    told = [*with_conditions(OVER_60), *examples.history[7:9], resolved]
    back = domain.TakeBackCondition(
        case_id=examples.CASE, condition=OVER_60, taken_back_on=date(2023, 12, 5)
    )

    assert refusal(told, back).code == "too_old"


# Waiting times (E16, E18).


@pytest.mark.parametrize(
    ("condition", "since", "met_on", "cited"),
    [
        (SpecialCondition.READMISSION, date(2020, 12, 5), date(2023, 12, 4), ("24-QĐ/TW", "3.5")),
        (
            SpecialCondition.READMISSION_RECORD_CLEARED,
            date(2018, 12, 5),
            date(2023, 12, 4),
            ("24-QĐ/TW", "3.5"),
        ),
        (
            SpecialCondition.POPULATION_POLICY,
            date(2018, 12, 5),
            date(2023, 12, 4),
            ("05-QĐi/TW", "3, 5"),
        ),
        (
            SpecialCondition.POPULATION_POLICY_HARD_AREA,
            date(2020, 12, 5),
            date(2023, 12, 4),
            ("05-QĐi/TW", "3, 5"),
        ),
    ],
)
def test_the_branch_does_not_consider_before_the_waiting_time_is_over(
    condition, since, met_on, cited
):
    told = [*READY, *after(READY, noting(condition, since_on=since)), *examples.history[7:9]]

    refused = refusal(told, meeting(met_on))

    assert (refused.code, clause(refused)) == ("condition_waits", cited)
    assert len(after(told, meeting(date(2023, 12, 5)))) == 1


def test_a_wait_that_comes_to_light_after_the_branch_met_stands_against_the_decision():
    met = examples.history[:12]
    noted = noting(
        SpecialCondition.READMISSION, noted_on=date(2024, 1, 9), since_on=date(2021, 5, 20)
    )
    told = [*met, *after(met, noted)]
    told += after(told, consenting(noted.condition, consented_on=date(2024, 1, 10)))

    assert refusal(told, commands.decide_admission).code == "condition_waits"


# Consents.


def test_qd_24_3_5_a_readmission_is_not_decided_without_the_consent():
    refused = refusal(UNCONSENTED, commands.decide_admission)

    assert (refused.code, clause(refused)) == ("needs_consent_given", ("24-QĐ/TW", "3.5"))


def test_with_the_consent_it_is_decided():
    assert after(CONSENTED, commands.decide_admission) == [examples.admission_decided]


def test_a_consent_is_recorded():
    assert after(UNCONSENTED, commands.give_consent) == [examples.consent_given]


def test_the_same_consent_again_changes_nothing():
    assert after(CONSENTED, commands.give_consent) == []


def test_nobody_consents_where_nothing_was_noted():
    assert refusal(READY, commands.give_consent).code == "not_asked_consent_given"


def test_a_consent_is_to_a_condition_of_the_case():
    assert refusal(NOTED, consenting(OVER_60)).code == "condition_not_noted"


def test_another_committee_does_not_consent():
    other = replace(commands.give_consent, consented_by=examples.BLOC)

    assert refusal(NOTED, other).code == "consent_of_another"


def test_a_committee_above_the_grassroots_level_consents_where_no_text_says_which():
    told = with_conditions(SpecialCondition.PRIVATE_OWNER)
    consent = consenting(SpecialCondition.PRIVATE_OWNER, consented_by=examples.BLOC)

    assert after(told, consent)[0].consented_by == examples.BLOC


def test_the_consent_for_the_armed_forces_comes_from_outside_the_directory():
    told = with_conditions(SpecialCondition.ARMED_FORCES)
    consent = consenting(SpecialCondition.ARMED_FORCES, consented_by=None)

    assert after(told, consent)[0].consented_by is None
    assert refusal(told, replace(consent, consented_by=examples.PROVINCE)).code == (
        "consent_of_another"
    )


def test_a_consent_is_not_later_than_the_decision():
    told = [*UNCONSENTED, replace(examples.consent_given, consented_on=date(2024, 1, 16))]

    assert refusal(told, commands.decide_admission).code == "before_consent_given"


def test_every_consent_that_is_missing_is_named():
    told = [*with_conditions(OVER_60, SpecialCondition.ABROAD), *examples.history[7:12]]
    told += after(told, consenting(OVER_60, consented_on=date(2023, 12, 28)))

    refused = refusal(told, commands.decide_admission)

    assert [reason.values["condition"] for reason in refused.reasons] == ["abroad"]


def test_primary_education_in_a_difficult_area_needs_no_consent():
    told = [*with_conditions(SpecialCondition.PRIMARY_ONLY), *examples.history[7:12]]

    assert after(told, commands.decide_admission) == [examples.admission_decided]
    assert DEMANDS[SpecialCondition.PRIMARY_ONLY].consenter is None


@pytest.mark.parametrize(
    "condition", [one for one in DEMANDS if DEMANDS[one].consenter is not None]
)
def test_no_condition_that_asks_for_a_consent_is_decided_without(condition):
    told = [*with_conditions(condition), *examples.history[7:12]]

    refused = refusal(told, commands.decide_admission)

    assert (refused.code, refused.rule.id) == ("needs_consent_given", DEMANDS[condition].rule_id)


# Taking back.


def test_a_condition_noted_wrongly_is_taken_back():
    assert after(NOTED, commands.take_back_condition) == [examples.condition_taken_back]


def test_taken_back_twice_changes_nothing():
    told = [*NOTED, examples.condition_taken_back]

    assert after(told, commands.take_back_condition) == []


def test_what_was_not_noted_is_not_taken_back():
    assert refusal(NOTED, replace(commands.take_back_condition, condition=OVER_60)).code == (
        "condition_not_noted"
    )
    assert refusal(READY, commands.take_back_condition).code == "needs_condition_noted"


def test_with_the_condition_goes_what_it_demanded():
    told = [*NOTED, examples.condition_taken_back, *examples.history[7:12]]

    assert after(told, commands.decide_admission) == [examples.admission_decided]


def test_what_was_taken_back_can_be_noted_anew():
    told = [*NOTED, examples.condition_taken_back]

    assert after(told, commands.note_condition) == [examples.condition_noted]


def test_a_consent_goes_with_its_condition():
    told = [*CONSENTED, *after(CONSENTED, replace(commands.take_back_condition))]
    told += after(told, commands.note_condition)

    assert refusal(told, commands.decide_admission).code == "needs_consent_given"


# Who must act.


def test_while_a_consent_is_missing_the_case_waits_for_it_and_for_no_decision():
    case = reduce(domain.evolve, UNCONSENTED, domain.initial)

    assert domain.waits_for(case.taken) == (Stage.CONSENT_GIVEN,)
    assert domain.TAKEN_BY[Stage.CONSENT_GIVEN] is Role.ORGANISATION_BOARD


def test_with_all_consents_it_waits_for_the_decision():
    case = reduce(domain.evolve, CONSENTED, domain.initial)

    assert domain.waits_for(case.taken) == (Stage.DECIDED,)


def test_one_consent_of_two_is_not_enough():
    told = with_conditions(OVER_60, SpecialCondition.ABROAD)
    told += after(told, consenting(OVER_60))
    case = reduce(domain.evolve, told, domain.initial)

    assert Stage.CONSENT_GIVEN in domain.waits_for(case.taken)


def test_a_condition_moves_no_case():
    case = reduce(domain.evolve, [*LISTED, examples.condition_noted], domain.initial)

    assert case.stage is Stage.PROSPECT_LISTED


def test_only_a_condition_that_was_noted_can_be_taken_back():
    fresh = reduce(domain.evolve, READY, domain.initial)
    noted = reduce(domain.evolve, NOTED, domain.initial)

    offered = [
        {step.stage for step in domain.next_steps(case, date(2023, 11, 9))}
        for case in (fresh, noted)
    ]

    assert [Stage.CONDITION_TAKEN_BACK in steps for steps in offered] == [False, True]


@pytest.mark.parametrize("consenter", Consenter)
def test_each_kind_of_consenter_is_asked_of_some_condition(consenter):
    assert consenter in {demand.consenter for demand in DEMANDS.values()}


def test_every_rule_of_the_table_is_known():
    rules = {demand.rule_id for demand in DEMANDS.values()} | set(NEVER.values())

    assert rules <= all_rules().keys()
