"""The further steps of a case for programs: one address a command."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.intake.api.bodies import ClassBody, CvBody, DayBody
from services.intake.api.resolutions import (
    BranchResolutionBody,
    CancellationBody,
    CeremonyBody,
    DecisionBody,
    GrassrootsResolutionBody,
)
from services.intake.desk import Desk, new_person
from services.intake.domain import (
    CaseCommand,
    CertifyCv,
    FileApplication,
    ReceiveDecision,
    SealCv,
)
from shared.events.terms import CaseId, PersonId, Relation
from shared.log.decider import Order
from shared.people.vault import Sealed
from shared.web import clock
from shared.web.order import Ordered, Recorded, recorded

CASE = "/cases/{case_id}"


def add_preparation(api: APIRouter, desk: Desk) -> None:
    """What the branch prepares, and the seal and certification of the grassroots committee."""
    take = Take(desk)

    @api.post(f"{CASE}/certificate", summary="The awareness class is certified", status_code=201)
    async def certificate(
        case_id: UUID, body: ClassBody, order: Ordered, response: Response
    ) -> Recorded:
        """Or a newer certificate, once the old one has run out."""
        return await take(body.command(CaseId(case_id)), order, response)

    @api.post(f"{CASE}/application", summary="The application is filed", status_code=201)
    async def application(
        case_id: UUID, body: DayBody, order: Ordered, response: Response
    ) -> Recorded:
        command = FileApplication(case_id=CaseId(case_id), filed_on=body.on)
        return await take(command, order, response)

    @api.post(f"{CASE}/cv", summary="The CV is declared", status_code=201)
    async def cv(case_id: UUID, body: CvBody, order: Ordered, response: Response) -> Recorded:
        """Names of relatives go to the vault; the applicant is the person of the case."""
        file = await desk.file(CaseId(case_id), office=order.office, today=clock.today())
        ids = person_ids(body, order.command_id, applicant=file.person_id)
        command = body.command(CaseId(case_id), ids)
        return await take(command, order, response, sealed=body.sealed(ids))

    @api.post(f"{CASE}/seal", summary="The CV is sealed: verification begins", status_code=201)
    async def seal(case_id: UUID, body: DayBody, order: Ordered, response: Response) -> Recorded:
        return await take(SealCv(case_id=CaseId(case_id), sealed_on=body.on), order, response)

    @api.post(f"{CASE}/certify", summary="The CV is certified", status_code=201)
    async def certify(case_id: UUID, body: DayBody, order: Ordered, response: Response) -> Recorded:
        command = CertifyCv(case_id=CaseId(case_id), certified_on=body.on)
        return await take(command, order, response)


def add_resolutions(api: APIRouter, desk: Desk) -> None:
    """Votes, decision, ceremony, cancellation."""
    take = Take(desk)

    @api.post(f"{CASE}/branch-resolution", summary="The branch resolved", status_code=201)
    async def branch_resolution(
        case_id: UUID, body: BranchResolutionBody, order: Ordered, response: Response
    ) -> Recorded:
        """Age, certificate and vote are judged on the day of the meeting."""
        return await take(body.command(CaseId(case_id)), order, response)

    @api.post(f"{CASE}/grassroots-resolution", summary="The committee resolved", status_code=201)
    async def grassroots_resolution(
        case_id: UUID, body: GrassrootsResolutionBody, order: Ordered, response: Response
    ) -> Recorded:
        return await take(body.command(CaseId(case_id)), order, response)

    @api.post(f"{CASE}/decision", summary="The admission is decided", status_code=201)
    async def decision(
        case_id: UUID, body: DecisionBody, order: Ordered, response: Response
    ) -> Recorded:
        return await take(body.command(CaseId(case_id)), order, response)

    @api.post(f"{CASE}/received", summary="The branch received the decision", status_code=201)
    async def received(
        case_id: UUID, body: DayBody, order: Ordered, response: Response
    ) -> Recorded:
        command = ReceiveDecision(case_id=CaseId(case_id), received_on=body.on)
        return await take(command, order, response)

    @api.post(f"{CASE}/ceremony", summary="The ceremony was held", status_code=201)
    async def ceremony(
        case_id: UUID, body: CeremonyBody, order: Ordered, response: Response
    ) -> Recorded:
        return await take(body.command(CaseId(case_id)), order, response)

    @api.post(f"{CASE}/cancel", summary="A wrong decision is cancelled", status_code=201)
    async def cancel(
        case_id: UUID, body: CancellationBody, order: Ordered, response: Response
    ) -> Recorded:
        return await take(body.command(CaseId(case_id)), order, response, words=body.words)


class Take:
    """Brings a command to the desk and tells what came of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(
        self,
        command: CaseCommand,
        order: Order,
        response: Response,
        *,
        sealed: Sealed | None = None,
        words: str | None = None,
    ) -> Recorded:
        """`words` say the reason of the command; they go into the vault."""
        outcome = await self._desk.take(command, order=order, sealed=sealed, words=words)
        return recorded(outcome, response)


def person_ids(body: CvBody, key: UUID, *, applicant: PersonId) -> list[PersonId]:
    """Who each row is: the same key names the same persons."""
    return [
        applicant if person.relation is Relation.APPLICANT else new_person(key, number)
        for number, person in enumerate(body.persons)
    ]
