"""A probationary member, for programs: bodies, commands, and one address each."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.intake.api.bodies import Body, ClassBody, DayBody, DocumentText, example
from services.intake.api.resolutions import (
    BranchResolutionBody,
    GrassrootsResolutionBody,
    Sentence,
)
from services.intake.api.steps import CASE, Take
from services.intake.desk import Desk
from services.intake.domain import (
    CertifyNewMember,
    ProposeRecognition,
    ReceiveMemberCv,
    RecogniseMember,
    ResolveRecognition,
    StrikeOff,
)
from shared.events.terms import CaseId, CommitteeVote, StrikeReason, Vote
from shared.law.documents import document_number
from shared.web.day import Day
from shared.web.order import Ordered, Recorded


class RecognitionBody(Body):
    """The decision of recognition; from when it holds follows from the ceremony."""

    model_config = example(decision_no="310-QĐ/ĐUK", decided_on="2026-09-15")

    decision_no: DocumentText
    decided_on: Day


class StrikeBody(Body):
    """The decision that strikes a probationary member off, with its reason."""

    model_config = example(decision_no="311-QĐ/ĐUK", on="2026-03-02", reason="unfit")

    decision_no: DocumentText
    on: Day
    reason: StrikeReason
    words: Sentence | None = None


def add_probation(api: APIRouter, desk: Desk) -> None:
    """What comes between the ceremony and the proposal of the branch."""
    take = Take(desk)

    @api.post(f"{CASE}/member-cv", summary="The CV of a member is handed in", status_code=201)
    async def member_cv(
        case_id: UUID, body: DayBody, order: Ordered, response: Response
    ) -> Recorded:
        command = ReceiveMemberCv(case_id=CaseId(case_id), received_on=body.on)
        return await take(command, order, response)

    @api.post(f"{CASE}/new-member-class", summary="The class is certified", status_code=201)
    async def new_member_class(
        case_id: UUID, body: ClassBody, order: Ordered, response: Response
    ) -> Recorded:
        command = CertifyNewMember(
            case_id=CaseId(case_id),
            certificate_no=document_number(body.certificate_no),
            certified_on=body.certified_on,
        )
        return await take(command, order, response)

    @api.post(f"{CASE}/striking-off", summary="The member is struck off", status_code=201)
    async def striking_off(
        case_id: UUID, body: StrikeBody, order: Ordered, response: Response
    ) -> Recorded:
        """The admission stays counted."""
        command = StrikeOff(
            case_id=CaseId(case_id),
            decision_no=document_number(body.decision_no),
            struck_off_on=body.on,
            reason=body.reason,
        )
        return await take(command, order, response, words=body.words)


def add_recognition(api: APIRouter, desk: Desk) -> None:
    """Proposed by the branch, resolved by the grassroots committee, decided."""
    take = Take(desk)

    @api.post(f"{CASE}/recognition-proposal", summary="Recognition is proposed", status_code=201)
    async def proposal(
        case_id: UUID, body: BranchResolutionBody, order: Ordered, response: Response
    ) -> Recorded:
        """Only after the end of probation."""
        command = ProposeRecognition(
            case_id=CaseId(case_id),
            resolution_no=document_number(body.resolution_no),
            resolved_on=body.resolved_on,
            vote=Vote(**body.vote.model_dump()),
        )
        return await take(command, order, response)

    @api.post(f"{CASE}/recognition-resolution", summary="The committee resolved", status_code=201)
    async def resolution(
        case_id: UUID, body: GrassrootsResolutionBody, order: Ordered, response: Response
    ) -> Recorded:
        command = ResolveRecognition(
            case_id=CaseId(case_id),
            resolution_no=document_number(body.resolution_no),
            resolved_on=body.resolved_on,
            vote=CommitteeVote(**body.vote.model_dump()),
        )
        return await take(command, order, response)

    @api.post(f"{CASE}/recognition", summary="The member is recognised", status_code=201)
    async def recognition(
        case_id: UUID, body: RecognitionBody, order: Ordered, response: Response
    ) -> Recorded:
        """Official as of the end of probation, whatever the day of the decision."""
        command = RecogniseMember(
            case_id=CaseId(case_id),
            decision_no=document_number(body.decision_no),
            decided_on=body.decided_on,
        )
        return await take(command, order, response)
