"""What whoever decides on the recognition is told of discipline during probation."""

from services.intake.desk import File
from shared.events.discipline import ProbationerDisciplined
from shared.events.stage import Stage
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
