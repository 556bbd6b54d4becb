"""What a made-up verification meets beside plain answers: waivers, questions anew, comparisons."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.events.background import (
    Agency,
    CvField,
    MatchOutcome,
    Paper,
    QuestionItem,
    RefusalGround,
    RequestChannel,
    Resolution,
    WaiverKind,
    Way,
    WithdrawReason,
)
from shared.events.terms import Relation, VerificationResult


@dataclass(frozen=True, slots=True)
class Waived:
    """A ground was named; `by` is the member, or the one person whom it covers."""

    kind: WaiverKind
    by: Relation | None = None
    clear: tuple[QuestionItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Matched:
    """The CV was laid beside the file of the waiver that stands."""

    outcome: MatchOutcome = MatchOutcome.MATCH


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The waiver that stands fell away."""

    reason: WithdrawReason


@dataclass(frozen=True, slots=True)
class Answered:
    """The newest question about a person was answered on paper."""

    about: Relation
    result: VerificationResult = VerificationResult.CONFIRMED
    ground: RefusalGround | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The newest question about a person was put anew; an envoy goes where one is sent."""

    about: Relation
    way: Way
    channel: RequestChannel = RequestChannel.LETTER
    agency: Agency | None = None


@dataclass(frozen=True, slots=True)
class Reminded:
    """Whoever is asked about a person was reminded."""

    about: Relation


@dataclass(frozen=True, slots=True)
class Checked:
    """A field of the applicant's CV was laid beside a paper of no Party body."""

    field: CvField
    paper: Paper
    declared: str
    found: str


@dataclass(frozen=True, slots=True)
class Decided:
    """The discrepancy that is open was decided."""

    resolution: Resolution


@dataclass(frozen=True, slots=True)
class Supplemented:
    """Papers older than their term were supplemented."""


Act = Waived | Matched | Withdrawn | Answered | Asked | Reminded | Checked | Decided | Supplemented


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Whom the CV names beside the applicant, and what happened in this order."""

    family: Sequence[Relation]
    acts: Sequence[Act]
    at_home: bool = False  # all are known in the organisation that asks


OWN = Answered(Relation.APPLICANT)
FATHER, SPOUSE = Relation.FATHER, Relation.SPOUSE
AGAIN, MISSION = Way.AGAIN, RequestChannel.FOREIGN_MISSION
CLEAR = (QuestionItem.POLITICAL_HISTORY, QuestionItem.POLITICAL_CURRENT)

CONCLUDED: Sequence[Course] = (
    Course(family=[FATHER], acts=[Waived(WaiverKind.OWN_SIDE_MEMBER, FATHER), Matched()]),
    Course(family=[SPOUSE], acts=[Waived(WaiverKind.SPOUSE_SIDE_MEMBER, SPOUSE), Matched(), OWN]),
    Course(
        family=[FATHER],
        acts=[Waived(WaiverKind.CLEAR_ITEMS, FATHER, CLEAR), OWN, Answered(FATHER)],
    ),
    Course(family=[FATHER, SPOUSE], at_home=True, acts=[Waived(WaiverKind.WELL_KNOWN)]),
    Course(
        family=[FATHER],
        acts=[
            Waived(WaiverKind.ARMED_FORCES, Relation.APPLICANT),
            Answered(FATHER),
            Matched(),
        ],
    ),
    Course(family=[], acts=[Waived(WaiverKind.APPLICANT_ABROAD), Matched()]),
    Course(
        family=[FATHER],
        acts=[
            Waived(WaiverKind.RELATIVE_ABROAD, FATHER),
            Asked(FATHER, AGAIN, MISSION, Agency.MISSION_ABROAD),
            OWN,
            Answered(FATHER),
        ],
    ),
    Course(
        family=[SPOUSE],
        acts=[
            Waived(WaiverKind.FOREIGN_EMPLOYER, SPOUSE),
            Asked(SPOUSE, AGAIN, RequestChannel.ENVOY, Agency.EMPLOYER),
            Answered(SPOUSE),
            Asked(SPOUSE, AGAIN, RequestChannel.AGENCY, Agency.PUBLIC_SECURITY),
            OWN,
            Answered(SPOUSE),
        ],
    ),
    Course(
        family=[FATHER],
        acts=[
            Waived(WaiverKind.OWN_SIDE_MEMBER, FATHER),
            Matched(MatchOutcome.DIFFERS),
            Decided(Resolution.EXPLAINED),
            Matched(),
        ],
    ),
    Course(
        family=[FATHER],
        acts=[
            Waived(WaiverKind.OWN_SIDE_MEMBER, FATHER),
            Matched(MatchOutcome.NO_LONGER_MEMBER),
            Withdrawn(WithdrawReason.GROUND_FELL_AWAY),
            OWN,
            Answered(FATHER),
        ],
    ),
    Course(
        family=[FATHER],
        acts=[
            OWN,
            Answered(FATHER, VerificationResult.MOVED_AWAY),
            Asked(FATHER, Way.ELSEWHERE),
            Answered(FATHER),
        ],
    ),
    Course(
        family=[SPOUSE],
        acts=[
            Answered(SPOUSE, VerificationResult.NOT_KNOWN),
            OWN,
            Asked(SPOUSE, Way.OTHER_CHANNEL, RequestChannel.AGENCY, Agency.FILE_KEEPER),
            Answered(SPOUSE),
        ],
    ),
    Course(
        family=[FATHER],
        acts=[
            OWN,
            Answered(FATHER, VerificationResult.REFUSED, RefusalGround.OTHER_MATTER),
            Asked(FATHER, Way.ESCALATE),
            Answered(FATHER),
        ],
    ),
    Course(
        family=[],
        acts=[
            Checked(CvField.SEX, Paper.ID_CARD, "nữ", "nữ"),
            Checked(CvField.EDUCATION, Paper.DIPLOMA, "12/12", "11/12"),
            OWN,
            Decided(Resolution.TYPO_CORRECTED),
        ],
    ),
    Course(
        family=[],
        acts=[
            Checked(
                CvField.LIFE_HISTORY,
                Paper.STAFF_FILE,
                "09/2010 - 06/2013; 10/2013 - nay",
                "09/2010 - 06/2013; 10/2013 - nay",
            ),
            OWN,
            Decided(Resolution.EXPLAINED),
        ],
    ),
    Course(family=[], acts=[Supplemented(), OWN]),
)
"""Verifications that came to their conclusion: each ground W1 to W8, and more."""

OPEN: Sequence[Course] = (
    Course(family=[FATHER], acts=[Waived(WaiverKind.OWN_SIDE_MEMBER, FATHER)]),
    Course(
        family=[FATHER],
        acts=[
            Waived(WaiverKind.OWN_SIDE_MEMBER, FATHER),
            Withdrawn(WithdrawReason.PROPOSED_BY_MISTAKE),
        ],
    ),
    Course(
        family=[SPOUSE],
        acts=[
            Answered(SPOUSE, VerificationResult.NOT_KNOWN),
            Asked(SPOUSE, Way.OTHER_CHANNEL, RequestChannel.AGENCY, Agency.PUBLIC_SECURITY),
        ],
    ),
    Course(
        family=[FATHER],
        acts=[
            OWN,
            Checked(CvField.BORN_ON, Paper.BIRTH_CERTIFICATE, "1/2/1995", "11/2/1995"),
        ],
    ),
)
"""Verifications that are under way."""

REMINDED = Course(family=[FATHER], acts=[OWN, Reminded(FATHER), Reminded(FATHER)])
"""A question that nobody has answered in time, and two letters about it."""
