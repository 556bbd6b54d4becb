"""Topic `ketnap.cases.v1` too: the papers of a recognition, and what sets it back."""

from dataclasses import dataclass
from datetime import date

from shared.events.terms import CaseId, CommitteeId, DocumentNumber, PersonId, ReturnReason, Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfReviewWritten:
    """The probationary member reviewed the twelve months in writing (tự kiểm điểm, 10-KNĐ)."""

    case_id: CaseId
    written_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbationCommented:
    """The assigned member commented on the probationary member in writing (nhận xét, 11-KNĐ)."""

    case_id: CaseId
    commented_on: date
    mentor_id: PersonId | None = None  # where it is recorded who was assigned


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbationOpinionsSummarised:
    """The branch committee summarised the opinions on the probationary member (12-KNĐ).

    They are those of mass organisations and of the branch of residence; without a day of the
    latter, the branch of the case is itself the one of residence.
    """

    case_id: CaseId
    summarised_on: date
    mass_organisations: int
    residence_on: date | None = None


RecognitionPaper = SelfReviewWritten | ProbationCommented | ProbationOpinionsSummarised


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionDidNotPass:
    """The branch voted, and neither recognition nor striking off reached two thirds (biên bản).

    Those in favour are in favour of recognition; the last vote is one after which the branch
    votes no more (QĐ 24 §4.2c).
    """

    case_id: CaseId
    minutes_no: DocumentNumber
    held_on: date
    vote: Vote
    for_striking_off: int
    nth: int
    last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionReferred:
    """The branch, after its last vote, reported to the committee directly above (báo cáo)."""

    case_id: CaseId
    report_no: DocumentNumber
    reported_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionReturned:
    """A higher committee sent the dossier of a recognition back; the clock runs on (trả lại)."""

    case_id: CaseId
    note_no: DocumentNumber
    returned_on: date
    returned_by: CommitteeId
    reason: ReturnReason


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionResubmitted:
    """The branch handed the dossier of a recognition in again (nộp lại hồ sơ công nhận)."""

    case_id: CaseId
    resubmitted_on: date


RecognitionSetback = (
    RecognitionDidNotPass | RecognitionReferred | RecognitionReturned | RecognitionResubmitted
)
