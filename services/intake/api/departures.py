"""A case leaves its way, for programs: bodies, and the steps they tell."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from services.intake.api.bodies import DayBody, ReasonedBody
from services.intake.api.resolutions import LostVoteBody
from services.intake.api.steps import CASE, Step, Take
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
from shared.events.terms import CaseId, LeaveReason, RefusalReason, ReturnReason
from shared.web import clock
from shared.web.body import DocumentText, example
from shared.web.day import Day
from shared.web.order import Ordered, Recorded


class LeaveBody(ReasonedBody):
    """Why a case ends, as a code and in words."""

    model_config = example(on="2025-06-02", reason="left")

    on: Day
    reason: LeaveReason


class ReturnBody(ReasonedBody):
    """The note that sends the dossier back, with what it lacks as a code and in words."""

    model_config = example(note_no="61-CV/ĐU", on="2025-06-20", reason="papers_missing")

    note_no: DocumentText
    on: Day
    reason: ReturnReason


class RefusalBody(ReasonedBody):
    """The notice that the committee did not agree, with the reason as a code and in words."""

    model_config = example(notice_no="88-TB/ĐUK", on="2025-07-15", reason="standards")

    notice_no: DocumentText
    on: Day
    reason: RefusalReason


DEPARTURES: Sequence[Step[Any]] = (
    Step(
        slug="delisting",
        summary="The prospect is off the list",
        body=LeaveBody,
        command=lambda body, case_id, _: DelistProspect(
            case_id=case_id, delisted_on=body.on, reason=body.reason
        ),
    ),
    Step(
        slug="lost-vote",
        summary="The branch did not pass it",
        about="The case stays: the branch may consider it again.",
        body=LostVoteBody,
        command=lambda body, case_id, _: RecordLostVote(
            case_id=case_id,
            minutes_no=body.minutes_no,
            held_on=body.held_on,
            vote=body.vote.vote(),
        ),
    ),
    Step(
        slug="withdrawal",
        summary="The application is withdrawn",
        body=DayBody,
        command=lambda body, case_id, _: WithdrawApplication(case_id=case_id, withdrawn_on=body.on),
    ),
    Step(
        slug="closing",
        summary="The case is closed",
        body=LeaveBody,
        command=lambda body, case_id, _: CloseCase(
            case_id=case_id, closed_on=body.on, reason=body.reason
        ),
    ),
    Step(
        slug="return",
        summary="The dossier is returned",
        about="The clock of the decision runs on.",
        body=ReturnBody,
        command=lambda body, case_id, _: ReturnDossier(
            case_id=case_id, note_no=body.note_no, returned_on=body.on, reason=body.reason
        ),
    ),
    Step(
        slug="resubmission",
        summary="The dossier is handed in again",
        body=DayBody,
        command=lambda body, case_id, _: ResubmitDossier(case_id=case_id, resubmitted_on=body.on),
    ),
    Step(
        slug="refusal",
        summary="The admission is refused",
        body=RefusalBody,
        command=lambda body, case_id, _: RefuseAdmission(
            case_id=case_id, notice_no=body.notice_no, refused_on=body.on, reason=body.reason
        ),
    ),
)
"""What ends a case, or sends it back."""


def add_again(api: APIRouter, desk: Desk) -> None:
    """A cancelled case is begun anew."""
    take = Take(desk)

    @api.post(f"{CASE}/again", summary="A cancelled case is begun anew", status_code=201)
    async def again(case_id: UUID, body: DayBody, order: Ordered, response: Response) -> Recorded:
        """Another case of the same person, which names this one; its id follows from the key."""
        file = await desk.file(CaseId(case_id), office=order.office, today=clock.today())
        command = file.begin_again(new_case(order.command_id), listed_on=body.on)
        return await take(command, order, response)
