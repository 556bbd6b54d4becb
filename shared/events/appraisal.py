"""Topic `ketnap.cases.v1` too: who examines a dossier between the branch and the decision."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.events.terms import CaseId, CommitteeId, DocumentNumber


class AppraisalOutcome(StrEnum):
    """Why a dossier that was appraised cannot be decided yet (N7 of the domain)."""

    SEEK_OPINION = "seek_opinion"  # xin ý kiến ban thường vụ
    HOLD_POLITICAL_CHECK = "hold_political_check"  # kiểm tra lại về chính trị
    RETURN = "return"  # đề nghị trả lại để bổ sung


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionExamined:
    """The sectional committee examined the branch's resolution (báo cáo thẩm định, form 7-KNĐ)."""

    case_id: CaseId
    report_no: DocumentNumber
    examined_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierAppraised:
    """The organisation board appraised the dossier and agrees that it be decided (thẩm định)."""

    case_id: CaseId
    note_no: DocumentNumber
    appraised_on: date
    appraised_by: CommitteeId


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalHeld:
    """The organisation board appraised the dossier and does not agree yet; the clock runs on."""

    case_id: CaseId
    note_no: DocumentNumber
    held_on: date
    held_by: CommitteeId
    outcome: AppraisalOutcome


AppraisalEvent = SectionExamined | DossierAppraised | AppraisalHeld
