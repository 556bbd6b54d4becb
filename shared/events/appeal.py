"""Topic `ketnap.cases.v1` too: an appeal against striking off, and what became of it."""

from dataclasses import dataclass
from datetime import date

from shared.events.terms import CaseId, CommitteeId, DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class StrikingOffAppealed:
    """Whoever was struck off appealed in time against the decision (khiếu nại việc xóa tên)."""

    case_id: CaseId
    appealed_on: date
    decision_received_on: date  # by who was struck off: the time to appeal runs from this day


@dataclass(frozen=True, slots=True, kw_only=True)
class StrikingOffUpheld:
    """A committee answered an appeal: the striking-off stands (giữ nguyên quyết định)."""

    case_id: CaseId
    decision_no: DocumentNumber
    upheld_on: date
    decided_by: CommitteeId


@dataclass(frozen=True, slots=True, kw_only=True)
class StrikingOffAnnulled:
    """A committee annulled a striking-off: the member is on probation again (khôi phục)."""

    case_id: CaseId
    decision_no: DocumentNumber
    annulled_on: date
    decided_by: CommitteeId


AppealEvent = StrikingOffAppealed | StrikingOffUpheld | StrikingOffAnnulled
