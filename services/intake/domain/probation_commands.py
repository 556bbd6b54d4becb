"""What an office can ask to record about a probationary member, up to the recognition."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from shared.events.terms import CaseId, CommitteeVote, DocumentNumber, StrikeReason, Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveMemberCv:
    """Record that the new member handed in the CV of a member."""

    case_id: CaseId
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CertifyNewMember:
    """Record the certificate of the class for new members."""

    case_id: CaseId
    certificate_no: DocumentNumber
    certified_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRecognition:
    """Record the branch's resolution to propose recognition (form 13-KNĐ) with its vote."""

    case_id: CaseId
    resolution_no: DocumentNumber
    resolved_on: date
    vote: Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveRecognition:
    """Record the grassroots committee's resolution on recognition (form 15-KNĐ)."""

    case_id: CaseId
    resolution_no: DocumentNumber
    resolved_on: date
    vote: CommitteeVote


@dataclass(frozen=True, slots=True, kw_only=True)
class RecogniseMember:
    """Decide the recognition; from when it holds follows from the ceremony."""

    case_id: CaseId
    decision_no: DocumentNumber
    decided_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StrikeOff:
    """Strike a probationary member off by a decision."""

    case_id: CaseId
    decision_no: DocumentNumber
    struck_off_on: date
    reason: StrikeReason


ProbationCommand = (
    ReceiveMemberCv
    | CertifyNewMember
    | ProposeRecognition
    | ResolveRecognition
    | RecogniseMember
    | StrikeOff
)


def probation_told_on(command: ProbationCommand) -> date:
    """The day that the command says the step was taken on."""
    match command:
        case ReceiveMemberCv(received_on=day) | CertifyNewMember(certified_on=day):
            return day
        case ProposeRecognition(resolved_on=day) | ResolveRecognition(resolved_on=day):
            return day
        case RecogniseMember(decided_on=day) | StrikeOff(struck_off_on=day):
            return day
        case _:
            assert_never(command)
