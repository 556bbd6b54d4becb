"""The lists: the cases that wait for an office, and those of its area."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from services.intake.desk import Desk
from services.intake.domain import TAKEN_BY
from services.intake.pages.due import due_words
from services.intake.records import TOP, CaseRow, Place, Wish, steps_of
from shared.events.stage import ASIDE, ON_THE_WAY, Stage
from shared.events.terms import CaseId, CommitteeId
from shared.people.access import Office
from shared.web.texts import Texts

ON_ONE_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A case as one line of a list."""

    case_id: CaseId
    name: str
    branch: str
    branch_id: CommitteeId
    stage: Stage
    next: Stage | None
    turn: str | None  # who must act, in words
    since: date
    days: int
    due: str | None  # in words
    late: bool
    disciplined: bool  # in probation


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One page of a list, and the address of the next one if there is more."""

    lines: Sequence[Line]
    more: str | None


async def waiting(
    desk: Desk, query: Mapping[str, str], *, office: Office, today: date, texts: Texts
) -> Listed:
    """The cases that wait for `office`, as far as `query` wants them; raises Forbidden."""
    wish = wish_of(query)
    rows = await desk.waiting(
        office=office, today=today, after=place_of(query), limit=ON_ONE_PAGE + 1, wish=wish
    )
    lines = await lines_of(
        desk, rows[:ON_ONE_PAGE], office=office, today=today, texts=texts, wanted=wish.step
    )
    return Listed(lines=lines, more=more("/intake/", kept(wish), rows))


def wish_of(query: Mapping[str, str]) -> Wish:
    """The step and the branch that the address filters by; anything unreadable filters nothing."""
    return Wish(
        step={str(stage): stage for stage in Stage}.get(query.get("step", "")),
        branch_id=committee_of(query.get("branch", "")),
    )


def committee_of(text: str) -> CommitteeId | None:
    try:
        return CommitteeId(UUID(text))
    except ValueError:
        return None


def kept(wish: Wish) -> dict[str, str]:
    """The same in an address."""
    named = {"step": wish.step, "branch": wish.branch_id}
    return {name: str(value) for name, value in named.items() if value}


def steps_for(office: Office) -> list[Stage]:
    """The steps by which a list of what waits for `office` can be filtered."""
    own = steps_of(office.role)
    return [stage for stage in ON_THE_WAY if stage in own] + sorted(own & ASIDE)


async def of_area(
    desk: Desk, query: Mapping[str, str], *, office: Office, today: date, texts: Texts
) -> Listed:
    """The cases of the area of `office`, at the stage that `query` asks for; raises Forbidden."""
    stage = asked_stage(query)
    rows = await desk.cases(
        [stage] if stage else list(Stage),
        office=office,
        today=today,
        after=place_of(query),
        limit=ON_ONE_PAGE + 1,
    )
    lines = await lines_of(desk, rows[:ON_ONE_PAGE], office=office, today=today, texts=texts)
    chosen = {"stage": stage.value} if stage else {}
    return Listed(lines=lines, more=more("/intake/cases", chosen, rows))


def asked_stage(query: Mapping[str, str]) -> Stage | None:
    """The stage that the address filters by; anything unknown filters nothing."""
    return {str(stage): stage for stage in Stage}.get(query.get("stage", ""))


async def lines_of(
    desk: Desk,
    rows: Sequence[CaseRow],
    *,
    office: Office,
    today: date,
    texts: Texts,
    wanted: Stage | None = None,
) -> list[Line]:
    """The rows with their names, all opened in one entry of the vault's book."""
    names = await desk.names([row.person_id for row in rows], office=office, reason="list of cases")
    titles = await desk.titles([row.branch_id for row in rows], today=today)
    unnamed = texts.say("intake.no_name")
    return [
        Line(
            case_id=row.case_id,
            name=names.get(row.person_id, unnamed),
            branch=titles[row.branch_id].name if row.branch_id in titles else "",
            branch_id=row.branch_id,
            stage=row.stage,
            next=(step := wanted or turn(row.waits_for, office)),
            turn=texts.say(f"role.{TAKEN_BY[step]}") if step else None,
            since=row.last_on,
            days=(today - row.last_on).days,
            due=due_words(row.due_on, today, texts) if row.due_on else None,
            late=row.due_on is not None and row.due_on < today,
            disciplined=row.disciplined,
        )
        for row in rows
    ]


def turn(steps: Iterable[Stage], office: Office) -> Stage | None:
    """The first of the possible steps that is for the role of `office`, else the first."""
    possible = list(steps)
    own = (step for step in possible if TAKEN_BY[step] is office.role)
    return next(own, possible[0] if possible else None)


def place_of(query: Mapping[str, str]) -> Place:
    """Where the page begins; an address that cannot be read begins at the top."""
    due, _, rest = query.get("after", "").partition("_")
    day, _, case_id = rest.partition("_")
    try:
        return Place(
            due_on=date.fromisoformat(due) if due else None,
            last_on=date.fromisoformat(day),
            case_id=CaseId(UUID(case_id)),
        )
    except ValueError:
        return TOP


def more(path: str, kept: Mapping[str, str], rows: Sequence[CaseRow]) -> str | None:
    """The address of the next page; there is one if a row more was found than is shown."""
    if len(rows) <= ON_ONE_PAGE:
        return None
    last = rows[ON_ONE_PAGE - 1].place
    due = last.due_on.isoformat() if last.due_on else ""
    after = f"{due}_{last.last_on.isoformat()}_{last.case_id}"
    return f"{path}?{urlencode({**kept, 'after': after})}"
