"""No step comes before its time: preconditions, each with its clause, and days."""

from dataclasses import replace
from datetime import date
from functools import reduce

import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st

from services.intake import domain
from services.intake.domain.order import PRECONDITIONS
from services.intake.domain.reaching import UNDOES
from shared.events.case import CaseEvent
from shared.events.stage import STAGE_AFTER, Stage
from shared.law.refusal import Refused
from tests import examples
from tests.intake import commands
from tests.intake.judging import BEFORE_BRANCH, FACTS, GIVEN, WAY, after, clause, meeting, refusal


@pytest.mark.parametrize(
    ("cited", "place", "command"),
    [
        (("01-HD/TW (2021)", "3.1"), 0, commands.certify_class),
        (("01-HD/TW (2021)", "3.1"), 0, commands.file_application),
        (("01-HD/TW (2021)", "3.2"), 2, commands.declare_cv),
        (("01-HD/TW (2021)", "3.4"), 3, commands.seal_cv),
        (("01-HD/TW (2021)", "3.4"), 4, commands.receive_conclusion),
        (("01-HD/TW (2021)", "3.3b"), 5, commands.certify_cv),
        (("Điều lệ Đảng (2011)", "4.1"), 2, commands.introduce),
        (("01-HD/TW (2021)", "3.5"), 2, commands.summarise_opinions),
        (("Điều lệ Đảng (2011)", "4.1"), 7, commands.resolve_in_branch),
        (("01-HD/TW (2021)", "3.5"), 8, commands.resolve_in_branch),
        (("01-HD/TW (2021)", "3.6"), 6, commands.resolve_in_branch),
        (("01-HD/TW (2021)", "3.7"), 9, commands.resolve_in_grassroots),
        (("01-HD/TW (2021)", "3.8"), 10, commands.appraise),
        (("01-HD/TW (2021)", "3.8"), 10, commands.decide_admission),
        (("01-HD/TW (2021)", "3.8"), 11, commands.decide_admission),
        (("24-QĐ/TW", "4.1"), 12, commands.receive_decision),
        (("24-QĐ/TW", "4.1"), 13, commands.hold_ceremony),
        (("24-QĐ/TW", "3.6"), 12, commands.cancel_decision),
    ],
    ids=lambda it: type(it).__name__ if isinstance(it, domain.CaseCommand) else str(it),
)
def test_a_step_without_the_one_before_is_refused_by(cited, place, command):
    assert clause(refusal(FACTS[:place], command)) == cited


def test_hd_06_3_4d_certification_waits_for_verification():
    history = [replace(fact) for fact in examples.history[:5]]
    certify = replace(commands.certify_cv, certified_on=date(2025, 6, 9))

    refused = refusal(history, certify, replace(GIVEN, today=date(2025, 6, 9)))

    assert clause(refused) == ("06-HD/TW", "3.4d")


def test_hd_01_5_4_without_a_certificate_the_branch_does_not_consider():
    history = [fact for fact in BEFORE_BRANCH if fact is not examples.class_certified]

    refused = refusal(history, commands.resolve_in_branch)

    assert (refused.code, clause(refused)) == (
        "needs_class_certified",
        ("01-HD/TW (2021)", "5.4"),
    )


def test_all_that_is_missing_is_named_at_once_and_in_order():
    refused = refusal(examples.history[:1], commands.resolve_in_branch)

    assert [reason.code for reason in refused.reasons] == [
        "needs_class_certified",
        "needs_application_filed",
        "needs_cv_declared",
        "needs_cv_sealed",
        "needs_background_concluded",
        "needs_cv_certified",
        "needs_introduced",
        "needs_opinions_summarised",
    ]


def test_the_class_may_come_after_the_application():
    history = [examples.prospect_listed, examples.application_filed, examples.cv_declared]

    assert after(history, commands.certify_class) == [examples.class_certified]


def test_nothing_comes_after_a_cancellation():
    history = [*examples.history[:13], examples.decision_cancelled]

    assert refusal(history, commands.receive_decision).code == "case_closed"


@pytest.mark.parametrize(
    ("code", "place", "command"),
    [
        (
            "before_prospect_listed",
            2,
            replace(commands.file_application, filed_on=date(2023, 1, 31)),
        ),
        (
            "before_application_filed",
            3,
            replace(commands.declare_cv, declared_on=date(2023, 8, 31)),
        ),
        ("before_cv_declared", 4, replace(commands.seal_cv, sealed_on=date(2023, 9, 19))),
        (
            "before_cv_sealed",
            5,
            replace(commands.receive_conclusion, concluded_on=date(2023, 10, 1)),
        ),
        (
            "before_background_concluded",
            6,
            replace(commands.certify_cv, certified_on=date(2023, 10, 31)),
        ),
        ("before_cv_certified", 9, meeting(date(2023, 11, 5))),
        (
            "before_branch_resolved",
            10,
            replace(commands.resolve_in_grassroots, resolved_on=date(2023, 12, 3)),
        ),
        (
            "before_grassroots_resolved",
            11,
            replace(commands.appraise, appraised_on=date(2023, 12, 19)),
        ),
        (
            "before_appraised",
            12,
            replace(commands.decide_admission, decided_on=date(2024, 1, 7)),
        ),
        ("before_decided", 13, replace(commands.receive_decision, received_on=date(2024, 1, 14))),
        (
            "before_decision_received",
            14,
            replace(commands.hold_ceremony, held_on=date(2024, 1, 21)),
        ),
        ("before_admitted", 15, replace(commands.cancel_decision, cancelled_on=date(2024, 2, 4))),
    ],
)
def test_days_do_not_run_backwards(code, place, command):
    assert refusal(FACTS[:place], command).code == code


@pytest.mark.parametrize(
    ("place", "command"), list(enumerate(WAY)), ids=lambda it: type(it).__name__
)
def test_no_step_is_taken_on_a_day_to_come(place, command):
    yesterday = replace(GIVEN, today=date(2022, 1, 1))

    assert refusal(FACTS[:place], command, yesterday).code == "in_future"


def test_a_certificate_may_be_older_than_the_place_on_the_list():
    older = replace(commands.certify_class, certified_on=date(2022, 5, 1))

    assert len(after(examples.history[:1], older)) == 1


def taken(history: list[CaseEvent], command: domain.CaseCommand) -> list[CaseEvent]:
    """The history after one more command, refused or not."""
    try:
        return [*history, *after(history, command)]
    except Refused:
        return history


@holds_for(st.lists(st.sampled_from(WAY), max_size=40))
def test_no_order_of_commands_takes_a_step_without_its_preconditions(asked):
    history = reduce(taken, asked, [])

    stages = [STAGE_AFTER[type(fact)] for fact in history]
    for place, stage in enumerate(stages):
        needed = {before.stage for before in PRECONDITIONS[stage] if before.required}
        assert needed <= set(stages[:place])


@holds_for(st.lists(st.sampled_from(FACTS), max_size=30))
def test_every_history_can_be_told(history):
    case = reduce(domain.evolve, history, domain.initial)

    asked = {Stage.SECTION_ASKED, Stage.APPRAISAL_ASKED, Stage.CONSENT_ASKED}
    told = {STAGE_AFTER[type(fact)] for fact in history}
    assert case.taken.keys() - asked <= told
    assert told - case.taken.keys() <= UNDOES[Stage.CV_DECLARED]  # which takes these back
    assert domain.next_steps(case, date(2024, 6, 12)) is not None
