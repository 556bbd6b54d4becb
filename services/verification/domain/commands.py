"""What verification can be told to do, and what the shell knows when it does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never

from shared.events.background import (
    Agency,
    CvField,
    MatchOutcome,
    Membership,
    Paper,
    QuestionItem,
    RefusalGround,
    RequestChannel,
    Resolution,
    WaiverKind,
    Way,
    WithdrawReason,
)
from shared.events.terms import (
    CaseId,
    CommitteeId,
    DiscrepancyId,
    DocumentNumber,
    NamedPerson,
    PersonId,
    Relation,
    RequestId,
    VerificationResult,
    WaiverId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowCase:
    """Go with a case that moved to another branch."""

    case_id: CaseId
    branch_id: CommitteeId
    moved_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequests:
    """Ask about everybody whom the sealed CV names and the guidance makes a subject."""

    case_id: CaseId
    branch_id: CommitteeId
    persons: tuple[NamedPerson, ...]
    sent_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReceipt:
    """Either side tells on which day a request reached whom it asks."""

    case_id: CaseId
    request_id: RequestId
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Remind:
    """The asking side reminds whoever has not answered (công văn đôn đốc)."""

    case_id: CaseId
    request_id: RequestId
    document_no: DocumentNumber
    reminded_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReply:
    """The asked committee answers by itself."""

    case_id: CaseId
    request_id: RequestId
    result: VerificationResult
    document_no: DocumentNumber
    replied_on: date
    ground: RefusalGround | None = None
    field: CvField | None = None  # in which an answer differs, if it is not what was asked


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPaperReply:
    """The asking committee enters an answer that came on paper, with its number and day."""

    case_id: CaseId
    request_id: RequestId
    result: VerificationResult
    document_no: DocumentNumber
    replied_on: date
    ground: RefusalGround | None = None
    field: CvField | None = None  # in which an answer differs, if it is not what was asked


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAgain:
    """The asking side puts a question anew, since its answer did not settle it.

    Without an addressee and an agency it goes to the committee directly above the one asked.
    """

    case_id: CaseId
    request_id: RequestId  # that this one follows
    way: Way
    channel: RequestChannel
    letter_no: DocumentNumber
    sent_on: date
    addressee_id: CommitteeId | None = None
    agency: Agency | None = None
    envoy_id: PersonId | None = None
    items: tuple[QuestionItem, ...] = ()  # all of the request that this one follows, if none


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeWaiver:
    """The asking side names a ground on which somebody need not be asked about, with its paper.

    The person is the member whose membership is the ground, or else the one who is covered.
    """

    case_id: CaseId
    kind: WaiverKind
    document_no: DocumentNumber
    proposed_on: date
    person_id: PersonId | None = None
    membership: Membership | None = None
    items: tuple[QuestionItem, ...] = ()
    conclusion_no: DocumentNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMatch:
    """The asking side laid the CV beside the file that a waiver rests on (đối khớp)."""

    case_id: CaseId
    waiver_id: WaiverId
    outcome: MatchOutcome
    document_no: DocumentNumber
    matched_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawWaiver:
    """The asking side takes a waiver back; whom it covered is asked about after all."""

    case_id: CaseId
    waiver_id: WaiverId
    reason: WithdrawReason
    withdrawn_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckField:
    """The asking side lays a field of the CV beside a paper; both values go into the vault."""

    case_id: CaseId
    person_id: PersonId
    field: CvField
    paper: Paper
    checked_on: date
    document_no: DocumentNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveDiscrepancy:
    """The asking side decides about what is unlike, on a paper."""

    case_id: CaseId
    discrepancy_id: DiscrepancyId
    resolution: Resolution
    document_no: DocumentNumber
    resolved_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementDossier:
    """The asking side records that papers older than their term were supplemented."""

    case_id: CaseId
    document_no: DocumentNumber
    supplemented_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclude:
    """The asking grassroots committee concludes about everybody (kết luận thẩm tra)."""

    case_id: CaseId
    concluded_on: date


Reply = RecordReply | RecordPaperReply
Waiving = ProposeWaiver | RecordMatch | WithdrawWaiver
Checking = CheckField | ResolveDiscrepancy | SupplementDossier
Heard = PlanRequests | FollowCase
"""What nobody sends: it follows from a step of the case."""
Command = Heard | RecordReceipt | Remind | Reply | AskAgain | Waiving | Checking | Conclude


def day_of(command: Command) -> date:
    """The day that the command says the step was taken on."""
    match command:
        case PlanRequests(sent_on=day) | AskAgain(sent_on=day) | Conclude(concluded_on=day):
            return day
        case FollowCase(moved_on=day):
            return day
        case RecordReply(replied_on=day) | RecordPaperReply(replied_on=day):
            return day
        case RecordReceipt(received_on=day) | Remind(reminded_on=day):
            return day
        case ProposeWaiver(proposed_on=day) | RecordMatch(matched_on=day):
            return day
        case WithdrawWaiver(withdrawn_on=day) | CheckField(checked_on=day):
            return day
        case ResolveDiscrepancy(resolved_on=day) | SupplementDossier(supplemented_on=day):
            return day
        case _:
            assert_never(command)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the shell knows and the history does not, as of the day of the command."""

    today: date
    asked: CommitteeId | None = None  # who stands where the followed request was sent
    above: CommitteeId | None = None  # who stands directly above that
    addressee: CommitteeId | None = None  # who stands where the new request goes, if known
    now: Mapping[CommitteeId, CommitteeId] = field(default_factory=dict)  # where requests went
    line: Sequence[CommitteeId] = ()  # upward from the branch
    named: Mapping[PersonId, Relation] = field(default_factory=dict)  # whom the sealed CV names
    declared: str = ""  # what the CV says in a field that is compared
    found: str = ""  # and the paper
