"""Corrections in words: under the step that each corrects, what was wrong and what is right."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from services.intake.domain import evolve, initial
from services.intake.domain.corrected import changes_of, values_of
from services.intake.pages.said import Names
from services.intake.pages.way import entered, profile_words
from shared.events.case import CaseEvent
from shared.events.correcting import StepCorrected
from shared.events.stage import STAGE_AFTER
from shared.events.step import Step
from shared.events.terms import CommitteeVote, Profile, Vote
from shared.web.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction as it stands under its step."""

    version: int
    changes: Sequence[str]
    reason: str
    entered: str


def corrections_under(
    steps: Sequence[Step], texts: Texts, names: Names
) -> Mapping[int, Sequence[Correction]]:
    """The corrections of each step, by its version."""
    under: dict[int, list[Correction]] = {}
    for number, step in enumerate(steps):
        if isinstance(step.event, StepCorrected):
            corrected = version_of(step.event, steps[:number])
            under.setdefault(corrected, []).append(shown(step, steps[:number], texts, names))
    return under


def version_of(event: StepCorrected, before: Sequence[Step]) -> int:
    """The newest step to the stage, which is the one that was corrected."""
    return max(
        (step.version for step in before if STAGE_AFTER.get(kind_of(step)) is event.stage),
        default=0,
    )


def kind_of(step: Step) -> type[CaseEvent]:
    assert isinstance(step.event, CaseEvent)  # the stream of a case holds nothing else
    return type(step.event)


def shown(step: Step, before: Sequence[Step], texts: Texts, names: Names) -> Correction:
    assert isinstance(step.event, StepCorrected)
    return Correction(
        version=step.version,
        changes=list(changed(step.event, before, texts)),
        reason=texts.say(f"correction_reason.{step.event.reason}"),
        entered=entered(step, texts, names),
    )


def changed(event: StepCorrected, before: Sequence[Step], texts: Texts) -> Iterator[str]:
    """Each value before and after, as `day: 5/2/2024 → 6/2/2024`."""
    case = reduce(evolve, (step.event for step in before), initial)
    was = values_of(case.taken[event.stage]) if event.stage in case.taken else {}
    for name, value in changes_of(event).items():
        yield texts.say(
            "correction.change",
            what=texts.say(f"correction.{name}"),
            was=in_words(was.get(name), texts),
            now=in_words(value, texts),
        )


def in_words(value: object, texts: Texts) -> str:
    match value:
        case Vote(in_favour=in_favour, base=base):
            return texts.say("correction.votes", in_favour=in_favour, base=base)
        case CommitteeVote(in_favour=in_favour, members=base):
            return texts.say("correction.votes", in_favour=in_favour, base=base)
        case Profile() as profile:
            return profile_words(profile, texts)
        case None | str():
            return value or "–"
        case _:
            assert isinstance(value, date)
            return texts.day(value)
