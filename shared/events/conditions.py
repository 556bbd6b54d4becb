"""Topic `ketnap.cases.v1` too: what is not ordinary about a case, and who consented to it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.events.terms import CaseId, CommitteeId, DocumentNumber


class SpecialCondition(StrEnum):
    """What brings an extra rule or a consent to a case (E3 to E6 and E15 to E18 of the domain)."""

    OVER_60 = "over_60"  # trên 60 tuổi
    PRIMARY_ONLY = "primary_only"  # mới tốt nghiệp tiểu học, vùng khó khăn
    ABLE_TO_READ = "able_to_read"  # già làng, người có uy tín: biết đọc, biết viết chữ quốc ngữ
    PRIVATE_OWNER = "private_owner"  # chủ doanh nghiệp tư nhân
    FOREIGN_SPOUSE = "foreign_spouse"  # có vợ hoặc chồng là người nước ngoài
    POPULATION_POLICY = "population_policy"  # vi phạm chính sách dân số
    POPULATION_POLICY_HARD_AREA = "population_policy_hard_area"
    READMISSION = "readmission"  # kết nạp lại
    READMISSION_RECORD_CLEARED = "readmission_record_cleared"  # đã được xóa án tích
    POLITICAL_ISSUE = "political_issue"  # có vấn đề về chính trị (QĐ 58)
    ABROAD = "abroad"  # đang ở ngoài nước
    ARMED_FORCES = "armed_forces"  # quân đội, công an


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionNoted:
    """An office noted that a case has a special condition, as a code (điều kiện đặc biệt)."""

    case_id: CaseId
    condition: SpecialCondition
    noted_on: date
    consents_missing: int  # in the case, after this step
    since_on: date | None = None  # from which day a waiting time runs


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionTakenBack:
    """A special condition was noted wrongly and taken back, with the consent given to it."""

    case_id: CaseId
    condition: SpecialCondition
    taken_back_on: date
    consents_missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven:
    """The committee that must consent to a special condition did so in writing (đồng ý)."""

    case_id: CaseId
    condition: SpecialCondition
    document_no: DocumentNumber
    consented_on: date
    consented_by: CommitteeId | None  # None: one outside the directory
    consents_missing: int


ConditionEvent = ConditionNoted | ConditionTakenBack | ConsentGiven
