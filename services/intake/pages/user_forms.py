"""The forms by which a user is given an office, or loses one: what each asks, and becomes."""

from collections.abc import Mapping, Sequence
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from services.intake.desk import Desk
from services.intake.desk.offices import UserFile
from services.intake.domain.office_commands import (
    BlockUser,
    EndOffice,
    EndSubstitution,
    GiveOffice,
    NameSubstitute,
    OfficeCommand,
    UnblockUser,
)
from services.intake.pages.others import listed
from services.intake.pages.said import Names
from services.intake.pages.sent import Question, Sent
from services.intake.pages.users import names_for, names_of, tenure_words
from services.intake.pages.way import office_words, user_words
from services.intake.records import Title
from shared.events.office import Role
from shared.events.terms import CommitteeId, DocumentNumber, UserId
from shared.law.refusal import Refused
from shared.log.decider import KeyReused, MovedOn, Outcome
from shared.people.access import HELD_IN, Office
from shared.web import clock
from shared.web.failures import problem_of
from shared.web.pages import Pages, texts_for
from shared.web.problem import NotFound
from shared.web.texts import Texts

FIELDS: Mapping[str, Sequence[str]] = {
    "office": ("committee", "role", "from_on", "until_on", "document_no"),
    "office-end": ("held", "day", "document_no"),
    "substitute": ("holder", "from_on", "until_on", "document_no"),
    "substitute-end": ("held", "day", "document_no"),
    "block": ("day", "document_no"),
    "unblock": ("day", "document_no"),
}
"""What each form asks, by the last word of its address."""
GIVEN_ROLES = [role for role in Role if any(role in roles for roles in HELD_IN.values())]
Options = Mapping[str, Sequence[tuple[object, str]]]


async def open_form(desk: Desk, user_id: UserId, slug: str, *, office: Office) -> UserFile:
    """The user whom a form is about; raises NotFound, Forbidden."""
    if slug not in FIELDS:
        raise NotFound(slug)
    return await desk.offices.user(user_id, office=office, today=clock.today())


async def take(
    desk: Desk, file: UserFile, slug: str, sent: Sent, *, office: Office, texts: Texts
) -> Outcome | Question:
    """What it led to, or the form again with what stands against it."""
    command = command_of(slug, sent, file.user_id)
    fields = sent.typed.fields
    if command is None:
        return Question(typed=fields, mistakes=sent.typed.said(texts), key=sent.key)
    try:
        return await desk.offices.take(command, order=sent.order(office, clock.now()))
    except (Refused, KeyReused, MovedOn) as error:
        return Question(typed=fields, problem=problem_of(error))


def command_of(slug: str, sent: Sent, user_id: UserId) -> OfficeCommand | None:
    """The command of a form, or None where `sent.typed` now holds mistakes."""
    typed, asked = sent.typed, FIELDS[slug]
    number = typed.document("document_no")
    picked = office_typed(sent, asked)
    if "from_on" in asked:
        first = typed.any_day("from_on")
        last = typed.any_day("until_on") if typed.fields.get("until_on") else None
        if slug == "substitute" and last is None:
            typed.wrong("until_on", "entry.empty")
        if typed.mistakes or number is None or first is None or picked is None:
            return None
        return giving(user_id, picked, first, last, number=number)
    day = typed.day("day") if slug in ("block", "unblock") else typed.any_day("day")
    if typed.mistakes or number is None or day is None:
        return None
    return taking(slug, user_id, picked, day, number=number)


def office_typed(sent: Sent, asked: Sequence[str]) -> Office | None:
    """The office that is meant: chosen whole, or by committee and role."""
    typed = sent.typed
    field = next((one for one in ("held", "holder") if one in asked), None)
    if field:
        try:
            return Office.parse(typed.fields.get(field, ""))
        except ValueError:
            typed.wrong(field, "entry.choice")
            return None
    if "committee" not in asked:
        return None
    role, committee = typed.choice("role", Role), typed.id("committee")
    if role is None or committee is None:
        return None
    return Office(role=role, committee_id=CommitteeId(committee))


