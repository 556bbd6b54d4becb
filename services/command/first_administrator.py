"""`ketnap first-administrator`: the first office by which offices are given; later ones by page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid4

import typer

from services.command.terminal import DATA, Data, Finding, Json, answer, elsewhere
from services.composed import intake
from services.embedded import running
from services.intake.desk import Desk
from services.intake.domain.office_commands import GiveOffice
from services.postgres import Unusable
from shared.events.office import Role
from shared.events.terms import CommitteeId, DocumentNumber
from shared.law.documents import document_number
from shared.law.refusal import Refused
from shared.log.decider import Order
from shared.people.access import ITSELF
from shared.people.users import user_id
from shared.web.clock import now, today
from shared.web.problem import said_of
from shared.web.texts import Language, Texts

Subject = Annotated[str, typer.Argument(help="The subject (sub) of the account at the issuer.")]
Issuer = Annotated[
    str,
    typer.Option("--issuer", envvar="KETNAP_OIDC_ISSUER", help="As its tokens name it."),
]
Committee = Annotated[
    UUID,
    typer.Option("--committee", help="The id of the province."),
]
Document = Annotated[str, typer.Option("--document", help="The document that says so.")]
Name = Annotated[
    str, typer.Option("--name", help="Shown until the person signs in; kept in the vault.")
]


def first_administrator(
    subject: Subject,
    issuer: Issuer,
    committee: Committee,
    document: Document,
    name: Name = "",
    data: Data = DATA,
    json: Json = False,
) -> None:
    """Let the account SUBJECT give offices; refused once anybody was given that right."""

    async def work() -> list[Finding]:
        number = numbered(document)
        given = GiveOffice(
            user_id=user_id(issuer, subject),
            role=Role.ORGANISATION_BOARD,
            committee_id=CommitteeId(committee),
            from_on=today(),
            until_on=None,
            document_no=number,
        )
        async with reached(data) as desk:
            return [await appoint(desk, given, name)]

    answer("first-administrator", work, data=data, json=json)


async def appoint(desk: Desk, given: GiveOffice, name: str) -> Finding:
    order = Order(command_id=uuid4(), office=ITSELF, at=now())
    try:
        await desk.offices.first_administrator(given.user_id, name or None, given, order=order)
    except Refused as refused:
        said = said_of(refused.reasons[0], Texts(Language.EN))
        return Finding(what="first administrator", well=False, found=said.detail, do=said.do)
    return Finding(
        what="first administrator",
        well=True,
        found=f"user {given.user_id} gives offices for the organisation board from today on",
    )


@asynccontextmanager
async def reached(data: Path) -> AsyncIterator[Desk]:
    """The desk of intake, wherever the rest of the system is; raises Unusable, Misconfigured."""
    system = intake() if elsewhere() else embedded_intake(data)
    async with system as desk:
        yield desk


@asynccontextmanager
async def embedded_intake(data: Path) -> AsyncIterator[Desk]:
    async with running(data) as system:
        desk = system.services["intake"].desk
        assert isinstance(desk, Desk)
        yield desk


def numbered(document: str) -> DocumentNumber:
    """Raises Unusable."""
    try:
        return document_number(document)
    except Refused as refused:
        said = said_of(refused.reasons[0], Texts(Language.EN))
        raise Unusable(f"{said.detail} {said.do}") from refused
