"""Who may do what: one pure policy that every route, page and stream asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto
from uuid import UUID

from shared.events.office import Role
from shared.events.terms import CommitteeId, CommitteeType, UserId

__all__ = ["HELD_IN", "ITSELF", "POLICY", "Action", "Office", "Reach", "Role", "may"]


class Action(StrEnum):
    """Everything that somebody can ask the system to do or show."""

    READ_OWN_FILE = "read_own_file"  # all that is kept about a person, at his or her request
    ERASE_PERSON = "erase_person"
    ADMINISTER_OFFICES = "administer_offices"  # who holds which office
    CREATE_COMMITTEE = "create_committee"
    READ_DIRECTORY = "read_directory"
    PREPARE_CASE = (
        "prepare_case"  # list, class, application, CV, ceremony: what a branch does by itself
    )
    RESOLVE_IN_BRANCH = "resolve_in_branch"
    CERTIFY_CV = "certify_cv"  # seal, certify
    RESOLVE_IN_GRASSROOTS = "resolve_in_grassroots"
    RETURN_DOSSIER = "return_dossier"  # for completion
    APPRAISE = "appraise"  # thẩm định, before the decision
    DECIDE_ADMISSION = "decide_admission"
    DISCIPLINE = "discipline"  # reprimand, warn
    ATTACH_SCAN = "attach_scan"  # and withdraw one
    CORRECT_STEP = "correct_step"  # one's own, or of an office below
    READ_CASE = "read_case"
    REPLY = "reply"
    CONCLUDE = "conclude"  # paper reply, conclusion: the asking side
    READ_REQUEST = "read_request"
    READ_FIGURES = "read_figures"
    COMPARE_FIGURES = "compare_figures"  # of others: small counts are withheld
    READ_FEED = "read_feed"  # whole steps, as the services hear them
    READ_EVENTS = "read_events"  # what other systems are told of a case: no more than a topic says
    MEND_PARKED = "mend_parked"  # see, retry and skip what a service could not apply


class Reach(Enum):
    """How far a right goes from the committee of the office."""

    HERE = auto()
    BELOW = auto()  # here and everything below
    EVERYWHERE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office of a committee, for which somebody acts; every step names it.

    Who acts is not known where anybody may choose an office, and of steps of that time.
    """

    role: Role
    committee_id: CommitteeId
    user_id: UserId | None = None  # who acts
    instead_of: UserId | None = None  # whose place the user takes

    @property
    def code(self) -> str:
        """How a step and a token name it: `role:committee`, then `:user`, `:instead of whom`."""
        people = filter(None, (self.user_id, self.instead_of))
        return ":".join(map(str, (self.role, self.committee_id, *people)))

    @classmethod
    def parse(cls, code: str) -> "Office":
        """Read `code` back; raises ValueError for anything else."""
        role, *ids = code.split(":")
        committee, user, instead_of = [*map(UUID, ids), None, None][:3]
        if committee is None or len(ids) > 3:
            raise ValueError(code)
        return cls(
            role=Role(role),
            committee_id=CommitteeId(committee),
            user_id=UserId(user) if user else None,
            instead_of=UserId(instead_of) if instead_of else None,
        )

    @property
    def itself(self) -> "Office":
        """The office, whoever acts for it."""
        return replace(self, user_id=None, instead_of=None)

    @property
    def users(self) -> tuple[UserId, ...]:
        """The user who acts, and whom he or she stands in for."""
        return tuple(filter(None, (self.user_id, self.instead_of)))


ITSELF = Office(role=Role.SERVICE, committee_id=CommitteeId(UUID(int=0)))
"""The office of a service that reacts to a step or asks another service: no committee's."""

DECIDING = (Role.STANDING_COMMITTEE, Role.ORGANISATION_BOARD)

HELD_IN: Mapping[CommitteeType, Sequence[Role]] = {
    CommitteeType.BRANCH: [Role.BRANCH_CLERK],
    # Its committee certifies and is asked as that of a larger grassroots organisation is.
    CommitteeType.GRASSROOTS_BRANCH: [
        Role.BRANCH_CLERK,
        Role.GRASSROOTS_SECRETARY,
        Role.SUBSCRIBER,
    ],
    CommitteeType.SECTION_COMMITTEE: [],  # examines within the grassroots committee
    # At the grassroots level who decides has something to do only where that right is delegated.
    CommitteeType.GRASSROOTS_COMMITTEE: [
        Role.GRASSROOTS_SECRETARY,
        Role.STANDING_COMMITTEE,
        Role.SUBSCRIBER,
    ],
    CommitteeType.COMMUNE_COMMITTEE: [
        Role.GRASSROOTS_SECRETARY,
        Role.STANDING_COMMITTEE,
        Role.SUBSCRIBER,
    ],
    CommitteeType.UPPER_COMMUNE_COMMITTEE: [
        Role.GRASSROOTS_SECRETARY,  # answers for those who live there, whatever its level
        Role.STANDING_COMMITTEE,
        Role.ORGANISATION_BOARD,
        Role.SUBSCRIBER,
    ],
    CommitteeType.BLOC_COMMITTEE: [*DECIDING, Role.SUBSCRIBER],
    CommitteeType.DISTRICT_COMMITTEE: [*DECIDING, Role.SUBSCRIBER],
    CommitteeType.PROVINCE_AGENCIES_COMMITTEE: [*DECIDING, Role.SUBSCRIBER],
    CommitteeType.PROVINCE_GOVERNMENT_COMMITTEE: [*DECIDING, Role.SUBSCRIBER],
    CommitteeType.PROVINCE_COMMITTEE: [
        Role.ORGANISATION_BOARD,
        Role.STANDING_COMMITTEE,
        Role.AUDITOR,
        Role.OPERATOR,
        Role.SUBSCRIBER,
    ],
}
"""Which offices each level of committee has; the office of a service is nobody's to choose."""

