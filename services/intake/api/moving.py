"""A case goes to another branch, or rests, for programs: bodies, and the steps they tell."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.intake.api.bodies import DayBody, PaperBody
from services.intake.api.steps import Step
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
from shared.events.terms import CommitteeId
from shared.web.body import COMMITTEE, Body, DocumentText, example
from shared.web.day import Day


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


MOVES: Sequence[Step[Any]] = (
    Step(
        slug="move",
        summary="The applicant moved before a decision",
        body=MoveBody,
        command=lambda body, case_id, _: MoveApplicant(
            case_id=case_id,
            moved_on=body.on,
            branch_id=CommitteeId(body.branch_id),
            letter_no=body.letter_no,
        ),
    ),
    Step(
        slug="forward",
        summary="A decided admission goes elsewhere",
        about="Before its ceremony, which is then for the new place.",
        body=MoveBody,
        command=lambda body, case_id, _: ForwardAdmission(
            case_id=case_id,
            forwarded_on=body.on,
            branch_id=CommitteeId(body.branch_id),
            letter_no=body.letter_no,
        ),
    ),
    Step(
        slug="transfer",
        summary="A probationary member moves",
        body=TransferBody,
        command=lambda body, case_id, _: TransferProbationer(
            case_id=case_id,
            introduced_on=body.on,
            left_on=body.left_on,
            branch_id=CommitteeId(body.branch_id),
            letter_no=body.letter_no,
        ),
    ),
    Step(
        slug="transfer-papers",
        summary="Transfer papers presented",
        body=DayBody,
        command=lambda body, case_id, _: PresentTransfer(case_id=case_id, presented_on=body.on),
    ),
    Step(
        slug="forwarded",
        summary="The new place received it",
        about="The clock of the ceremony starts.",
        body=DayBody,
        command=lambda body, case_id, _: ReceiveForwarded(case_id=case_id, received_on=body.on),
    ),
    Step(
        slug="ceremony-order",
        summary="The new place orders it",
        body=PaperBody,
        command=lambda body, case_id, _: OrderCeremony(
            case_id=case_id, ordered_on=body.on, order_no=body.document_no
        ),
    ),
    Step(
        slug="send-back",
        summary="The new place sends it back",
        body=PaperBody,
        command=lambda body, case_id, _: SendAdmissionBack(
            case_id=case_id, sent_back_on=body.on, note_no=body.document_no
        ),
    ),
    Step(
        slug="suspend",
        summary="The case rests",
        about="While the committees that it is before are reorganised.",
        body=PaperBody,
        command=lambda body, case_id, _: SuspendCase(
            case_id=case_id, suspended_on=body.on, document_no=body.document_no
        ),
    ),
    Step(
        slug="resume",
        summary="The case goes on",
        body=DayBody,
        command=lambda body, case_id, _: ResumeCase(case_id=case_id, resumed_on=body.on),
    ),
)
"""What the old branch records, what the new place does, and the rests of a case."""
