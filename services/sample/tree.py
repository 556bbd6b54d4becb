"""The committees of the sample: a province, its bloc with offices and branches, and communes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random

from services.intake.domain import CreateCommittee
from services.sample import words
from services.sample.entry import Entry, identity
from shared.events.terms import CommitteeId, CommitteeType, DocumentNumber, PublicName
from shared.people.access import Office, Role

COMMITTEE_OF = "Đảng ủy"
OFFICES = 12
COMMUNES = 8
CREATED_ON = date(2016, 10, 3)
MORNING = time(1, 30, tzinfo=UTC)  # half past eight on the clocks of the province


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A committee; `members` vote: those of the committee, or the official ones of a branch."""

    committee_id: CommitteeId
    type: CommitteeType
    name: PublicName
    symbol: str  # as in the numbers of its documents
    parent: "Body | None"
    members: int

    @property
    def above(self) -> "Body":
        if self.parent is None:
            raise LookupError(f"nothing stands above {self.name}")
        return self.parent

    def office(self, role: Role) -> Office:
        return Office(role=role, committee_id=self.committee_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """All committees; `branches` lie under `offices`, whose first one is the college."""

    province: Body
    bloc: Body
    offices: Sequence[Body]
    branches: Sequence[Body]
    communes: Sequence[Body]

    def below(self, office: Body) -> list[Body]:
        return [branch for branch in self.branches if branch.parent is office]

    def __iter__(self) -> Iterator[Body]:
        """Each after its parent."""
        yield self.province
        yield self.bloc
        yield from self.communes
        yield from self.offices
        yield from self.branches


def grow(seed: int) -> Tree:
    """The tree of `seed`: sizes differ from seed to seed, the shape does not."""
    random = Random(f"{seed}/tree")  # noqa: S311
    make = partial(body, seed)
    province = make(CommitteeType.PROVINCE_COMMITTEE, "Tỉnh ủy", symbol="TU", members=15)
    bloc = make(
        CommitteeType.BLOC_COMMITTEE,
        "Đảng ủy Khối các cơ quan tỉnh",
        symbol="ĐUK",
        parent=province,
        members=11,
    )
    offices = [
        make(
            CommitteeType.GRASSROOTS_COMMITTEE,
            f"{COMMITTEE_OF} {words.office(number)}",
            symbol="ĐU",
            parent=bloc,
            members=random.choice((9, 11, 13, 15)),
        )
        for number in range(OFFICES)
    ]
    return Tree(
        province=province,
        bloc=bloc,
        offices=offices,
        branches=[branch for office in offices for branch in branches(seed, office, random)],
        communes=communes(seed, province),
    )


def branches(seed: int, office: Body, random: Random) -> list[Body]:
    place = office.name.removeprefix(f"{COMMITTEE_OF} ")
    return [
        body(
            seed,
            CommitteeType.BRANCH,
            words.unit(place, number),
            symbol="CB",
            parent=office,
            members=random.randint(6, 28),
        )
        for number in range(random.randint(4, 6))
    ]


def communes(seed: int, province: Body) -> list[Body]:
    return [
        body(
            seed,
            CommitteeType.COMMUNE_COMMITTEE,
            words.commune(number),
            symbol="ĐU",
            parent=province,
            members=15,
        )
        for number in range(COMMUNES)
    ]


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


def founding(seed: int, tree: Tree) -> list[Entry]:
    """The commands that put the tree into the directory, one committee a day, parents first."""
    board = tree.province.office(Role.ORGANISATION_BOARD)
    return [
        Entry(
            key=identity(seed, "create", each.committee_id),
            at=datetime.combine(CREATED_ON + timedelta(days=number), MORNING),
            office=board,
            command=CreateCommittee(
                committee_id=each.committee_id,
                type=each.type,
                name=each.name,
                parent_id=each.parent.committee_id if each.parent else None,
                created_on=CREATED_ON + timedelta(days=number),
                decision_no=DocumentNumber(f"{number + 1}-QĐ/TU"),
            ),
        )
        for number, each in enumerate(tree)
    ]
