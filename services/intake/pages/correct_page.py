"""The page on which a step is corrected: what stands, what should, and which figures that moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from starlette.requests import Request
from starlette.responses import Response

from services.intake.desk import Desk, File
from services.intake.desk.foresight import Change, Foreseen, Foresight
from services.intake.domain import CorrectStep, correctable, may_correct
from services.intake.pages.forms import branch_vote, committee_vote, profile
from services.intake.pages.prospects import CODES
from services.intake.pages.sent import Question, Sent, Taken
from shared.events.correcting import CorrectionReason
from shared.events.stage import Stage
from shared.events.terms import (
    CaseId,
    CommitteeVote,
    Profile,
    Vote,
)
from shared.law.refusal import Refused
from shared.log.decider import KeyReused, MovedOn
from shared.people.access import Action, Office, may
from shared.web import clock
from shared.web.entry import Typed
from shared.web.failures import problem_of
from shared.web.pages import Pages, texts_for
from shared.web.problem import Forbidden, NotFound
from shared.web.texts import Texts

VOTES: Mapping[str, Sequence[str]] = {
    "vote": ("official_members", "temporarily_elsewhere", "exempt_and_absent", "in_favour"),
    "committee_vote": ("members", "in_favour"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A step that the office may correct, and what stands in it."""

    stage: Stage
    file: File
    stands: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The form again: with what stands against it, or with what it would change."""

    question: Question
    foreseen: Foreseen | None = None


async def open_correction(desk: Desk, case_id: CaseId, stage: str, *, office: Office) -> Open:
    """Raises NotFound where there is nothing to correct, Forbidden."""
    file = await desk.file(case_id, office=office, today=clock.today())
    stands = correctable(file.case, Stage(stage)) if stage in list(Stage) else {}
    if not stands:
        raise NotFound(stage)
    allowed = may(office, Action.CORRECT_STEP, file.line)
    if not allowed or not may_correct(Stage(stage), file.case, file.given):
        raise Forbidden(Action.CORRECT_STEP, office)
    return Open(stage=Stage(stage), file=file, stands=stands)


async def take(
    desk: Desk, foresight: Foresight, step: Open, sent: Sent, *, office: Office, texts: Texts
) -> Taken | Asked:
    """Record it once its consequences were seen; else show them, or what stands against it."""
    typed = sent.typed
    command, words = command_of(step, typed), typed.sentence("words", required=True)
    if command is None or typed.mistakes:
        mistakes = typed.said(texts)
        return Asked(question=Question(typed=typed.fields, mistakes=mistakes, key=sent.key))
    order = sent.order(office, clock.now())
    try:
        foreseen = await foresight.foresee(command, order=order)
        if not seen(foreseen, typed):
            return Asked(question=Question(typed=typed.fields, key=sent.key), foreseen=foreseen)
        return Taken.by(await desk.take(command, order=order, words=words))
    except (Refused, KeyReused, MovedOn) as error:
        return Asked(question=Question(typed=typed.fields, problem=problem_of(error)))


def seen(foreseen: Foreseen, typed: Typed) -> bool:
    """Whether the form was sent from under these very consequences, unknown ones agreed to."""
    if foreseen.changes is None and typed.fields.get("unknown") != "yes":
        return False
    return typed.fields.get("checked") == foreseen.mark


def command_of(step: Open, typed: Typed) -> CorrectStep | None:
    """What differs from what stands; None where something cannot be read."""
    said = {
        "day": typed.day("day"),
        "document_no": typed.document("document_no") if "document_no" in step.stands else None,
        "vote": branch_vote(typed) if "vote" in step.stands else None,
        "committee_vote": committee_vote(typed) if "committee_vote" in step.stands else None,
        "profile": profile(typed) if "profile" in step.stands else None,
    }
    reason = typed.choice("reason", CorrectionReason)
    if reason is None or any(said[name] is None for name in step.stands):
        return None
    wrong = {name: value for name, value in said.items() if value != step.stands.get(name)}
    return CorrectStep(
        case_id=step.file.case_id,
        stage=step.stage,
        corrected_on=typed.today,
        reason=reason,
        **wrong,  # type: ignore[arg-type]  # each of them was read as what it is
    )


def beforehand(stands: Mapping[str, object]) -> dict[str, str]:
    """What stands, as it would be typed."""
    typed: dict[str, str] = {}
    for name, value in stands.items():
        match value:
            case date():
                typed[name] = f"{value.day}/{value.month}/{value.year}"
            case Vote() | CommitteeVote():
                typed |= {field: str(getattr(value, field)) for field in VOTES[name]}
            case Profile():
                typed |= {field: str(getattr(value, field)) for field in CODES}
            case _:
                typed[name] = str(value)
    return typed


async def shown(
    desk: Desk,
    pages: Pages,
    request: Request,
    *,
    step: Open,
    office: Office,
    asked: Asked | None = None,
) -> Response:
    texts, person = texts_for(request), step.file.person_id
    asked = asked or Asked(question=Question(typed=beforehand(step.stands)))
    names = await desk.names([person], office=office, reason="form of a correction")
    values: dict[str, object] = {
        "case_id": step.file.case_id,
        "stage": step.stage,
        "name": names.get(person, texts.say("intake.no_name")),
        "shown": step.file.version,
        "question": asked.question,
        "labels": labels_of(step.stands, texts),
        "reasons": choices("correction_reason", CorrectionReason, texts),
        "coded": {name: choices(name, kind, texts) for name, kind in CODES.items()},
        "foreseen": asked.foreseen,
        "changes": [
            row_of(change, texts)
            for change in (asked.foreseen.changes if asked.foreseen else None) or ()
        ],
    }
    return pages.render(request, "correct.html", status=asked.question.status, **values)


def labels_of(stands: Mapping[str, object], texts: Texts) -> dict[str, str]:
    """The fields of the form in their order, by what they are called."""
    labels: dict[str, str] = {}
    for name in stands:
        if name == "profile":
            labels |= {field: texts.say(f"intake.{field}") for field in CODES}
        elif name in VOTES:
            labels |= {field: texts.say(f"vote.{field}") for field in VOTES[name]}
        else:
            labels[name] = texts.say(f"correction.{name}")
    return labels | {
        "reason": texts.say("correction.reason"),
        "words": texts.say("field.words"),
    }


def choices(name: str, codes: type[StrEnum], texts: Texts) -> list[tuple[str, str]]:
    return [(code.value, texts.say(f"{name}.{code}")) for code in codes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure that would change, in words; outside one's own area only by how much."""

    committee: str
    period: str
    what: str
    was: str
    becomes: str


def row_of(change: Change, texts: Texts) -> Row:
    what = "foreseen.admitted" if change.what == "admitted" else f"group.{change.what}"
    own = change.before is not None
    return Row(
        committee=change.name or str(change.committee_id),
        period=period_of(change, texts),
        what=texts.say(what),
        was=texts.number(change.before) if change.before is not None else "–",
        becomes=texts.number((change.before or 0) + change.by) if own else f"{change.by:+d}",
    )


def period_of(change: Change, texts: Texts) -> str:
    """A month or a year, and the basis by which it counts."""
    key = "foreseen.year" if (change.to_on - change.from_on).days > 31 else "foreseen.month"
    span = texts.say(key, year=str(change.from_on.year), month=str(change.from_on.month))
    return f"{span} · {texts.say(f'basis.{change.basis}')}"
