"""What became of the committees: rights given, offices joined, and the reorganisation of 2025."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle, groupby
from operator import attrgetter

from services.sample.tree import Act, Body, Kind, Tree, body
from shared.events.terms import CommitteeType, PublicName

UNIONS_STATED = date(2017, 3, 24)
RIGHTS_GIVEN = date(2021, 1, 5)
IN_THE_BLOC = date(2024, 6, 3)
SPLIT = date(2024, 10, 7)
BLOCS_END = date(2025, 2, 3)
JOINED = date(2025, 3, 3)
DISTRICTS_END = date(2025, 7, 1)  # the last day of a district is 30/6/2025
RIGHTS_RENEWED = date(2025, 9, 3)
RAISED = date(2026, 3, 2)

DIRECTIONS = ("Bắc", "Nam", "Đông", "Tây", "Trung")
FORMER_TO_ONE = 3
LARGE = 8  # committees outside the bloc that decide by themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Heirs:
    """Which new committees take over from a district, or from the communes of the province."""

    former: Body
    new: Sequence[Body]

    @property
    def upper(self) -> list[Body]:
        return [each for each in self.new if each.type is CommitteeType.UPPER_COMMUNE_COMMITTEE]


def reorganisation(seed: int, tree: Tree) -> list[Act]:
    """Every change in the order of its day."""
    agencies = make(seed, CommitteeType.PROVINCE_AGENCIES_COMMITTEE, "ĐUCQ", tree.province)
    government = make(seed, CommitteeType.PROVINCE_GOVERNMENT_COMMITTEE, "ĐUUB", tree.province)
    blocs = [tree.bloc, *of_type(tree.further, CommitteeType.BLOC_COMMITTEE)]
    acts = [
        *youth_unions(tree),
        *rights(tree),
        *joined(seed, tree),
        *found([agencies, government], BLOCS_END),
        *blocs_end(tree, blocs, agencies=agencies, government=government),
        *communes_end(seed, tree),
    ]
    return sorted(acts, key=attrgetter("on"))


def youth_unions(tree: Tree) -> Iterator[Act]:
    """Which offices of the bloc, and some outside it, have a youth union; its last one has none."""
    *young, without = tree.offices
    outside = of_type(tree.further, CommitteeType.GRASSROOTS_COMMITTEE)[::15]
    for each in (*young, *outside):
        yield Act(kind=Kind.YOUTH_UNION, on=UNIONS_STATED, body=each)
    yield Act(kind=Kind.NO_YOUTH_UNION, on=UNIONS_STATED, body=without)


def rights(tree: Tree) -> Iterator[Act]:
    """Who may decide by itself: given, taken back when the committee above ended, given anew."""
    own = tree.offices[2]
    large = of_type(tree.further, CommitteeType.GRASSROOTS_COMMITTEE)[::12][:LARGE]
    for each, since in [(own, IN_THE_BLOC), *((one, RIGHTS_GIVEN) for one in large)]:
        in_bloc = each.above.type is CommitteeType.BLOC_COMMITTEE
        until = BLOCS_END if in_bloc else DISTRICTS_END
        yield Act(kind=Kind.DELEGATED, on=since, body=each)
        yield Act(kind=Kind.TAKEN_BACK, on=until, body=each)
    for each in (own, *large[: LARGE // 2]):
        yield Act(kind=Kind.DELEGATED, on=RIGHTS_RENEWED, body=each)


def joined(seed: int, tree: Tree) -> Iterator[Act]:
    """Two offices became one under a new name, one branch two, and two branches one."""
    one, other = tree.offices[3], tree.offices[4]
    yield Act(kind=Kind.MERGED, on=JOINED, body=other, other=one)
    name = f"{one.name} {other.name.rpartition(' ')[2]}"
    yield Act(kind=Kind.NAMED, on=JOINED, body=one, name=PublicName(name))
    first, second, *_ = tree.below(tree.offices[5])
    yield Act(kind=Kind.MERGED, on=JOINED, body=second, other=first)
    large = tree.below(tree.offices[6])[0]
    part = body(
        seed,
        CommitteeType.BRANCH,
        f"{large.name} (2)",
        symbol=large.symbol,
        members=large.members,
        parent=large.above,
    )
    yield from found([part], SPLIT)
    yield Act(kind=Kind.SPLIT, on=SPLIT, body=part, other=large)


def blocs_end(
    tree: Tree, blocs: Sequence[Body], *, agencies: Body, government: Body
) -> Iterator[Act]:
    """Offices of the Party and of mass organisations went one way, all others the other."""
    below = [each for each in (*tree.offices, *tree.further) if each.parent in blocs]
    for each in below:
        of_the_party = "Ban " in each.name or "Viện " in each.name or "Nhà xuất bản" in each.name
        heir = agencies if of_the_party else government
        yield Act(kind=Kind.PLACED, on=BLOCS_END, body=each, other=heir)
    for bloc in blocs:
        yield Act(kind=Kind.DISSOLVED, on=BLOCS_END, body=bloc, other=government)


def communes_end(seed: int, tree: Tree) -> Iterator[Act]:
    """New communes took over from several former ones each, and what districts had went to them."""
    last = of_type(tree.further, CommitteeType.DISTRICT_COMMITTEE)[-1:]
    for former, group in groupby(sorted(tree.communes, key=by_parent), key=attrgetter("parent")):
        communes = list(group)
        count = max(2, len(communes) // FORMER_TO_ONE)
        heirs = heirs_of(seed, tree.province, former, count, with_grassroots=former in last)
        yield from found(heirs.new, DISTRICTS_END)
        for each in heirs.new:
            if each.type is CommitteeType.COMMUNE_COMMITTEE:
                upper = CommitteeType.UPPER_COMMUNE_COMMITTEE
                yield Act(kind=Kind.RETYPED, on=RAISED, body=each, type=upper)
        for each, heir in zip(communes, cycle(heirs.new)):
            yield Act(kind=Kind.MERGED, on=DISTRICTS_END, body=each, other=heir)
        if former is not tree.province:
            yield from district_ends(tree, heirs)


def district_ends(tree: Tree, heirs: Heirs) -> Iterator[Act]:
    district = heirs.former
    below = [each for each in tree.further if each.parent is district]
    for each, heir in zip(below, cycle(heirs.upper)):
        yield Act(kind=Kind.PLACED, on=DISTRICTS_END, body=each, other=heir)
    yield Act(kind=Kind.DISSOLVED, on=DISTRICTS_END, body=district, other=district.above)


def heirs_of(
    seed: int, province: Body, former: Body, count: int, *, with_grassroots: bool
) -> Heirs:
    """The new communes of a place; one of them stays a grassroots organisation where asked for."""
    place = former.name.partition(" Mẫu ")[2]
    kind = "phường" if former.name.startswith("Th") else "xã"
    types = [CommitteeType.UPPER_COMMUNE_COMMITTEE] * count
    if with_grassroots:
        types[-1] = CommitteeType.COMMUNE_COMMITTEE
    new = [
        body(
            seed,
            type,
            " ".join(filter(None, ("Đảng ủy", kind, "Mẫu", place, direction))),
            symbol="ĐU",
            members=15,
            parent=province,
        )
        for type, direction in zip(types, DIRECTIONS, strict=False)
    ]
    return Heirs(former=former, new=new)


def found(bodies: Sequence[Body], on: date) -> Iterator[Act]:
    for each in bodies:
        yield Act(kind=Kind.FOUNDED, on=on, body=each)


def make(seed: int, type: CommitteeType, symbol: str, province: Body) -> Body:
    """One of the two committees that took the place of the blocs."""
    names = {
        CommitteeType.PROVINCE_AGENCIES_COMMITTEE: "Đảng ủy các cơ quan Đảng tỉnh",
        CommitteeType.PROVINCE_GOVERNMENT_COMMITTEE: "Đảng ủy Ủy ban nhân dân tỉnh",
    }
    return body(seed, type, names[type], symbol=symbol, members=13, parent=province)


def of_type(bodies: Sequence[Body], type: CommitteeType) -> list[Body]:
    return [each for each in bodies if each.type is type]


def by_parent(commune: Body) -> str:
    return commune.above.name
