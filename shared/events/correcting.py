"""Topic `ketnap.cases.v1` too: what was recorded wrongly, put right by a step of its own."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.events.terms import (
    CaseId,
    CommitteeId,
    CommitteeVote,
    DocumentNumber,
    Profile,
    Vote,
)
from shared.events.way import Stage


class CorrectionReason(StrEnum):
    """Why a step is corrected (đính chính)."""

    TYPED_WRONG = "typed_wrong"  # nhập sai
    PAPER_DIFFERS = "paper_differs"  # khác với giấy tờ gốc
    PAPER_REPLACED = "paper_replaced"  # văn bản đã được thay thế, đính chính


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCorrected:
    """An office corrected the newest step to a stage; what was wrong stays readable (đính chính).

    What is None was right. The sentence that explains it lies in the vault.
    """

    case_id: CaseId
    stage: Stage
    corrected_on: date
    corrected_by: CommitteeId
    reason: CorrectionReason
    day: date | None = None
    document_no: DocumentNumber | None = None
    vote: Vote | None = None
    committee_vote: CommitteeVote | None = None
    profile: Profile | None = None
    age_months: int | None = None  # on the corrected day of the branch meeting
