"""A case goes to another branch, or rests while committees change: commands, and what they make."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from services.intake.domain.case import Case, known
from services.intake.domain.competence import check_competent
from services.intake.domain.given import Given
from services.intake.domain.levels import BRANCHES
from shared.events.moving import (
    AdmissionForwarded,
    AdmissionSentBack,
    ApplicantMoved,
    CaseResumed,
    CaseSuspended,
    CeremonyOrdered,
    ForwardedAdmissionReceived,
    MovingEvent,
    ProbationerTransferred,
    TransferPresented,
)
from shared.events.terms import CaseId, CommitteeId, DocumentNumber
from shared.law.refusal import Refused
from shared.law.rules import in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveApplicant:
    """Certify that the applicant is under consideration, and forward the dossier (N16)."""

    case_id: CaseId
    moved_on: date
    branch_id: CommitteeId
    letter_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardAdmission:
    """Send dossier and letter to the competent committee of the new place (N17)."""

    case_id: CaseId
    forwarded_on: date
    branch_id: CommitteeId
    letter_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveForwarded:
    """Record that the competent committee of the new place received the dossier."""

    case_id: CaseId
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCeremony:
    """Have the ceremony held at the new place."""

    case_id: CaseId
    ordered_on: date
    order_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAdmissionBack:
    """Send the dossier back to the old place, where the procedure was wrong."""

    case_id: CaseId
    sent_back_on: date
    note_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferProbationer:
    """Introduce a probationary member to another branch (N19)."""

    case_id: CaseId
    introduced_on: date
    left_on: date
    branch_id: CommitteeId
    letter_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentTransfer:
    """Record that the transfer papers were presented at the new place."""

    case_id: CaseId
    presented_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendCase:
    """Let a case rest while its committees are reorganised."""

    case_id: CaseId
    suspended_on: date
    document_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeCase:
    """Go on with a case that rested, as the committee that took over."""

    case_id: CaseId
    resumed_on: date


Departing = MoveApplicant | ForwardAdmission | TransferProbationer
MovingCommand = (
    Departing
    | ReceiveForwarded
    | OrderCeremony
    | SendAdmissionBack
    | PresentTransfer
    | SuspendCase
    | ResumeCase
)


def moved_on(command: MovingCommand) -> date:
    """The day that the command says the step was taken on."""
    match command:
        case MoveApplicant(moved_on=day) | ForwardAdmission(forwarded_on=day):
            return day
        case ReceiveForwarded(received_on=day) | OrderCeremony(ordered_on=day):
            return day
        case SendAdmissionBack(sent_back_on=day) | PresentTransfer(presented_on=day):
            return day
        case TransferProbationer(introduced_on=day):
            return day
        case SuspendCase(suspended_on=day) | ResumeCase(resumed_on=day):
            return day
        case _:
            assert_never(command)


def move(command: MovingCommand, case: Case, given: Given) -> MovingEvent:
    """The fact that `command` makes; that it comes in its time is checked by then."""
    match command:
        case MoveApplicant() | ForwardAdmission() | TransferProbationer():
            return depart_for(command, case, given)
        case ReceiveForwarded(case_id=case_id, received_on=day):
            check_competent(given, day)
            return ForwardedAdmissionReceived(case_id=case_id, received_on=day)
        case OrderCeremony(case_id=case_id, ordered_on=day, order_no=number):
            check_competent(given, day)
            return CeremonyOrdered(
                case_id=case_id, ordered_on=day, ordered_by=given.acting, order_no=number
            )
        case SendAdmissionBack():
            return send_back(command, case, given)
        case PresentTransfer(case_id=case_id, presented_on=day):
            return TransferPresented(case_id=case_id, presented_on=day)
        case SuspendCase(case_id=case_id, suspended_on=day, document_no=number):
            return CaseSuspended(case_id=case_id, suspended_on=day, document_no=number)
        case ResumeCase(case_id=case_id, resumed_on=day):
            return CaseResumed(case_id=case_id, resumed_on=day, resumed_by=given.acting)
        case _:
            assert_never(command)


def depart_for(command: Departing, case: Case, given: Given) -> MovingEvent:
    """Refused unless the case goes to another branch that exists on the day."""
    check_destination(command.branch_id, case, given)
    match command:
        case MoveApplicant(case_id=case_id, moved_on=day, branch_id=there, letter_no=number):
            return ApplicantMoved(case_id=case_id, moved_on=day, branch_id=there, letter_no=number)
        case ForwardAdmission(case_id=case_id, forwarded_on=day, branch_id=there):
            return AdmissionForwarded(
                case_id=case_id, forwarded_on=day, branch_id=there, letter_no=command.letter_no
            )
        case TransferProbationer(introduced_on=day, left_on=left_on):
            return transfer(command, day, left_on)
        case _:
            assert_never(command)


def check_destination(branch_id: CommitteeId, case: Case, given: Given) -> None:
    if not given.there:
        raise Refused("committee_unknown", found=given.today)
    if given.there[0].type not in BRANCHES:
        raise Refused("moves_to_no_branch")
    if branch_id == case.branch_id or given.starts_at(branch_id):
        raise Refused("moves_nowhere")


def transfer(command: TransferProbationer, day: date, left_on: date) -> ProbationerTransferred:
    """Refused before the move; started after its term it is late, and shows so (QĐ 294 §6.3.1a)."""
    if day < left_on:
        rule = in_force("transfer_start_days", day)
        raise Refused("introduced_before_move", rule=rule, found=day, needed=left_on)
    return ProbationerTransferred(
        case_id=command.case_id,
        introduced_on=day,
        left_on=left_on,
        branch_id=command.branch_id,
        letter_no=command.letter_no,
    )


def send_back(command: SendAdmissionBack, case: Case, given: Given) -> AdmissionSentBack:
    check_competent(given, command.sent_back_on)
    return AdmissionSentBack(
        case_id=command.case_id,
        sent_back_on=command.sent_back_on,
        sent_back_by=given.acting,
        branch_id=known(case.came_from),
        note_no=command.note_no,
    )
