"""A case leaves its way, for programs: bodies, commands, and one address each."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.intake.api.bodies import Body, DayBody, DocumentText, example
from services.intake.api.resolutions import Sentence, VoteBody
from services.intake.api.steps import CASE, Take
from services.intake.desk import Desk, new_case
from services.intake.domain import (
    CloseCase,
    DelistProspect,
    RecordLostVote,
    RefuseAdmission,
    ResubmitDossier,
    ReturnDossier,
    WithdrawApplication,
)
from shared.events.terms import CaseId, LeaveReason, RefusalReason, ReturnReason, Vote
from shared.law.documents import document_number
from shared.web import clock
from shared.web.day import Day
from shared.web.order import Ordered, Recorded


class LeaveBody(Body):
    """Why a case ends, as a code and in words."""

    model_config = example(on="2025-06-02", reason="left")

    on: Day
    reason: LeaveReason
    words: Sentence | None = None


class LostVoteBody(Body):
    """The minutes of a meeting whose vote did not reach two thirds."""

    model_config = example(
        minutes_no="7-BB/CB", held_on="2025-06-16", vote={"official_members": 20, "in_favour": 13}
    )

    minutes_no: DocumentText
    held_on: Day
    vote: VoteBody


class ReturnBody(Body):
    """The note that sends the dossier back, with what it lacks as a code and in words."""

    model_config = example(note_no="61-CV/ĐU", on="2025-06-20", reason="papers_missing")

    note_no: DocumentText
    on: Day
    reason: ReturnReason
    words: Sentence | None = None


class RefusalBody(Body):
    """The notice that the committee did not agree, with the reason as a code and in words."""

    model_config = example(notice_no="88-TB/ĐUK", on="2025-07-15", reason="standards")

    notice_no: DocumentText
    on: Day
    reason: RefusalReason
    words: Sentence | None = None


def add_departures(api: APIRouter, desk: Desk) -> None:
    """What the branch records when a case does not go on."""
    take = Take(desk)

    @api.post(f"{CASE}/delisting", summary="The prospect is off the list", status_code=201)
    async def delisting(
        case_id: UUID, body: LeaveBody, order: Ordered, response: Response
    ) -> Recorded:
        command = DelistProspect(case_id=CaseId(case_id), delisted_on=body.on, reason=body.reason)
        return await take(command, order, response, words=body.words)

    @api.post(f"{CASE}/lost-vote", summary="The branch did not pass it", status_code=201)
    async def lost_vote(
        case_id: UUID, body: LostVoteBody, order: Ordered, response: Response
    ) -> Recorded:
        """The case stays: the branch may consider it again."""
        command = RecordLostVote(
            case_id=CaseId(case_id),
            minutes_no=document_number(body.minutes_no),
            held_on=body.held_on,
            vote=Vote(**body.vote.model_dump()),
        )
        return await take(command, order, response)

    @api.post(f"{CASE}/withdrawal", summary="The application is withdrawn", status_code=201)
    async def withdrawal(
        case_id: UUID, body: DayBody, order: Ordered, response: Response
    ) -> Recorded:
        command = WithdrawApplication(case_id=CaseId(case_id), withdrawn_on=body.on)
        return await take(command, order, response)

    @api.post(f"{CASE}/closing", summary="The case is closed", status_code=201)
    async def closing(
        case_id: UUID, body: LeaveBody, order: Ordered, response: Response
    ) -> Recorded:
        command = CloseCase(case_id=CaseId(case_id), closed_on=body.on, reason=body.reason)
        return await take(command, order, response, words=body.words)


def add_returns(api: APIRouter, desk: Desk) -> None:
    """A dossier goes back and comes again, is refused, or is begun anew."""
    take = Take(desk)

    @api.post(f"{CASE}/return", summary="The dossier is returned", status_code=201)
    async def return_dossier(
        case_id: UUID, body: ReturnBody, order: Ordered, response: Response
    ) -> Recorded:
        """The clock of the decision runs on."""
        command = ReturnDossier(
            case_id=CaseId(case_id),
            note_no=document_number(body.note_no),
            returned_on=body.on,
            reason=body.reason,
        )
        return await take(command, order, response, words=body.words)

    @api.post(f"{CASE}/resubmission", summary="The dossier is handed in again", status_code=201)
    async def resubmission(
        case_id: UUID, body: DayBody, order: Ordered, response: Response
    ) -> Recorded:
        command = ResubmitDossier(case_id=CaseId(case_id), resubmitted_on=body.on)
        return await take(command, order, response)

    @api.post(f"{CASE}/refusal", summary="The admission is refused", status_code=201)
    async def refusal(
        case_id: UUID, body: RefusalBody, order: Ordered, response: Response
    ) -> Recorded:
        command = RefuseAdmission(
            case_id=CaseId(case_id),
            notice_no=document_number(body.notice_no),
            refused_on=body.on,
            reason=body.reason,
        )
        return await take(command, order, response, words=body.words)

    @api.post(f"{CASE}/again", summary="A cancelled case is begun anew", status_code=201)
    async def again(case_id: UUID, body: DayBody, order: Ordered, response: Response) -> Recorded:
        """Another case of the same person, which names this one; its id follows from the key."""
        file = await desk.file(CaseId(case_id), office=order.office, today=clock.today())
        command = file.begin_again(new_case(order.command_id), listed_on=body.on)
        return await take(command, order, response)
