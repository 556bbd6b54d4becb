"""One sitting, several persons: the same step for each of them, each judged by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from starlette.requests import Request
from starlette.responses import Response

from services.intake.desk import LEDGER, Desk
from services.intake.pages.ahead import ACTION_OF
from services.intake.pages.due import due_words
from services.intake.pages.forms import FORMS, STAGES, StepForm
from services.intake.pages.sent import Sent, Taken
from services.intake.records import CaseRow, Wish
from shared.events.stage import Stage
from shared.events.terms import CaseId
from shared.law.refusal import Refused
from shared.log.decider import KeyReused, MovedOn, Order
from shared.log.inbox import Inbox
from shared.people.access import Office, may
from shared.web import clock
from shared.web.entry import Typed
from shared.web.failures import problem_of
from shared.web.pages import Pages, texts_for
from shared.web.problem import Forbidden, NotFound, Problem
from shared.web.texts import Texts

TOGETHER: Mapping[str, Stage] = {
    slug: STAGES[slug] for slug in ("received", "ceremony", "decision", "recognition")
}
"""What is done for several persons on one day, without a vote on each that wants a page."""

MOST = 100  # persons of one sitting
WITHIN = 1.0  # seconds that the page waits for the lists to know what it recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person of the sitting, as the form holds it: its own key, its own fields."""

    case_id: CaseId
    shown: int
    key: UUID = field(default_factory=uuid4)
    chosen: bool = False
    typed: Mapping[str, str] = field(default_factory=dict)
    mistakes: Mapping[str, str] = field(default_factory=dict)
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What became of a sitting: those taken, and the rows that stand with what is against them."""

    taken: Sequence[Taken] = ()
    rows: Mapping[CaseId, Row] = field(default_factory=dict)
    day: str = ""
    mistakes: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        against = self.mistakes or any(row.mistakes or row.problem for row in self.rows.values())
        return 422 if against else 200


def open_sitting(slug: str, office: Office) -> Stage:
    """The step of the address; raises NotFound, Forbidden."""
    if slug not in TOGETHER:
        raise NotFound(slug)
    stage = TOGETHER[slug]
    if not may(office, ACTION_OF[stage], [office.committee_id]):
        raise Forbidden(ACTION_OF[stage], office)
    return stage


def sittings_of(office: Office) -> list[str]:
    """Those that are for `office` to record."""
    own = [office.committee_id]
    return [slug for slug, stage in TOGETHER.items() if may(office, ACTION_OF[stage], own)]


async def take(
    desk: Desk, inbox: Inbox, sent: Sent, *, stage: Stage, office: Office, texts: Texts
) -> Judged:
    """Each chosen person by himself: who is refused keeps nobody else from being taken."""
    fields = sent.typed.fields
    rows = rows_of(fields)
    chosen = [row for row in rows if row.chosen]
    if not chosen:
        mistakes = {"sitting": texts.say("together.nobody")}
        return Judged(
            rows={r.case_id: r for r in rows}, day=fields.get("day", ""), mistakes=mistakes
        )
    answered = [
        await take_one(
            desk, row, stage=stage, day=fields.get("day", ""), office=office, texts=texts
        )
        for row in chosen
    ]
    taken = [each for each in answered if isinstance(each, Taken)]
    if taken:
        await inbox.wait_for(LEDGER.name, taken[-1].case_id, taken[-1].version, within=WITHIN)
    standing = [each for each in answered if isinstance(each, Row)]
    left = {row.case_id: row for row in (*rows, *standing)}
    return Judged(taken=taken, rows=left, day=fields.get("day", "") if standing else "")


async def take_one(
    desk: Desk, row: Row, *, stage: Stage, day: str, office: Office, texts: Texts
) -> Taken | Row:
    """The step of one person, or the row again with what stands against it."""
    typed, form = Typed({**row.typed, "day": day}, today=clock.today()), FORMS[stage]
    assert isinstance(form, StepForm), f"{form.slug} wants a page of its own"
    command = form.read(typed, row.case_id)
    if command is None:
        return again(row, mistakes=typed.said(texts))
    order = Order(command_id=row.key, office=office, at=clock.now(), shown=row.shown)
    try:
        return Taken.by(await desk.take(command, order=order))
    except (Refused, KeyReused, MovedOn) as error:
        return again(row, problem=problem_of(error))


def again(
    row: Row, *, mistakes: Mapping[str, str] | None = None, problem: Problem | None = None
) -> Row:
    """The row as it was sent; the key stays, for nothing was recorded under it."""
    return Row(
        case_id=row.case_id,
        shown=row.shown,
        key=row.key,
        chosen=True,
        typed=row.typed,
        mistakes=mistakes or {},
        problem=problem,
    )


def rows_of(fields: Mapping[str, str]) -> list[Row]:
    """The rows that a form sent; what cannot be read is no row."""
    return [row for number in range(MOST) if (row := row_of(fields, number))]


def row_of(fields: Mapping[str, str], number: int) -> Row | None:
    mark = f"_{number}"
    own = {name.removesuffix(mark): text for name, text in fields.items() if name.endswith(mark)}
    try:
        return Row(
            case_id=CaseId(UUID(own["case"])),
            shown=int(own["shown"][:9]),
            key=UUID(own["key"]),
            chosen="take" in own,
            typed={name: own[name] for name in ("document_no", "consent_no") if name in own},
        )
    except (KeyError, ValueError):
        return None


async def shown(
    desk: Desk,
    pages: Pages,
    request: Request,
    *,
    slug: str,
    office: Office,
    judged: Judged | None = None,
) -> Response:
    """Everybody for whom the step is possible now, by due day; one opening names them all."""
    texts, today, stage = texts_for(request), clock.today(), TOGETHER[slug]
    labels = FORMS[stage].labels
    judged = judged or Judged()
    listed = await desk.waiting(office=office, today=today, limit=MOST, wish=Wish(step=stage))
    persons = [row.person_id for row in listed]
    names = await desk.names(persons, office=office, reason="one sitting")
    values: dict[str, object] = {
        "slug": slug,
        "stage": stage,
        "judged": judged,
        "label": texts.say(labels["day"]),
        "columns": {name: texts.say(key) for name, key in labels.items() if name != "day"},
        "rows": [
            (
                judged.rows.get(each.case_id) or Row(case_id=each.case_id, shown=each.version),
                names.get(each.person_id, texts.say("intake.no_name")),
                due_of(each, today, texts),
                each.disciplined,
            )
            for each in listed
        ],
    }
    return pages.render(request, "together.html", status=judged.status, **values)


def due_of(row: CaseRow, today: date, texts: Texts) -> tuple[str, str] | None:
    """The due day in words, with the kind of its sign."""
    if row.due_on is None:
        return None
    return ("late" if row.due_on < today else "due"), due_words(row.due_on, today, texts)