POLICY: Mapping[Role, Mapping[Action, Reach]] = {
    Role.BRANCH_CLERK: {
        Action.READ_DIRECTORY: Reach.EVERYWHERE,
        Action.PREPARE_CASE: Reach.HERE,
        Action.RESOLVE_IN_BRANCH: Reach.HERE,
        Action.DISCIPLINE: Reach.HERE,
        Action.CORRECT_STEP: Reach.HERE,
        Action.ATTACH_SCAN: Reach.HERE,
        Action.READ_CASE: Reach.HERE,
        Action.READ_REQUEST: Reach.HERE,
        Action.READ_FIGURES: Reach.HERE,
    },
    Role.GRASSROOTS_SECRETARY: {
        Action.READ_DIRECTORY: Reach.EVERYWHERE,
        Action.CERTIFY_CV: Reach.BELOW,
        Action.RESOLVE_IN_GRASSROOTS: Reach.BELOW,
        Action.RETURN_DOSSIER: Reach.BELOW,
        Action.DISCIPLINE: Reach.BELOW,
        Action.CORRECT_STEP: Reach.BELOW,
        Action.ATTACH_SCAN: Reach.BELOW,
        Action.READ_CASE: Reach.BELOW,
        Action.REPLY: Reach.HERE,
        Action.CONCLUDE: Reach.BELOW,
        Action.READ_REQUEST: Reach.BELOW,
        Action.READ_FIGURES: Reach.BELOW,
        Action.COMPARE_FIGURES: Reach.EVERYWHERE,
    },
    Role.ORGANISATION_BOARD: {
        Action.READ_DIRECTORY: Reach.EVERYWHERE,
        Action.ADMINISTER_OFFICES: Reach.BELOW,
        Action.CREATE_COMMITTEE: Reach.BELOW,
        Action.APPRAISE: Reach.BELOW,
        Action.READ_CASE: Reach.BELOW,
        Action.REPLY: Reach.HERE,  # what stayed unclear below is asked of it
        Action.READ_REQUEST: Reach.BELOW,
        Action.READ_FIGURES: Reach.BELOW,
        Action.COMPARE_FIGURES: Reach.EVERYWHERE,
        Action.READ_OWN_FILE: Reach.HERE,  # of the committee on top
        Action.ERASE_PERSON: Reach.HERE,
    },
    Role.STANDING_COMMITTEE: {
        Action.READ_DIRECTORY: Reach.EVERYWHERE,
        Action.RETURN_DOSSIER: Reach.BELOW,
        Action.DECIDE_ADMISSION: Reach.BELOW,
        Action.DISCIPLINE: Reach.BELOW,
        Action.CORRECT_STEP: Reach.BELOW,
        Action.ATTACH_SCAN: Reach.BELOW,
        Action.READ_CASE: Reach.BELOW,
        Action.READ_REQUEST: Reach.BELOW,
        Action.READ_FIGURES: Reach.BELOW,
        Action.COMPARE_FIGURES: Reach.EVERYWHERE,
    },
    Role.AUDITOR: {
        Action.READ_DIRECTORY: Reach.EVERYWHERE,
        Action.READ_CASE: Reach.BELOW,
        Action.READ_REQUEST: Reach.BELOW,
        Action.READ_FIGURES: Reach.BELOW,
        Action.COMPARE_FIGURES: Reach.EVERYWHERE,
        Action.READ_EVENTS: Reach.BELOW,
        Action.READ_OWN_FILE: Reach.HERE,
    },
    Role.OPERATOR: {
        Action.READ_DIRECTORY: Reach.EVERYWHERE,
        Action.MEND_PARKED: Reach.BELOW,
        Action.READ_FIGURES: Reach.BELOW,
    },
    Role.SUBSCRIBER: {
        Action.READ_DIRECTORY: Reach.EVERYWHERE,
        Action.READ_EVENTS: Reach.BELOW,
    },
    Role.SERVICE: {
        Action.READ_DIRECTORY: Reach.EVERYWHERE,
        Action.READ_FIGURES: Reach.EVERYWHERE,
        Action.READ_FEED: Reach.EVERYWHERE,
    },
}
"""Every right there is; what is not written here is forbidden."""


def may(office: Office, action: Action, line: Sequence[CommitteeId]) -> bool:
    """Whether `office` may do `action` to what belongs to `line[0]`.

    `line` goes from that committee up to the province, as of the day.
    """
    match POLICY[office.role].get(action):
        case None:
            return False
        case Reach.EVERYWHERE:
            return True
        case Reach.HERE:
            return list(line[:1]) == [office.committee_id]
        case Reach.BELOW:
            return office.committee_id in line
