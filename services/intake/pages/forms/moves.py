"""The forms by which a case goes to another branch, or rests."""

from collections.abc import Sequence

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
from services.intake.pages.forms.form import StepForm
from services.intake.pages.forms.parts import branch, day, document, other_day
from shared.events.stage import Stage

MOVES: Sequence[StepForm] = (
    StepForm(
        Stage.APPLICANT_MOVED,
        "move",
        document("letter_no", "field.forwarding_no"),
        day("moved_on", "field.forwarded_on"),
        branch("branch_id", "field.new_branch"),
        command=MoveApplicant,
    ),
    StepForm(
        Stage.ADMISSION_FORWARDED,
        "forward",
        document("letter_no", "field.forwarding_no"),
        day("forwarded_on", "field.forwarded_on"),
        branch("branch_id", "field.new_branch"),
        command=ForwardAdmission,
    ),
    StepForm(
        Stage.FORWARDED_ADMISSION_RECEIVED,
        "forwarded",
        day("received_on", "field.dossier_received_on"),
        command=ReceiveForwarded,
    ),
    StepForm(
        Stage.CEREMONY_ORDERED,
        "ceremony-order",
        document("order_no", "field.order_no"),
        day("ordered_on", "field.ordered_on"),
        command=OrderCeremony,
    ),
    StepForm(
        Stage.ADMISSION_SENT_BACK,
        "send-back",
        document("note_no", "field.note_no"),
        day("sent_back_on", "field.returned_on"),
        command=SendAdmissionBack,
    ),
    StepForm(
        Stage.PROBATIONER_TRANSFERRED,
        "transfer",
        document("letter_no", "field.forwarding_no"),
        other_day("left_on", "field.left_on"),
        day("introduced_on", "field.introduced_on_transfer"),
        branch("branch_id", "field.new_branch"),
        command=TransferProbationer,
    ),
    StepForm(
        Stage.TRANSFER_PRESENTED,
        "transfer-papers",
        day("presented_on", "field.presented_on"),
        command=PresentTransfer,
    ),
    StepForm(
        Stage.CASE_SUSPENDED,
        "suspend",
        document("document_no", "field.suspension_no"),
        day("suspended_on", "field.suspended_on"),
        command=SuspendCase,
    ),
    StepForm(
        Stage.CASE_RESUMED,
        "resume",
        day("resumed_on", "field.resumed_on"),
        command=ResumeCase,
    ),
)
