"""Topic `ketnap.cases.v1` too: a committee takes the time that a special case allows."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.events.terms import CaseId, CommitteeId, DocumentNumber


class Deadline(StrEnum):
    """Which term became longer (T5 and T10 of the domain)."""

    DECISION = "decision"
    RECOGNITION_DECISION = "recognition_decision"


class ExtensionReason(StrEnum):
    """What makes a case a special one."""

    OPINION_AWAITED = "opinion_awaited"  # chờ ý kiến của cơ quan có thẩm quyền
    POLITICAL_CHECK = "political_check"  # thẩm tra, xác minh thêm
    REORGANISATION = "reorganisation"  # sắp xếp tổ chức đảng
    NOT_IN_SESSION = "not_in_session"  # chưa họp được cấp ủy


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineExtended:
    """The committee that decides took the more time that a special case allows (gia hạn)."""

    case_id: CaseId
    deadline: Deadline
    document_no: DocumentNumber
    extended_on: date
    extended_by: CommitteeId
    reason: ExtensionReason
