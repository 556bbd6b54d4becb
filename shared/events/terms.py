"""The words that facts are made of: ids, closed codes, document numbers, no personal value."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType
from uuid import UUID

CaseId = NewType("CaseId", UUID)
CommitteeId = NewType("CommitteeId", UUID)
PersonId = NewType("PersonId", UUID)
RequestId = NewType("RequestId", UUID)
WaiverId = NewType("WaiverId", UUID)
CheckId = NewType("CheckId", UUID)
DiscrepancyId = NewType("DiscrepancyId", UUID)
ScanId = NewType("ScanId", UUID)
StreamId = NewType("StreamId", UUID)
UserId = NewType("UserId", UUID)

DocumentNumber = NewType("DocumentNumber", str)
"""Number and symbol of a Party document, as `208-TB/ĐUK` (HD 36-HD/VPTW)."""

PublicName = NewType("PublicName", str)
"""The official name of a committee: public by nature, and the only text that an event may hold."""


class CommitteeType(StrEnum):
    """The levels of the organisation (cấp của tổ chức đảng), before and after 1/7/2025."""

    PROVINCE_COMMITTEE = "province_committee"  # tỉnh ủy
    BLOC_COMMITTEE = "bloc_committee"  # đảng ủy khối, until 2025
    DISTRICT_COMMITTEE = "district_committee"  # huyện ủy, thị ủy, thành ủy, until 30/6/2025
    PROVINCE_AGENCIES_COMMITTEE = (
        "province_agencies_committee"  # đảng ủy các cơ quan Đảng tỉnh, since 2025
    )
    PROVINCE_GOVERNMENT_COMMITTEE = "province_government_committee"  # đảng ủy UBND tỉnh, since 2025
    UPPER_COMMUNE_COMMITTEE = (
        "upper_commune_committee"  # đảng ủy xã là cấp trên trực tiếp cơ sở, since 1/7/2025
    )
    COMMUNE_COMMITTEE = "commune_committee"  # đảng ủy xã, phường as a grassroots organisation
    GRASSROOTS_COMMITTEE = "grassroots_committee"  # đảng ủy cơ sở
    SECTION_COMMITTEE = "section_committee"  # đảng ủy bộ phận
    GRASSROOTS_BRANCH = "grassroots_branch"  # chi bộ cơ sở: under no grassroots committee
    BRANCH = "branch"  # chi bộ


class Sex(StrEnum):
    """Sex as declared in the CV (form 2-KNĐ, field 02)."""

    FEMALE = "female"
    MALE = "male"


class Ethnicity(StrEnum):
    """Whether the declared ethnic group is a minority (dân tộc thiểu số)."""

    KINH = "kinh"
    MINORITY = "minority"


class Union(StrEnum):
    """Standing in the mass organisation that may introduce the applicant (Charter, article 4.1)."""

    YOUTH_UNION = "youth_union"  # đoàn viên thanh niên
    TRADE_UNION_PAST_YOUTH_AGE = "trade_union_past_youth_age"  # đoàn viên công đoàn hết tuổi đoàn
    NEITHER = "neither"


class Study(StrEnum):
    """What the applicant studies, if anything."""

    COLLEGE = "college"  # sinh viên cao đẳng
    UNIVERSITY = "university"  # sinh viên đại học
    NONE = "none"


class Relation(StrEnum):
    """How a person named in the CV is related to the applicant (HD 06 §3.4)."""

    APPLICANT = "applicant"
    FATHER = "father"
    MOTHER = "mother"
    RAISED_BY = "raised_by"  # người trực tiếp nuôi dưỡng
    SPOUSE = "spouse"
    SPOUSE_FATHER = "spouse_father"
    SPOUSE_MOTHER = "spouse_mother"
    CHILD_OF_AGE = "child_of_age"  # con đẻ có đủ năng lực hành vi dân sự
    CHILD = "child"
    SIBLING = "sibling"
    SPOUSE_SIBLING = "spouse_sibling"  # matters for a waiver only
    GRANDPARENT = "grandparent"


class CancelReason(StrEnum):
    """Why a decision of admission was cancelled (QĐ 24 §3.6; N11 and N12 of the domain)."""

    STANDARDS = "standards"
    COMPETENCE = "competence"
    PROCEDURE = "procedure"


class LeaveReason(StrEnum):
    """Why a case ended before any admission (N1 and N9 of the domain)."""

    DIED = "died"
    LEFT = "left"  # chuyển đi nơi khác, thôi việc
    UNFIT = "unfit"  # không còn đủ tiêu chuẩn


class ReturnReason(StrEnum):
    """What a dossier lacked when a higher committee sent it back (trả lại để bổ sung)."""

    PAPERS_MISSING = "papers_missing"
    FORM_WRONG = "form_wrong"
    BACKGROUND_UNCLEAR = "background_unclear"


class RefusalReason(StrEnum):
    """Why the competent committee did not agree to an admission."""

    STANDARDS = "standards"
    POLITICAL = "political"  # vấn đề chính trị (QĐ 58)
    PROCEDURE = "procedure"


class StrikeReason(StrEnum):
    """Why a probationary member was struck off (xóa tên; N13 and N14 of the domain)."""

    UNFIT = "unfit"
    DISCIPLINE = "discipline"  # beyond reprimand and warning


class VerificationResult(StrEnum):
    """What the asked committee answered about one person."""

    CONFIRMED = "confirmed"
    DIFFERS = "differs"
    NOT_KNOWN = "not_known"
    REFUSED = "refused"
    MOVED_AWAY = "moved_away"


class ReplyChannel(StrEnum):
    """Who entered an answer: the asked committee, or the asking one from a paper."""

    COMMITTEE = "committee"
    PAPER = "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The coded facts that statistics break down by, as of the day of the fact that holds them."""

    sex: Sex
    ethnicity: Ethnicity
    union: Union
    study: Study


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPerson:
    """A person named in the CV and the committee of the place where he or she can be known."""

    person_id: PersonId
    relation: Relation
    committee_id: CommitteeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A branch vote and what its base is made of, in persons (QĐ 294 §9.3.2, HD 06 §3.6b)."""

    official_members: int
    temporarily_elsewhere: int
    exempt_and_absent: int
    in_favour: int

    @property
    def base(self) -> int:
        """Official members less those introduced elsewhere and the exempted who were absent."""
        return self.official_members - self.temporarily_elsewhere - self.exempt_and_absent


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeVote:
    """A committee's vote, in persons: in favour, of all its members."""

    members: int
    in_favour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliance:
    """The state of a directory stream that a decision relied on."""

    stream: CommitteeId
    version: int
