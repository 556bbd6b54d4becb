"""Discipline during probation, and appeals against striking off, in words."""

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from services.intake.desk import File
from services.intake.pages.said import Fact, Names
from shared.events.appeal import (
    AppealEvent,
    StrikingOffAnnulled,
    StrikingOffAppealed,
    StrikingOffUpheld,
)
from shared.events.discipline import DisciplineEvent, ProbationerDisciplined
from shared.events.stage import Stage
from shared.law.rules import in_force
from shared.law.working_days import working_days_between
from shared.web.texts import Texts

TOLD = frozenset({Stage.RECOGNITION_PROPOSED, Stage.RECOGNITION_RESOLVED, Stage.OFFICIAL})
"""The steps whose forms say so (N14)."""


def disciplined(file: File, stage: Stage, texts: Texts) -> list[str]:
    """Each reprimand and warning in words, before a step towards recognition."""
    if stage not in TOLD:
        return []
    facts = (step.event for step in file.steps)
    return [told(fact, texts) for fact in facts if isinstance(fact, ProbationerDisciplined)]


def told(fact: ProbationerDisciplined, texts: Texts) -> str:
    form = texts.say(f"discipline_form.{fact.form}")
    day = texts.day(fact.disciplined_on)
    return texts.say("discipline.told", form=form, day=day, number=fact.decision_no)


def discipline_facts(
    fact: DisciplineEvent | AppealEvent, texts: Texts, names: Names
) -> Iterator[Fact]:
    """Everything that the step recorded beside its day."""
    match fact:
        case ProbationerDisciplined(decision_no=number, form=form, reason=broken):
            yield texts.say("field.decision_no"), number
            yield texts.say("field.decided_by"), names.committee(fact.decided_by)
            yield texts.say("field.discipline_form"), texts.say(f"discipline_form.{form}")
            yield texts.say("field.why"), texts.say(f"discipline_reason.{broken}")
        case StrikingOffAppealed(appealed_on=day, decision_received_on=received_on):
            yield texts.say("field.decision_received_on"), texts.day(received_on)
            yield texts.say("field.appealed_after"), appealed_words(received_on, day, texts)
        case (
            StrikingOffUpheld(decision_no=number, decided_by=committee)
            | StrikingOffAnnulled(decision_no=number, decided_by=committee)
        ):
            yield texts.say("field.decision_no"), number
            yield texts.say("field.decided_by"), names.committee(committee)
        case _:
            assert_never(fact)


def appealed_words(received_on: date, day: date, texts: Texts) -> str:
    """After how many of the working days that there are to appeal."""
    limit = int(in_force("striking_off_appeal_days", day).value)
    return texts.say("appeal.in_time", n=working_days_between(received_on, day), limit=limit)
