"""Topic `ketnap.cases.v1` too: a probationary member is disciplined and stays on probation."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.events.terms import CaseId, CommitteeId, DocumentNumber


class DisciplineForm(StrEnum):
    """The forms of discipline of a probationary member; beyond them only striking off (N14)."""

    REPRIMAND = "reprimand"  # khiển trách
    WARNING = "warning"  # cảnh cáo


class DisciplineReason(StrEnum):
    """What a probationary member broke."""

    PARTY_RULES = "party_rules"  # Điều lệ, quy định của Đảng
    LAW = "law"
    CONDUCT = "conduct"  # đạo đức, lối sống
    DUTIES = "duties"  # nhiệm vụ đảng viên, sinh hoạt đảng


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbationerDisciplined:
    """A probationary member was reprimanded or warned (thi hành kỷ luật); probation goes on."""

    case_id: CaseId
    decision_no: DocumentNumber
    disciplined_on: date
    decided_by: CommitteeId
    form: DisciplineForm
    reason: DisciplineReason


DisciplineEvent = ProbationerDisciplined
