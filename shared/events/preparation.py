"""Topic `ketnap.cases.v1` too: what is gathered beside the CV before the branch can consider."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.events.terms import CaseId, DocumentNumber, PersonId


class IntroductionPath(StrEnum):
    """Who introduces the applicant (Charter, article 4.1; E7 to E9 of the domain)."""

    YOUTH_UNION = "youth_union"  # ban chấp hành đoàn cơ sở and one official member
    TRADE_UNION = "trade_union"  # ban chấp hành công đoàn cơ sở and one official member
    TWO_MEMBERS = "two_members"  # hai đảng viên chính thức


class PathReason(StrEnum):
    """Why others introduce where a union would come first (E8 to E10 of the domain)."""

    NO_YOUTH_UNION = "no_youth_union"
    NO_TRADE_UNION = "no_trade_union"
    NOT_A_UNION_MEMBER = "not_a_union_member"
    PAST_YOUTH_AGE = "past_youth_age"


class ReplacementReason(StrEnum):
    """Why an introducer, or the member who helps, cannot go on (E13 and N18 of the domain)."""

    MOVED_AWAY = "moved_away"
    DISCIPLINED = "disciplined"
    UNABLE = "unable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Introducer:
    """An official member who introduces the applicant (form 3-KNĐ), and for how long they know.

    The months are those worked, laboured or studied together in one unit (Charter, article 4.2).
    """

    person_id: PersonId
    introduced_on: date
    months_together: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionResolution:
    """The resolution by which a union introduces the applicant (form 4-KNĐ or 4a-KNĐ)."""

    resolution_no: DocumentNumber
    resolved_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantIntroduced:
    """Members, and the union where one comes first, introduced the applicant (3-, 4-, 4a-KNĐ).

    The day is that of the last of these papers.
    """

    case_id: CaseId
    introduced_on: date
    path: IntroductionPath
    introducers: tuple[Introducer, ...]
    union_resolution: UnionResolution | None = None
    reason: PathReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroducerReplaced:
    """The branch put another official member in the place of an introducer who cannot go on."""

    case_id: CaseId
    replaced_on: date
    replaced_id: PersonId
    introducer_id: PersonId
    reason: ReplacementReason


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionsSummarised:
    """The branch committee summarised the opinions on the applicant (tổng hợp ý kiến, 5-KNĐ).

    They are those of mass organisations and of the branch of residence; without a day of the
    latter, the branch of the case is itself the one of residence.
    """

    case_id: CaseId
    summarised_on: date
    mass_organisations: int
    residence_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CvReaffirmed:
    """Nothing in the sealed CV changed, or it was supplemented: it counts again (HD 06 §5.4)."""

    case_id: CaseId
    reaffirmed_on: date


PreparationEvent = ApplicantIntroduced | IntroducerReplaced | OpinionsSummarised | CvReaffirmed