def giving(
    user_id: UserId, office: Office, first: date, last: date | None, *, number: DocumentNumber
) -> OfficeCommand | None:
    if office.user_id is None or last is None:
        return GiveOffice(
            user_id=user_id,
            role=office.role,
            committee_id=office.committee_id,
            from_on=first,
            until_on=last,
            document_no=number,
        )
    return NameSubstitute(
        user_id=user_id,
        instead_of=office.user_id,
        role=office.role,
        committee_id=office.committee_id,
        from_on=first,
        until_on=last,
        document_no=number,
    )


def taking(
    slug: str, user_id: UserId, office: Office | None, day: date, *, number: DocumentNumber
) -> OfficeCommand | None:
    if slug == "block":
        return BlockUser(user_id=user_id, blocked_on=day, document_no=number)
    if slug == "unblock":
        return UnblockUser(user_id=user_id, unblocked_on=day, document_no=number)
    if office is None:
        return None
    if office.instead_of is None:
        return EndOffice(
            user_id=user_id,
            role=office.role,
            committee_id=office.committee_id,
            ended_on=day,
            document_no=number,
        )
    return EndSubstitution(
        user_id=user_id,
        instead_of=office.instead_of,
        role=office.role,
        committee_id=office.committee_id,
        ended_on=day,
        document_no=number,
    )


async def shown(
    desk: Desk,
    pages: Pages,
    request: Request,
    *,
    file: UserFile,
    slug: str,
    office: Office,
    question: Question | None = None,
) -> Response:
    """The form, empty or with what was typed."""
    texts = texts_for(request)
    question = question or Question()
    names = await names_of(desk, file, office=office)
    return pages.render(
        request,
        "user_form.html",
        status=question.status,
        user_id=file.user_id,
        name=user_words(file.user_id, texts, names),
        slug=slug,
        shown=file.version,
        question=question,
        labels={field: texts.say(f"users.field.{field}") for field in FIELDS[slug]},
        options=await options_of(desk, file, slug, names, office=office, texts=texts),
    )


async def options_of(
    desk: Desk, file: UserFile, slug: str, names: Names, *, office: Office, texts: Texts
) -> Options:
    """What may be chosen in each field that is no text."""
    match slug:
        case "office":
            titles = area_of(office.committee_id, await desk.choices(on=clock.today()))
            roles = [(str(role), texts.say(f"role.{role}")) for role in GIVEN_ROLES]
            return {
                "committee": listed(titles, {title.committee_id: title for title in titles}),
                "role": roles,
            }
        case "substitute":
            return {"holder": await holders(desk, file, office=office, texts=texts)}
        case _:
            held = [
                (office_of(file, one.role, one.committee_id, one.instead_of).code, one)
                for one in file.user.tenures
                if not one.ended_before(clock.today())
                and bool(one.instead_of) is (slug == "substitute-end")
            ]
            return {"held": [(code, tenure_words(one, texts, names)) for code, one in held]}


def area_of(top: CommitteeId, titles: Sequence[Title]) -> list[Title]:
    """The committee and all below it."""
    parents = {title.committee_id: title.parent_id for title in titles}

    def below(one: CommitteeId | None) -> bool:
        return one is not None and (one == top or below(parents.get(one)))

    return [title for title in titles if below(title.committee_id)]


async def holders(
    desk: Desk, file: UserFile, *, office: Office, texts: Texts
) -> list[tuple[object, str]]:
    """Every office in the area that somebody else holds in person."""
    rows = await desk.offices.users(office=office, today=clock.today())
    held = [
        one.office
        for row in rows
        for one in row.offices
        if row.user_id != file.user_id and one.office.instead_of is None
    ]
    names = await names_for(
        desk,
        users={user for one in held for user in one.users},
        committees={one.committee_id for one in held},
        office=office,
    )
    return sorted(((one.code, office_words(one, texts, names)) for one in held), key=lambda o: o[1])


def office_of(
    file: UserFile, role: Role, committee_id: CommitteeId, instead_of: UserId | None
) -> Office:
    return Office(role=role, committee_id=committee_id, user_id=file.user_id, instead_of=instead_of)
