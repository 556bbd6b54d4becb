"""Users and their offices for programs: who there is, and every change to who may do what."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from services.intake.api.appointments import (
    AccountBody,
    BlockBody,
    OfficeBody,
    OfficeEndBody,
    SubstitutionBody,
    SubstitutionEndBody,
)
from services.intake.desk.offices import OfficeDesk
from services.intake.domain.office_commands import BlockUser, RegisterUser, UnblockUser
from services.intake.records import UserRow
from shared.events.office import Role
from shared.events.terms import UserId
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.people.users import user_id as user_of
from shared.web import clock
from shared.web.order import Ordered, Recorded, recorded

SignedIn = Annotated[Office, Depends(signed_in)]


class HeldAnswer(BaseModel):
    """An office that a user holds or is to hold."""

    role: Role
    committee_id: UUID
    instead_of: UUID | None = Field(description="In whose place, if not in person.")
    until_on: date | None


class UserAnswer(BaseModel):
    """A user, by id: names are in the vault, and shown to people alone."""

    user_id: UUID
    registered_on: date
    blocked: bool
    offices: list[HeldAnswer]


class UserStepAnswer(BaseModel):
    """One thing that was recorded of a user."""

    version: int
    type: str
    recorded_at: datetime
    office: str = Field(description="Role, committee, user, in whose place.")


def add_users(api: APIRouter, offices: OfficeDesk) -> None:
    @api.get("/users", summary="Who holds an office in your area, or none anywhere")
    async def users(office: SignedIn) -> list[UserAnswer]:
        return [answer_of(row) for row in await offices.users(office=office, today=clock.today())]

    @api.get("/users/{user_id}", summary="What was recorded of a user")
    async def user(user_id: UUID, office: SignedIn) -> list[UserStepAnswer]:
        file = await offices.user(UserId(user_id), office=office, today=clock.today())
        return [
            UserStepAnswer(
                version=step.version,
                type=step.entry.type,
                recorded_at=step.entry.recorded_at,
                office=step.entry.office,
            )
            for step in file.steps
        ]

    @api.post("/users", summary="Let an account be known before it is used", status_code=201)
    async def register(body: AccountBody, order: Ordered, response: Response) -> Recorded:
        user = user_of(body.issuer, body.subject)
        command = RegisterUser(user_id=user, registered_on=clock.today())
        return recorded(await offices.take(command, order=order, name=body.name), response)


def add_offices(api: APIRouter, offices: OfficeDesk) -> None:
    @api.post("/users/{user_id}/offices", summary="Give an office", status_code=201)
    async def give(user_id: UUID, body: OfficeBody, order: Ordered, response: Response) -> Recorded:
        command = body.command(UserId(user_id))
        return recorded(await offices.take(command, order=order), response)

    @api.post("/users/{user_id}/office-ends", summary="End an office", status_code=201)
    async def end(
        user_id: UUID, body: OfficeEndBody, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(UserId(user_id))
        return recorded(await offices.take(command, order=order), response)

    @api.post("/users/{user_id}/substitutions", summary="Name a substitute", status_code=201)
    async def substitute(
        user_id: UUID, body: SubstitutionBody, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(UserId(user_id))
        return recorded(await offices.take(command, order=order), response)

    @api.post("/users/{user_id}/substitution-ends", summary="End a substitution", status_code=201)
    async def end_substitution(
        user_id: UUID, body: SubstitutionEndBody, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(UserId(user_id))
        return recorded(await offices.take(command, order=order), response)

    @api.post("/users/{user_id}/block", summary="Block a user", status_code=201)
    async def block(user_id: UUID, body: BlockBody, order: Ordered, response: Response) -> Recorded:
        number = body.document_no
        command = BlockUser(user_id=UserId(user_id), blocked_on=body.on, document_no=number)
        return recorded(await offices.take(command, order=order), response)

    @api.post("/users/{user_id}/unblock", summary="Unblock a user", status_code=201)
    async def unblock(
        user_id: UUID, body: BlockBody, order: Ordered, response: Response
    ) -> Recorded:
        number = body.document_no
        command = UnblockUser(user_id=UserId(user_id), unblocked_on=body.on, document_no=number)
        return recorded(await offices.take(command, order=order), response)


def answer_of(row: UserRow) -> UserAnswer:
    return UserAnswer(
        user_id=row.user_id,
        registered_on=row.registered_on,
        blocked=row.blocked,
        offices=[
            HeldAnswer(
                role=held.office.role,
                committee_id=held.office.committee_id,
                instead_of=held.office.instead_of,
                until_on=held.until_on,
            )
            for held in row.offices
        ],
    )
