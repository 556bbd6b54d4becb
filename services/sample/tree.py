"""The committees of the sample, where each stands on a day, and who decides there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from services.intake.domain import GRASSROOTS_LEVEL
from services.sample.entry import identity
from shared.events.terms import CommitteeId, CommitteeType, PublicName
from shared.people.access import Office, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A committee; `members` vote: those of the committee, or the official ones of a branch."""

    committee_id: CommitteeId
    type: CommitteeType
    name: PublicName
    symbol: str  # as in the numbers of its documents
    parent: "Body | None"  # when it was created
    members: int

    @property
    def above(self) -> "Body":
        if self.parent is None:
            raise LookupError(f"nothing stands above {self.name}")
        return self.parent

    def office(self, role: Role) -> Office:
        return Office(role=role, committee_id=self.committee_id)


class Kind(StrEnum):
    """What can become of a body."""

    FOUNDED = "founded"
    NAMED = "named"
    PLACED = "placed"
    MERGED = "merged"
    DISSOLVED = "dissolved"
    RETYPED = "retyped"
    SPLIT = "split"
    DELEGATED = "delegated"
    TAKEN_BACK = "taken back"  # the right to decide
    YOUTH_UNION = "youth union"
    NO_YOUTH_UNION = "no youth union"


MOVES = frozenset({Kind.PLACED, Kind.MERGED, Kind.DISSOLVED})
ENDS = frozenset({Kind.MERGED, Kind.DISSOLVED})
LEVELS = frozenset({Kind.RETYPED})
UNIONS = frozenset({Kind.YOUTH_UNION, Kind.NO_YOUTH_UNION})
RIGHTS = frozenset({Kind.DELEGATED, Kind.TAKEN_BACK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What became of a body on a day; `other` is its parent, its successor or its origin."""

    kind: Kind
    on: date
    body: Body
    other: Body | None = None
    name: PublicName | None = None
    type: CommitteeType | None = None

    @property
    def to(self) -> Body:
        assert self.other is not None
        return self.other


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """All committees as they were created, the bloc's apart, and what became of them later.

    The `branches` lie under the `offices` of the bloc, whose first one is the college; the
    `communes` answer about families; `further` are all others, each after its parent.
    """

    province: Body
    bloc: Body
    offices: Sequence[Body]
    branches: Sequence[Body]
    communes: Sequence[Body]
    further: Sequence[Body] = ()
    acts: Sequence[Act] = ()
    acts_of: Mapping[CommitteeId, Sequence[Act]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Body]:
        """Each after its parent."""
        yield self.province
        yield self.bloc
        yield from (each for each in self.further if each.type in DIRECTLY_BELOW)
        yield from self.communes
        yield from self.offices
        yield from self.branches
        yield from (each for each in self.further if each.type not in DIRECTLY_BELOW)

    def below(self, office: Body) -> list[Body]:
        """The branches of an office of the bloc, when they were created."""
        return [branch for branch in self.branches if branch.parent is office]

    def standing(self, body: Body, on: date) -> Body:
        """The body, or whoever stands in its place on that day."""
        while (act := self.last(body, on, ENDS)) is not None:
            body = act.to
        return body

    def above(self, body: Body, on: date) -> Body:
        """Under whom it stands on that day."""
        here = self.standing(body, on)
        moved = self.last(here, on, MOVES)
        return self.standing(moved.to if moved else here.above, on)

    def office(self, branch: Body, on: date) -> Body:
        """Who certifies and resolves for a branch: above it and its section, or it by itself."""
        here = self.standing(branch, on)
        if here.type is CommitteeType.GRASSROOTS_BRANCH:
            return here
        above = self.above(branch, on)
        if above.type is CommitteeType.SECTION_COMMITTEE:
            return self.above(above, on)
        return above

    def decider(self, branch: Body, on: date) -> Body:
        """Who decides admissions of a branch on that day (QĐ 29 §4.3.2)."""
        office = self.office(branch, on)
        return office if self.decides(office, on) else self.directly_above(branch, on)

    def directly_above(self, branch: Body, on: date) -> Body:
        """Who stands above the grassroots level, whoever decides."""
        office = self.office(branch, on)
        alone = office.type is CommitteeType.GRASSROOTS_BRANCH
        grassroots = alone or self.level(office, on) in GRASSROOTS_LEVEL
        return self.above(office, on) if grassroots else office

    def in_section(self, branch: Body, on: date) -> bool:
        return self.above(branch, on).type is CommitteeType.SECTION_COMMITTEE

    def appraises(self, branch: Body, on: date) -> bool:
        """Whether an organisation board does, as it does where nothing is delegated."""
        return self.level(self.decider(branch, on), on) not in GRASSROOTS_LEVEL

    def level(self, body: Body, on: date) -> CommitteeType:
        retyped = self.last(body, on, LEVELS)
        return retyped.type if retyped and retyped.type else body.type

    def decides(self, office: Body, on: date) -> bool:
        right = self.last(office, on, RIGHTS)
        return right is not None and right.kind is Kind.DELEGATED

    def without_youth_union(self, branch: Body, on: date) -> bool:
        stated = self.last(self.office(branch, on), on, UNIONS)
        return stated is not None and stated.kind is Kind.NO_YOUTH_UNION

    def last(self, body: Body, on: date, kinds: frozenset[Kind]) -> Act | None:
        """The latest act of one of `kinds` by that day."""
        acts = self.acts_of.get(body.committee_id, ())
        return next((act for act in reversed(acts) if act.kind in kinds and act.on <= on), None)


DIRECTLY_BELOW = frozenset({CommitteeType.BLOC_COMMITTEE, CommitteeType.DISTRICT_COMMITTEE})


def body(
    seed: int,
    type: CommitteeType,
    name: str,
    *,
    symbol: str,
    members: int,
    parent: Body | None = None,
) -> Body:
    return Body(
        committee_id=CommitteeId(identity(seed, "committee", name)),
        type=type,
        name=PublicName(name),
        symbol=symbol,
        parent=parent,
        members=members,
    )
