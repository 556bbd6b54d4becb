"""The forms by which a case goes to another branch, or rests: what they ask, and their commands."""

from collections.abc import Mapping

from services.intake.domain import (
    CaseCommand,
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
from shared.events.stage import Stage
from shared.events.terms import CaseId, CommitteeId
from shared.web.entry import Typed

MOVING_SLUGS: Mapping[Stage, str] = {
    Stage.APPLICANT_MOVED: "move",
    Stage.ADMISSION_FORWARDED: "forward",
    Stage.FORWARDED_ADMISSION_RECEIVED: "forwarded",
    Stage.CEREMONY_ORDERED: "ceremony-order",
    Stage.ADMISSION_SENT_BACK: "send-back",
    Stage.PROBATIONER_TRANSFERRED: "transfer",
    Stage.TRANSFER_PRESENTED: "transfer-papers",
    Stage.CASE_SUSPENDED: "suspend",
    Stage.CASE_RESUMED: "resume",
}
TO_A_BRANCH = {"document_no": "field.forwarding_no", "day": "field.forwarded_on"} | {
    "branch": "field.new_branch"
}
MOVING_LABELS: Mapping[Stage, Mapping[str, str]] = {
    Stage.APPLICANT_MOVED: TO_A_BRANCH,
    Stage.ADMISSION_FORWARDED: TO_A_BRANCH,
    Stage.FORWARDED_ADMISSION_RECEIVED: {"day": "field.dossier_received_on"},
    Stage.CEREMONY_ORDERED: {"document_no": "field.order_no", "day": "field.ordered_on"},
    Stage.ADMISSION_SENT_BACK: {"document_no": "field.note_no", "day": "field.returned_on"},
    Stage.PROBATIONER_TRANSFERRED: {
        "document_no": "field.forwarding_no",
        "left_on": "field.left_on",
        "day": "field.introduced_on_transfer",
        "branch": "field.new_branch",
    },
    Stage.TRANSFER_PRESENTED: {"day": "field.presented_on"},
    Stage.CASE_SUSPENDED: {"document_no": "field.suspension_no", "day": "field.suspended_on"},
    Stage.CASE_RESUMED: {"day": "field.resumed_on"},
}


def moving_step(stage: Stage, typed: Typed, case_id: CaseId) -> CaseCommand | None:
    """The command of a form, or None where `typed` now holds mistakes."""
    day = typed.day("day")
    match stage:
        case Stage.APPLICANT_MOVED | Stage.ADMISSION_FORWARDED | Stage.PROBATIONER_TRANSFERRED:
            return to_a_branch(stage, typed, case_id)
        case Stage.FORWARDED_ADMISSION_RECEIVED:
            return ReceiveForwarded(case_id=case_id, received_on=day) if day else None
        case Stage.TRANSFER_PRESENTED:
            return PresentTransfer(case_id=case_id, presented_on=day) if day else None
        case Stage.CASE_RESUMED:
            return ResumeCase(case_id=case_id, resumed_on=day) if day else None
        case _:
            return by_paper(stage, typed, case_id)


def to_a_branch(stage: Stage, typed: Typed, case_id: CaseId) -> CaseCommand | None:
    number, day, branch = typed.document("document_no"), typed.day("day"), typed.id("branch")
    left_on = typed.day("left_on") if stage is Stage.PROBATIONER_TRANSFERRED else day
    if number is None or day is None or branch is None or left_on is None:
        return None
    there = CommitteeId(branch)
    match stage:
        case Stage.APPLICANT_MOVED:
            return MoveApplicant(case_id=case_id, moved_on=day, branch_id=there, letter_no=number)
        case Stage.ADMISSION_FORWARDED:
            return ForwardAdmission(
                case_id=case_id, forwarded_on=day, branch_id=there, letter_no=number
            )
        case _:
            return TransferProbationer(
                case_id=case_id,
                introduced_on=day,
                left_on=left_on,
                branch_id=there,
                letter_no=number,
            )


def by_paper(stage: Stage, typed: Typed, case_id: CaseId) -> CaseCommand | None:
    number, day = typed.document("document_no"), typed.day("day")
    if number is None or day is None:
        return None
    match stage:
        case Stage.CEREMONY_ORDERED:
            return OrderCeremony(case_id=case_id, ordered_on=day, order_no=number)
        case Stage.ADMISSION_SENT_BACK:
            return SendAdmissionBack(case_id=case_id, sent_back_on=day, note_no=number)
        case _:
            return SuspendCase(case_id=case_id, suspended_on=day, document_no=number)
