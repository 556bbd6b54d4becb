"""How a case is folded, and how shares come out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.statistics.domain import (
    Basis,
    CaseFact,
    Figures,
    Group,
    Rounding,
    Share,
    Span,
    evolve,
    series,
)
from shared.events.case import CaseEvent, ClassCertified
from shared.events.correcting import StepCorrected
from shared.events.stage import MARKS, STAGE_AFTER, Stage
from tests import examples
from tests.statistics.histories import BRANCHES, MAN, WOMAN, Way, case_id, ways

HALF_UP_0, HALF_UP_1, TRUNCATED_1 = Rounding.HALF_UP_0, Rounding.HALF_UP_1, Rounding.TRUNCATED_1

TABLE_4_4 = [
    (Group.WOMEN, 355, "56", "56.0", "55.9"),
    (Group.ETHNIC_MINORITY, 177, "28", "27.9", "27.9"),
    (Group.YOUTH_UNION, 356, "56", "56.2", "56.1"),
    (Group.TRADE_UNION_PAST_YOUTH_AGE, 278, "44", "43.8", "43.8"),
    (Group.COLLEGE_STUDENTS, 6, "1", "0.9", "0.9"),
]


def known(way: Way) -> CaseFact:
    """What is known after the last step of `way`."""
    fact: CaseFact | None = reduce(evolve, way.events(), None)
    assert fact is not None
    return fact


@pytest.mark.parametrize(("group", "count", "whole", "one_place", "cut"), TABLE_4_4)
def test_the_table_of_the_seed_comes_out_in_all_three_roundings(
    group: Group, count: int, whole: str, one_place: str, cut: str
) -> None:
    share = Figures(admitted=634, groups={group: count}, months=[], stages={}, children=[]).share(
        group
    )

    shown = [str(share.percent(rounding)) for rounding in (HALF_UP_0, HALF_UP_1, TRUNCATED_1)]

    assert shown == [whole, one_place, cut]
    assert share.exact == Fraction(count, 634)


def test_no_single_rounding_gives_all_the_printed_shares_of_the_seed() -> None:
    printed = ["56", "28", "56.1", "43.8", "0.9"]

    columns_of_the_table = list(zip(*(row[2:] for row in TABLE_4_4), strict=True))

    assert list(map(tuple, columns_of_the_table)).count(tuple(printed)) == 0


def test_the_two_groups_of_the_unions_partition_the_total_of_the_seed() -> None:
    assert 356 + 278 == 634


def test_69_15_percent_is_rounded_by_decimal_arithmetic() -> None:
    assert Share(count=1383, of=2000).percent(HALF_UP_1) == Decimal("69.2")


def test_the_wrong_denominator_in_print_is_not_agreed_with() -> None:
    """Bình Thuận 2017 printed 1.75 % for 35 students of 1,383 admitted."""
    assert Share(count=35, of=1383).percent(HALF_UP_1) == Decimal("2.5")


@pytest.mark.parametrize("rounding", Rounding)
def test_a_share_of_nothing_is_not_defined(rounding: Rounding) -> None:
    assert Share(count=0, of=0).percent(rounding) is None
    assert Share(count=0, of=0).exact is None


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.sampled_from(Rounding))
def test_a_share_is_never_further_off_than_its_rounding_allows(
    count: int, of: int, rounding: Rounding
) -> None:
    shown = Share(count=count, of=of).percent(rounding)

    assert shown is not None
    off = Fraction(100 * count, of) - Fraction(shown)
    step = Fraction(1, 10**rounding.places)
    assert 0 <= off < step if rounding is TRUNCATED_1 else -step / 2 <= off < step / 2


def test_a_case_counts_on_the_day_of_each_basis_with_the_facts_of_that_day() -> None:
    """Domain 11 no. 8: decided on 28/12, ceremony on 20/1; the two bases give different years."""
    fact = known(
        Way(
            number=1,
            decided_on=date(2023, 12, 28),
            held_on=date(2024, 1, 20),
            at_decision=MAN,
            at_ceremony=WOMAN,
        )
    )

    decided, held = fact.counts(Basis.DECISION_DATE), fact.counts(Basis.CEREMONY_DATE)

    assert decided is not None
    assert held is not None
    assert (decided.on, decided.profile) == (date(2023, 12, 28), MAN)
    assert (held.on, held.profile) == (date(2024, 1, 20), WOMAN)


def test_before_the_ceremony_a_case_counts_only_by_its_decision() -> None:
    fact = known(Way(number=1, steps=13))

    assert fact.counts(Basis.CEREMONY_DATE) is None
    assert fact.counts(Basis.DECISION_DATE) is not None


@pytest.mark.parametrize("basis", Basis)
def test_a_cancelled_decision_counts_nowhere(basis: Basis) -> None:
    assert known(Way(number=1, cancelled=True)).counts(basis) is None


@pytest.mark.parametrize("left", [examples.application_withdrawn, examples.case_closed])
def test_who_left_between_decision_and_ceremony_counts_nowhere(left: CaseEvent) -> None:
    fact = known(Way(number=1, steps=13, aside=(left,)))

    assert [fact.counts(basis) for basis in Basis] == [None, None]


@pytest.mark.parametrize("left", [examples.case_closed, examples.probationer_struck_off])
def test_n9_and_n13_undo_no_admission(left: CaseEvent) -> None:
    fact = known(Way(number=1, aside=(left,)))

    assert all(fact.counts(basis) for basis in Basis)


@pytest.mark.parametrize(
    ("steps", "stage"),
    [
        (1, Stage.ADMITTED),
        (2, Stage.ADMITTED),
        (5, Stage.ADMITTED),
        (6, Stage.RECOGNITION_PROPOSED),
        (8, Stage.OFFICIAL),
    ],
)
def test_what_is_only_noted_during_probation_moves_no_case(steps: int, stage: Stage) -> None:
    fact = known(Way(number=1, aside=tuple(examples.probation[:steps])))

    assert fact.stage is stage


def test_a_corrected_day_counts_instead_of_the_wrong_one() -> None:
    corrected = replace(examples.step_corrected, case_id=case_id(1), day=date(2024, 1, 3))
    fact = known(Way(number=1, held_on=date(2023, 12, 28), aside=(corrected,)))

    held, decided = fact.counts(Basis.CEREMONY_DATE), fact.counts(Basis.DECISION_DATE)

    assert held is not None
    assert decided is not None
    assert (held.on, decided.on) == (date(2024, 1, 3), Way(number=1).decided_on)


def test_a_corrected_profile_counts_under_the_basis_of_its_step_alone() -> None:
    corrected = replace(
        examples.step_corrected, stage=Stage.DECIDED, day=None, profile=WOMAN, case_id=case_id(1)
    )
    fact = known(Way(number=1, aside=(corrected,)))

    held, decided = fact.counts(Basis.CEREMONY_DATE), fact.counts(Basis.DECISION_DATE)

    assert held is not None
    assert decided is not None
    assert (held.profile, decided.profile) == (MAN, WOMAN)


def test_a_correction_brings_no_cancelled_decision_back() -> None:
    fact = known(Way(number=1, cancelled=True, aside=(examples.step_corrected,)))

    assert [fact.counts(basis) for basis in Basis] == [None, None]


def test_a_dossier_that_was_handed_in_again_stands_there() -> None:
    fact = known(
        Way(number=1, steps=10, aside=(examples.dossier_returned, examples.dossier_resubmitted))
    )

    assert fact.stage is Stage.RESUBMITTED


def test_a_step_of_a_case_that_was_never_listed_leaves_nothing_known() -> None:
    assert reduce(evolve, Way(number=1).events()[1:], None) is None


def test_a_renewed_certificate_sets_no_case_back() -> None:
    events = Way(number=1, steps=5).events()
    [certified] = [event for event in events if isinstance(event, ClassCertified)]

    fact: CaseFact | None = reduce(evolve, [*events, certified], None)

    assert fact is not None
    assert fact.stage == Stage.CV_SEALED


@given(ways(1))
def test_the_stage_is_that_of_the_latest_step_that_moves_a_case(way: Way) -> None:
    steps = [type(event) for event in way.events() if not isinstance(event, StepCorrected)]
    moved = [stage for step in steps if (stage := STAGE_AFTER[step]) not in MARKS]

    assert known(way).stage == moved[-1]


def test_a_new_case_stands_at_the_list_of_its_branch() -> None:
    fact = known(Way(number=1, steps=1))

    assert (fact.stage, fact.branch_id) == (Stage.PROSPECT_LISTED, BRANCHES[0])


def test_empty_months_stay_in_the_series() -> None:
    found = series(
        [Span(from_on=date(2024, 2, 1), admitted=3)],
        from_on=date(2023, 12, 15),
        to_on=date(2024, 3, 1),
    )

    assert [(span.from_on, span.admitted) for span in found.spans] == [
        (date(2023, 12, 1), 0),
        (date(2024, 1, 1), 0),
        (date(2024, 2, 1), 3),
        (date(2024, 3, 1), 0),
    ]


def test_a_long_period_is_drawn_by_years() -> None:
    months = [Span(from_on=date(2014, month, 1), admitted=1) for month in range(1, 13)]

    found = series(months, from_on=date(2013, 5, 1), to_on=date(2021, 6, 1))

    assert found.yearly
    assert [span.from_on.year for span in found.spans] == list(range(2013, 2022))
    assert sum(span.admitted for span in found.spans) == 12
