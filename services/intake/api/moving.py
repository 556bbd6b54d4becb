"""A case goes to another branch, or rests, for programs: bodies, and one address a command."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.intake.api.bodies import COMMITTEE, Body, DayBody, DocumentText, example
from services.intake.api.steps import CASE, Take
from services.intake.desk import Desk
from services.intake.domain import (
    ForwardAdmission,
    MoveApplicant,
    OrderCeremony,
    PresentTransfer,
    ReceiveForwarded,
    ResumeCase,
    SendAdmissionBack,
    SuspendCase,
    TransferProbationer,
)
from shared.events.terms import CaseId, CommitteeId
from shared.law.documents import document_number
from shared.web.day import Day
from shared.web.order import Ordered, Recorded


class MoveBody(Body):
    """The letter to the new place, and the branch there."""

    model_config = example(letter_no="14-CV/ĐU", on="2025-06-20", branch_id=COMMITTEE)

    letter_no: DocumentText
    on: Day
    branch_id: UUID


class TransferBody(MoveBody):
    """The introduction to the new branch, and since when the member is there."""

    model_config = example(
        letter_no="14-CV/ĐU", on="2025-06-20", left_on="2025-06-02", branch_id=COMMITTEE
    )

    left_on: Day


class PaperBody(Body):
    """A document and its day."""

    model_config = example(document_no="15-CV/ĐU", on="2025-06-20")

    document_no: DocumentText
    on: Day


def add_moves(api: APIRouter, desk: Desk) -> None:
    """What the branches record: the old one sends, the new one receives."""
    take = Take(desk)

    @api.post(f"{CASE}/move", summary="The applicant moved before a decision", status_code=201)
    async def move(case_id: UUID, body: MoveBody, order: Ordered, response: Response) -> Recorded:
        command = MoveApplicant(
            case_id=CaseId(case_id),
            moved_on=body.on,
            branch_id=CommitteeId(body.branch_id),
            letter_no=document_number(body.letter_no),
        )
        return await take(command, order, response)

    @api.post(f"{CASE}/forward", summary="A decided admission goes elsewhere", status_code=201)
    async def forward(
        case_id: UUID, body: MoveBody, order: Ordered, response: Response
    ) -> Recorded:
        """Before its ceremony, which is then for the new place."""
        command = ForwardAdmission(
            case_id=CaseId(case_id),
            forwarded_on=body.on,
            branch_id=CommitteeId(body.branch_id),
            letter_no=document_number(body.letter_no),
        )
        return await take(command, order, response)

    @api.post(f"{CASE}/transfer", summary="A probationary member moves", status_code=201)
    async def transfer(
        case_id: UUID, body: TransferBody, order: Ordered, response: Response
    ) -> Recorded:
        command = TransferProbationer(
            case_id=CaseId(case_id),
            introduced_on=body.on,
            left_on=body.left_on,
            branch_id=CommitteeId(body.branch_id),
            letter_no=document_number(body.letter_no),
        )
        return await take(command, order, response)

    @api.post(f"{CASE}/transfer-papers", summary="Transfer papers presented", status_code=201)
    async def transfer_papers(
        case_id: UUID, body: DayBody, order: Ordered, response: Response
    ) -> Recorded:
        command = PresentTransfer(case_id=CaseId(case_id), presented_on=body.on)
        return await take(command, order, response)


def add_new_place(api: APIRouter, desk: Desk) -> None:
    """What the committees of the new place, or those that took over, record."""
    take = Take(desk)

    @api.post(f"{CASE}/forwarded", summary="The new place received it", status_code=201)
    async def forwarded(
        case_id: UUID, body: DayBody, order: Ordered, response: Response
    ) -> Recorded:
        """The clock of the ceremony starts."""
        command = ReceiveForwarded(case_id=CaseId(case_id), received_on=body.on)
        return await take(command, order, response)

    @api.post(f"{CASE}/ceremony-order", summary="The new place orders it", status_code=201)
    async def ceremony_order(
        case_id: UUID, body: PaperBody, order: Ordered, response: Response
    ) -> Recorded:
        command = OrderCeremony(
            case_id=CaseId(case_id),
            ordered_on=body.on,
            order_no=document_number(body.document_no),
        )
        return await take(command, order, response)

    @api.post(f"{CASE}/send-back", summary="The new place sends it back", status_code=201)
    async def send_back(
        case_id: UUID, body: PaperBody, order: Ordered, response: Response
    ) -> Recorded:
        command = SendAdmissionBack(
            case_id=CaseId(case_id),
            sent_back_on=body.on,
            note_no=document_number(body.document_no),
        )
        return await take(command, order, response)

    @api.post(f"{CASE}/suspend", summary="The case rests", status_code=201)
    async def suspend(
        case_id: UUID, body: PaperBody, order: Ordered, response: Response
    ) -> Recorded:
        """While the committees that it is before are reorganised."""
        command = SuspendCase(
            case_id=CaseId(case_id),
            suspended_on=body.on,
            document_no=document_number(body.document_no),
        )
        return await take(command, order, response)

    @api.post(f"{CASE}/resume", summary="The case goes on", status_code=201)
    async def resume(case_id: UUID, body: DayBody, order: Ordered, response: Response) -> Recorded:
        command = ResumeCase(case_id=CaseId(case_id), resumed_on=body.on)
        return await take(command, order, response)
