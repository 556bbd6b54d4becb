"""Who may act for whom: the users of an area, the page of one, and what was recorded of him."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from services.intake.desk import Desk
from services.intake.desk.offices import UserFile
from services.intake.domain.user import Tenure
from services.intake.pages.said import Names
from services.intake.pages.way import office_words, user_words
from shared.events.office import UserBlocked, UserRegistered, UserUnblocked
from shared.events.step import Step
from shared.events.terms import CommitteeId, UserId
from shared.people.access import Office, Role
from shared.web import clock
from shared.web.pages import Pages, texts_for
from shared.web.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A user in the list."""

    user_id: UserId
    name: str
    since: date
    blocked: bool
    offices: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A step of a user's history as the page shows it."""

    day: str
    title: str
    what: str | None
    document_no: str | None
    entered: str


async def listed(desk: Desk, pages: Pages, request: Request, *, office: Office) -> Response:
    """Those without any office first: they signed in and wait for one."""
    today, texts = clock.today(), texts_for(request)
    rows = await desk.offices.users(office=office, today=today)
    held = [one for row in rows for one in row.offices]
    names = await names_for(
        desk,
        users={user for row in rows for user in (row.user_id,)}
        | {user for one in held for user in one.office.users},
        committees={one.office.committee_id for one in held},
        office=office,
    )
    lines = [
        Line(
            user_id=row.user_id,
            name=user_words(row.user_id, texts, names),
            since=row.registered_on,
            blocked=row.blocked,
            offices=[held_words(one.office, one.until_on, texts, names) for one in row.offices],
        )
        for row in rows
    ]
    lines.sort(key=lambda line: (bool(line.offices), line.name))
    return pages.render(request, "users.html", lines=lines)


async def page(
    desk: Desk, pages: Pages, request: Request, *, user_id: UserId, office: Office
) -> Response:
    today, texts = clock.today(), texts_for(request)
    file = await desk.offices.user(user_id, office=office, today=today)
    names = await names_of(desk, file, office=office)
    return pages.render(
        request,
        "user.html",
        user_id=user_id,
        name=user_words(user_id, texts, names),
        blocked=file.user.blocked,
        held=[
            tenure_words(one, texts, names)
            for one in file.user.tenures
            if not one.ended_before(today)
        ],
        steps=[told(step, texts, names) for step in file.steps],
        forms=possible(file, today, own=user_id == office.user_id),
        done=request.query_params.get("done"),
    )


def possible(file: UserFile, today: date, *, own: bool) -> list[str]:
    """The forms that make sense; to oneself nobody gives anything."""
    current = [one for one in file.user.tenures if not one.ended_before(today)]
    giving = [] if own else ["office", "substitute"]
    ends = ["office-end"] if any(one.instead_of is None for one in current) else []
    ends += ["substitute-end"] if any(one.instead_of for one in current) else []
    blocking = ["unblock"] if file.user.blocked and not own else []
    return [*giving, *ends, *(blocking if file.user.blocked else ["block"])]


async def names_of(desk: Desk, file: UserFile, *, office: Office) -> Names:
    """Everybody and every committee that the page of a user names."""
    entering = [Office.parse(step.entry.office) for step in file.steps]
    users = {user for one in entering for user in one.users}
    others = {one.instead_of for one in file.user.tenures if one.instead_of}
    committees = {one.committee_id for one in entering}
    committees |= {one.committee_id for one in file.user.tenures}
    return await names_for(
        desk, users={file.user_id, *users, *others}, committees=committees, office=office
    )


async def names_for(
    desk: Desk, *, users: Collection[UserId], committees: Collection[CommitteeId], office: Office
) -> Names:
    titles = await desk.titles(committees, today=clock.today())
    known: Mapping[UserId, str] = await desk.offices.names(
        users, office=office, reason="users and offices"
    )
    return Names(
        committees={one: title.name for one, title in titles.items()}, persons={}, users=known
    )


def told(step: Step, texts: Texts, names: Names) -> Told:
    fact, acted = step.event, Office.parse(step.entry.office)
    fields = {name: getattr(fact, name) for name in type(fact).__dataclass_fields__}
    day = next(value for value in fields.values() if isinstance(value, date))
    at = texts.moment(step.entry.recorded_at)
    itself = acted.role is Role.SERVICE
    by = texts.say("role.service") if itself else office_words(acted, texts, names)
    plain = isinstance(fact, UserRegistered | UserBlocked | UserUnblocked)
    return Told(
        day=texts.day(day),
        title=texts.say(f"event.{type(fact).__name__}"),
        what=None if plain else fact_words(fields, texts, names),
        document_no=fields.get("document_no"),
        entered=texts.say("committee.entered", office=by, at=at),
    )


def fact_words(fields: Mapping[str, object], texts: Texts, names: Names) -> str:
    tenure = Tenure(
        role=Role(str(fields["role"])),
        committee_id=CommitteeId(fields["committee_id"]),  # type: ignore[arg-type]
        instead_of=fields.get("instead_of"),  # type: ignore[arg-type]
        from_on=date.min,
        until_on=fields.get("until_on"),  # type: ignore[arg-type]
    )
    return tenure_words(tenure, texts, names)


def tenure_words(tenure: Tenure, texts: Texts, names: Names) -> str:
    office = Office(role=tenure.role, committee_id=tenure.committee_id)
    words = office_words(office, texts, names)
    if tenure.instead_of:
        holder = user_words(tenure.instead_of, texts, names)
        words = texts.say("users.in_place", office=words, holder=holder)
    return until(words, tenure.until_on, texts)


def held_words(office: Office, until_on: date | None, texts: Texts, names: Names) -> str:
    return tenure_words(
        Tenure(
            role=office.role,
            committee_id=office.committee_id,
            instead_of=office.instead_of,
            from_on=date.min,
            until_on=until_on,
        ),
        texts,
        names,
    )


def until(words: str, last: date | None, texts: Texts) -> str:
    return texts.say("users.until", office=words, on=last) if last else words
