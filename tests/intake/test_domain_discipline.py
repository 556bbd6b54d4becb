"""A probationary member is reprimanded or warned, and stays one: the trio and its clauses."""

from dataclasses import replace
from datetime import date
from functools import reduce

import pytest

from services.intake import domain
from services.statistics.domain import evolve as evolve_fact
from shared.events.discipline import DisciplineForm
from shared.events.stage import Stage
from shared.events.terms import CommitteeId
from tests import examples
from tests.intake.judging import GIVEN, after, clause, refusal

FACT = examples.probationer_disciplined
ADMITTED = examples.history
DISCIPLINED = [*ADMITTED, FACT]
NOW = replace(GIVEN, acting=examples.BRANCH)
discipline = domain.DisciplineProbationer(
    case_id=examples.CASE,
    decision_no=FACT.decision_no,
    disciplined_on=FACT.disciplined_on,
    form=FACT.form,
    reason=FACT.reason,
)


def test_n14_a_probationary_member_is_reprimanded_and_stays_on_probation():
    assert after(ADMITTED, discipline, NOW) == [FACT]
    assert after(DISCIPLINED, discipline, NOW) == []
    assert reduce(domain.evolve, DISCIPLINED, domain.initial).stage is Stage.ADMITTED


def test_after_a_reprimand_there_may_be_a_warning_and_not_before_it():
    later = replace(discipline, form=DisciplineForm.WARNING, disciplined_on=date(2024, 6, 3))
    earlier = replace(later, disciplined_on=date(2024, 5, 6))

    [warned] = after(DISCIPLINED, later, NOW)

    assert warned.form is DisciplineForm.WARNING
    assert refusal(DISCIPLINED, earlier, NOW).code == "already_taken"


def test_charter_35_nobody_is_disciplined_before_the_ceremony():
    refused = refusal(ADMITTED[:14], discipline, NOW)

    assert (refused.code, clause(refused)) == (
        "needs_admitted",
        ("Điều lệ Đảng (2011)", "35.2"),
    )


def test_charter_35_an_official_member_is_disciplined_elsewhere():
    late = replace(discipline, disciplined_on=date(2025, 4, 1))
    way = [*ADMITTED, *examples.probation]

    assert refusal(way, late, replace(NOW, today=date(2025, 6, 2))).code == "not_after_official"


@pytest.mark.parametrize("committee", examples.LINE, ids=["branch", "grassroots", "bloc", "top"])
def test_charter_36_the_branch_and_those_above_it_decide(committee: CommitteeId):
    [fact] = after(ADMITTED, discipline, replace(NOW, acting=committee))

    assert fact.decided_by == committee


def test_charter_36_no_other_branch_decides():
    refused = refusal(ADMITTED, discipline, replace(NOW, acting=examples.NEIGHBOUR))

    assert (refused.code, clause(refused)) == ("not_competent", ("Điều lệ Đảng (2011)", "36"))


def test_what_the_branch_decided_is_corrected_by_the_branch_and_what_the_bloc_did_is_not():
    correct = domain.CorrectStep(
        case_id=examples.CASE,
        stage=Stage.DISCIPLINED,
        corrected_on=date(2024, 6, 10),
        reason=examples.step_corrected.reason,
        day=date(2024, 5, 21),
    )
    by_the_bloc = [*ADMITTED, replace(FACT, decided_by=examples.BLOC)]

    assert len(after(DISCIPLINED, correct, NOW)) == 1
    assert refusal(by_the_bloc, correct, NOW).code == "correction_not_yours"


def test_statistics_count_the_member_as_before():
    before = reduce(evolve_fact, ADMITTED, None)

    assert reduce(evolve_fact, DISCIPLINED, None) == before
