"""What the pages of verification show: who and which committees are meant, and who may act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from services.verification.desk import Desk, File, Lists
from services.verification.domain import INSTEAD, Request, ways_on
from services.verification.records import Asked, Directory, Title
from shared.events.crosscheck import DiscrepancyResolved
from shared.events.step import Step
from shared.events.terms import CaseId, CommitteeId, DiscrepancyId, PersonId, Relation, RequestId
from shared.events.verification import VerificationReplied
from shared.people.access import HELD_IN, POLICY, Action, Office, Role
from shared.people.vault import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everybody and every committee that a page names."""

    persons: Mapping[PersonId, Mapping[Field, str]]
    directory: Directory

    def name(self, person_id: PersonId) -> str | None:
        return self.persons.get(person_id, {}).get(Field.NAME)

    def birth_year(self, person_id: PersonId) -> str | None:
        values = self.persons.get(person_id, {})
        return values.get(Field.BIRTH_YEAR) or values.get(Field.BORN_ON, "")[:4] or None

    def standing(self, addressee: CommitteeId | None) -> CommitteeId | None:
        """Who was asked, or its successor; nobody where an agency was."""
        return self.directory.standing(addressee) if addressee else None

    def titled(self, committee_id: CommitteeId | None) -> Title | None:
        return self.directory.title(committee_id) if committee_id else None

    def entered_by(self, step: Step) -> Title | None:
        """The committee for which somebody entered a step."""
        return self.directory.title(Office.parse(step.entry.office).committee_id)

    def people(self, step: Step) -> list[str]:
        """Who entered a step, and in whose place; nobody for one that names no user."""
        users = Office.parse(step.entry.office).users
        return [
            self.persons.get(PersonId(user), {}).get(Field.USER_NAME, str(user)[:8])
            for user in users
        ]

    def acting(self, line: Sequence[CommitteeId], action: Action) -> Title | None:
        """The first committee of `line` that has somebody who may do this."""
        titles = (self.directory.title(committee) for committee in line)
        return next((title for title in titles if title and role_for(title, action)), None)


def role_for(title: Title, action: Action) -> Role | None:
    return next((role for role in HELD_IN[title.type] if action in POLICY[role]), None)


def act_as(title: Title | None, address: str, action: Action) -> str | None:
    """Where to choose to act for a committee and come back to `address`; nowhere, if none can."""
    role = role_for(title, action) if title else None
    if title is None or role is None:
        return None
    office = Office(role=role, committee_id=title.committee_id)
    return f"/sign-in?next={quote(address, safe='')}&office={quote(office.code, safe='')}"


def address_of(case_id: CaseId, request_id: RequestId | None = None, *, more: str = "") -> str:
    """The page of a case, or of one of its requests."""
    request = f"/requests/{request_id}" if request_id else ""
    return f"/verification/cases/{case_id}{request}{more}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRequest:
    """A request with the steps that answered it, and where who is asked can answer."""

    request_id: RequestId
    request: Request
    replies: Sequence[Step]
    address: str
    answered_by: CommitteeId | None  # who was asked, or its successor
    asks_instead: bool  # a waiver wants others to be asked
    act_as: str | None

    @property
    def acts(self) -> Sequence[str]:
        """The forms of the asking side that are possible now."""
        one = self.request
        possible = {
            "receipt": one.awaited and one.received_on is None,
            "reminder": one.awaited,
            "again": bool(ways_on(one)) and (self.asks_instead or not one.idle),
        }
        return [slug for slug, now in possible.items() if now]


def shown_request(file: File, request_id: RequestId, known: Known) -> ShownRequest:
    request = file.request(request_id)
    address = address_of(file.case_id, request_id)
    answered_by = known.standing(request.addressee_id)
    return ShownRequest(
        request_id=request_id,
        request=request,
        replies=replies_to(file, request_id),
        address=address,
        answered_by=answered_by,
        asks_instead=asks_instead(file, request),
        act_as=act_as(known.titled(answered_by), address, Action.REPLY),
    )


def asks_instead(file: File, request: Request) -> bool:
    """Whether the request was called back so that others are asked in its place."""
    by = request.called_back_by
    return by is not None and file.state.waivers[by].kind in INSTEAD


def decided_by(file: File) -> dict[DiscrepancyId, list[Step]]:
    """The decisions about each discrepancy, with who took them."""
    found: dict[DiscrepancyId, list[Step]] = {}
    for step in file.steps:
        if isinstance(step.event, DiscrepancyResolved):
            found.setdefault(step.event.discrepancy_id, []).append(step)
    return found


def replies_to(file: File, request_id: RequestId) -> list[Step]:
    return [
        step
        for step in file.steps
        if isinstance(step.event, VerificationReplied) and step.event.request_id == request_id
    ]


async def known_of(
    desk: Desk, file: File, persons: Sequence[PersonId], *, office: Office, today: date
) -> Known:
    """The persons of a case that a page names, and all its committees: one opening of the vault."""
    acted = [Office.parse(step.entry.office) for step in file.steps]
    entering = [one.committee_id for one in acted]
    users = {PersonId(user) for one in acted for user in one.users}
    asked = file.state.requests.values()
    addressees = [request.addressee_id for request in asked if request.addressee_id]
    envoys = [request.envoy_id for request in asked if request.envoy_id]
    committees = [*file.line, *addressees, *entering]
    return Known(
        persons=await desk.persons(
            [*persons, *envoys, *users], office=office, reason="verification_case"
        ),
        directory=await desk.directory(committees, today=today),
    )


async def known_in(desk: Desk, lists: Lists, *, office: Office, today: date) -> Known:
    """Whom and which committees the lists name: one opening of the vault for both."""
    asked = [*lists.waiting, *(one for case in lists.unconcluded for one in case.requests)]
    persons = [
        *(one.person_id for one in lists.waiting),
        *(one.person_id for one in asked if one.relation is Relation.APPLICANT),
    ]
    return Known(
        persons=await desk.persons(persons, office=office, reason="verification_list"),
        directory=await desk.directory(committees_of(asked), today=today),
    )


async def known_of_late(desk: Desk, lists: Lists, *, office: Office, today: date) -> Known:
    """The same for those who are late."""
    persons = [one.person_id for one in lists.late]
    return Known(
        persons=await desk.persons(persons, office=office, reason="verification_list"),
        directory=await desk.directory(committees_of(lists.late), today=today),
    )


def committees_of(asked: Sequence[Asked]) -> list[CommitteeId]:
    named = [id_ for one in asked for id_ in (one.branch_id, one.addressee_id)]
    return [id_ for id_ in named if id_]
