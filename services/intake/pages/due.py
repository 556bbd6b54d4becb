"""The clocks of a case in words: what is due by which day, and how late it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.intake.domain import Due, Term
from shared.law.rule import Rule
from shared.law.working_days import working_days_between
from shared.web.texts import Texts

HOLDS = frozenset({Term.SEALED_CV, Term.OPINIONS})
"""What is said of these is how they count again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A clock as the page shows it."""

    title: str
    left: str
    sign: str  # the kind of tag: due, late or done
    notes: list[str]
    rule: Rule


def shown_clocks(dues: Iterable[Due], texts: Texts) -> list[Clock]:
    """The clocks of a case, the one that is over first on top."""
    return [
        Clock(
            title=texts.say(f"clock.{due.term}", day=due.due_on),
            left=left_words(due, texts),
            sign=sign_of(due),
            notes=notes_of(due, texts),
            rule=due.rule,
        )
        for due in sorted(dues, key=lambda due: due.due_on)
    ]


def sign_of(due: Due) -> str:
    if due.term is Term.PROBATION and due.left < 0:
        return "done"
    return "late" if due.late else "due"


def left_words(due: Due, texts: Texts) -> str:
    """As `12 working days left`, `due today` or `3 working days late`."""
    unit = "working" if due.in_working_days else "days"
    if not due.running:
        return texts.say(f"clock.was_late.{unit}", n=overrun(due))
    if due.late:
        return texts.say(f"clock.late.{unit}", n=overrun(due))
    if due.left < 0:
        return texts.say("clock.over")
    return texts.say(f"clock.left.{unit}", n=due.left) if due.left else texts.say("clock.today")


def overrun(due: Due) -> int:
    """How late; on a free day right after the term it is one day already."""
    return max(-due.left, 1)


def notes_of(due: Due, texts: Texts) -> list[str]:
    """What one should know besides: the special case, a breach, a calendar that may change."""
    notes = [texts.say("clock.extended")] if due.extended else []
    if due.running and due.term in HOLDS:
        notes.append(texts.say("clock.renewed"))
    if due.breach:
        notes.append(texts.say("clock.breach"))
    elif due.late and due.longest > due.due_on:
        notes.append(texts.say("clock.longest", day=due.longest))
    if due.running and not due.foreseen:
        notes.append(texts.say("clock.unforeseen"))
    return notes


def due_words(due_on: date, today: date, texts: Texts) -> str:
    """The due day in a list, and how many working days that is."""
    left = working_days_between(today, due_on)
    if due_on < today:
        return texts.say("due.late", day=due_on, n=max(-left, 1))
    return texts.say("due.left", day=due_on, n=left)
