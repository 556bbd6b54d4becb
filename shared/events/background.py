"""The words in which a background is asked about, waived, compared and decided."""

from enum import StrEnum


class QuestionItem(StrEnum):
    """What a committee is asked about a person (HD 06 §3.4a)."""

    POLITICAL_HISTORY = "political_history"  # lịch sử chính trị
    POLITICAL_CURRENT = "political_current"  # chính trị hiện nay
    LINE_AND_POLICY = "line_and_policy"  # chấp hành đường lối, chính sách, pháp luật
    ETHICS = "ethics"  # phẩm chất chính trị, đạo đức, lối sống: of the applicant only


class RequestChannel(StrEnum):
    """How a question travels (HD 06 §3.4d)."""

    LETTER = "letter"  # công văn
    ENVOY = "envoy"  # cử đảng viên đi, về báo cáo bằng văn bản
    AGENCY = "agency"  # cơ quan có trách nhiệm
    FOREIGN_MISSION = "foreign_mission"  # cơ quan đại diện ở ngoài nước


class Agency(StrEnum):
    """Who is asked that is no committee of the directory."""

    PUBLIC_SECURITY = "public_security"  # cơ quan an ninh của tỉnh
    EMPLOYER = "employer"  # nơi làm việc
    MILITARY_UNIT = "military_unit"
    FILE_KEEPER = "file_keeper"  # cơ quan quản lý hồ sơ cán bộ
    MISSION_ABROAD = "mission_abroad"  # cơ quan đại diện Việt Nam
    COMMITTEE_ABROAD = "committee_abroad"  # cấp ủy ngoài nước


class RefusalGround(StrEnum):
    """Why an asked committee did not confirm."""

    CONCERNS_PERSON = "concerns_person"  # something about the person asked about
    OTHER_RELATIVE = "other_relative"  # about somebody who is not verified, as an uncle
    OTHER_MATTER = "other_matter"  # land, fees and the like


class Way(StrEnum):
    """Why a question is put anew."""

    ELSEWHERE = "elsewhere"  # the person moved away
    OTHER_CHANNEL = "other_channel"  # the first one did not know
    ESCALATE = "escalate"  # to the organisation board directly above
    SUPPLEMENT = "supplement"  # something changed since (HD 06 §5.4)
    AGAIN = "again"  # a waiver fell away, or demands another road


class WaiverKind(StrEnum):
    """On which ground persons need not be asked about (HD 06 §3.4c; W1 to W8 of the domain)."""

    OWN_SIDE_MEMBER = "own_side_member"  # W1: father, mother, a sibling or child is a member
    SPOUSE_SIDE_MEMBER = "spouse_side_member"  # W2: the spouse, or one of the spouse's family
    CLEAR_ITEMS = "clear_items"  # W3: only what is unclear is asked
    WELL_KNOWN = "well_known"  # W4: all live in the home place, under one organisation
    ARMED_FORCES = "armed_forces"  # W5: matched with the CV given at enlistment
    APPLICANT_ABROAD = "applicant_abroad"  # W6: matched with the CV kept at home
    RELATIVE_ABROAD = "relative_abroad"  # W7: the mission abroad or the security agency instead
    FOREIGN_EMPLOYER = "foreign_employer"  # W8: an envoy and the security agency instead


class Membership(StrEnum):
    """What the relative is whose membership is the ground of a waiver."""

    CURRENT = "current"
    LEFT = "left"  # ra khỏi Đảng, bị đưa ra khỏi Đảng


class MatchOutcome(StrEnum):
    """What was found when the CV was laid beside the other file."""

    MATCH = "match"
    DIFFERS = "differs"
    NO_LONGER_MEMBER = "no_longer_member"


class WithdrawReason(StrEnum):
    """Why a waiver fell away."""

    GROUND_FELL_AWAY = "ground_fell_away"
    CV_UNCLEAR = "cv_unclear"
    PROPOSED_BY_MISTAKE = "proposed_by_mistake"


class CvField(StrEnum):
    """The fields of the CV that are laid beside other papers (form 2-KNĐ, in its order)."""

    NAME = "name"  # 01
    SEX = "sex"  # 02
    BIRTH_NAME = "birth_name"  # 03
    ALIASES = "aliases"  # 04
    BORN_ON = "born_on"  # 05
    BIRTH_PLACE = "birth_place"  # 06
    HOME_PLACE = "home_place"  # 07
    RESIDENCE = "residence"  # 08
    ETHNIC_GROUP = "ethnic_group"  # 09
    RELIGION = "religion"  # 10
    OCCUPATION = "occupation"
    EDUCATION = "education"
    MARITAL_STATUS = "marital_status"
    UNION_ENTRY = "union_entry"
    EARLIER_ADMISSION = "earlier_admission"
    LIFE_HISTORY = "life_history"
    TRAINING = "training"
    FOREIGN_TRAVEL = "foreign_travel"
    REWARDS = "rewards"
    DISCIPLINE = "discipline"
    FAMILY = "family"
    POLITICAL_BACKGROUND = "political_background"  # what is asked about, in an answer


class Paper(StrEnum):
    """What a field of the CV is laid beside."""

    ID_CARD = "id_card"
    BIRTH_CERTIFICATE = "birth_certificate"
    DIPLOMA = "diploma"
    UNION_RECORD = "union_record"
    AWARENESS_CERTIFICATE = "awareness_certificate"
    INTRODUCTION = "introduction"
    RESOLUTION = "resolution"
    RESIDENCE_RECORD = "residence_record"
    RESIDENCE_OPINION = "residence_opinion"
    STAFF_FILE = "staff_file"
    INSURANCE_RECORD = "insurance_record"
    CERTIFICATE = "certificate"
    DECISION = "decision"
    RELATIVES_CV = "relatives_cv"
    MEMBER_FILE = "member_file"
    EARLIER_FILE = "earlier_file"
    REPLY = "reply"  # an answer about the background


class CheckOutcome(StrEnum):
    """What laying a field beside a paper showed."""

    EQUAL = "equal"
    RENAMED = "renamed"  # the same place under another name
    DIFFERS = "differs"
    GAP = "gap"  # the periods do not join
    MISSING = "missing"  # the paper does not say


class Severity(StrEnum):
    """How much a discrepancy weighs."""

    FORMAL = "formal"  # spelling, a name of a place
    MATERIAL = "material"  # who somebody is, and what he or she did
    POLITICAL = "political"


class Resolution(StrEnum):
    """How a discrepancy was decided."""

    TYPO_CORRECTED = "typo_corrected"
    EXPLAINED = "explained"
    VERIFIED = "verified"
    UNRESOLVED = "unresolved"  # decided that it stays open for now
