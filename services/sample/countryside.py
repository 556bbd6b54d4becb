"""The rest of the province beside the bloc: another bloc, districts, communes, all below them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from random import Random

from services.sample import words
from services.sample.tree import Body, Tree, body
from shared.events.terms import CommitteeType

COMMITTEES = 248  # đảng bộ cơ sở
COMMUNES = 124  # among them
SECTIONS = 14
GRASSROOTS_BRANCHES = 229
BRANCHES = 2_370
"""The size of a province of 2019, in whole."""

DISTRICTS: Sequence[tuple[str, str]] = (
    *[("Huyện ủy", "HU")] * 8,
    ("Thị ủy", "ThU"),
    ("Thành ủy", "ThU"),
)
IN_THE_OTHER_BLOC = (20, 29)  # committees, grassroots branches
PARTED = 5  # committees with sections


@dataclass(frozen=True, slots=True, kw_only=True)
class Soil:
    """From what names and sizes are drawn."""

    seed: int
    random: Random

    def body(self, type: CommitteeType, name: str, symbol: str, parent: Body) -> Body:
        members = {
            CommitteeType.BRANCH: (6, 28),
            CommitteeType.GRASSROOTS_BRANCH: (6, 28),
            CommitteeType.SECTION_COMMITTEE: (5, 7),
        }
        return body(
            self.seed,
            type,
            name,
            symbol=symbol,
            parent=parent,
            members=self.random.randint(*members.get(type, (9, 15))),
        )


def countryside(seed: int, tree: Tree) -> Tree:
    """`tree` with the rest of the province; its communes stand under districts."""
    soil = Soil(seed=seed, random=Random(f"{seed}/countryside"))  # noqa: S311
    bloc = soil.body(
        CommitteeType.BLOC_COMMITTEE, "Đảng ủy Khối doanh nghiệp", "ĐUKDN", tree.province
    )
    districts = [
        soil.body(
            CommitteeType.DISTRICT_COMMITTEE,
            f"{kind} Mẫu {words.NATURE[number]}",
            symbol,
            tree.province,
        )
        for number, (kind, symbol) in enumerate(DISTRICTS)
    ]
    communes = list(communes_of(soil, tree, districts))
    offices = list(offices_of(soil, tree, bloc, districts))
    sections = list(sections_of(soil, offices))
    parted = {section.parent for section in sections}
    whole = [*communes, *(office for office in offices if office not in parted), *sections]
    return replace(
        tree,
        communes=communes,
        further=[
            bloc,
            *districts,
            *offices,
            *sections,
            *grassroots_branches(soil, tree, bloc, districts),
            *branches_of(soil, whole, BRANCHES - len(tree.branches)),
        ],
    )


def communes_of(soil: Soil, tree: Tree, districts: Sequence[Body]) -> Iterator[Body]:
    """Those that there are anyway, and more, dealt out to the districts."""
    for number, district in zip(range(COMMUNES), cycle(districts)):
        if number < len(tree.communes):
            yield replace(tree.communes[number], parent=district)
        else:
            name = f"Đảng ủy xã {words.place(number)}"
            yield soil.body(CommitteeType.COMMUNE_COMMITTEE, name, "ĐU", district)


def offices_of(soil: Soil, tree: Tree, bloc: Body, districts: Sequence[Body]) -> Iterator[Body]:
    """Grassroots committees of enterprises, schools and hospitals."""
    count = COMMITTEES - COMMUNES - len(tree.offices)
    in_bloc, _ = IN_THE_OTHER_BLOC
    above = [*[bloc] * in_bloc, *islice(cycle(districts), count - in_bloc)]
    for number, parent in enumerate(above):
        name = f"Đảng ủy {words.workplace(number)}"
        yield soil.body(CommitteeType.GRASSROOTS_COMMITTEE, name, "ĐU", parent)


def sections_of(soil: Soil, offices: Sequence[Body]) -> Iterator[Body]:
    """Some large committees are parted."""
    for number, office in zip(range(SECTIONS), cycle(offices[:PARTED])):
        name = f"Đảng ủy bộ phận {number // PARTED + 1}, {place_of(office)}"
        yield soil.body(CommitteeType.SECTION_COMMITTEE, name, "ĐUBP", office)


def grassroots_branches(
    soil: Soil, tree: Tree, bloc: Body, districts: Sequence[Body]
) -> Iterator[Body]:
    """Branches without a committee of the grassroots level above them."""
    _, in_bloc = IN_THE_OTHER_BLOC
    above = [
        *[tree.bloc] * (in_bloc - 9),
        *[bloc] * in_bloc,
        *islice(cycle(districts), GRASSROOTS_BRANCHES - 2 * in_bloc + 9),
    ]
    for number, parent in enumerate(above):
        name = f"Chi bộ {words.workplace(number + 300)}"
        yield soil.body(CommitteeType.GRASSROOTS_BRANCH, name, "CB", parent)


def branches_of(soil: Soil, above: Sequence[Body], count: int) -> Iterator[Body]:
    """`count` branches below `above`, at least two each."""
    sizes = dict.fromkeys(range(len(above)), 2)
    for lucky in soil.random.choices(range(len(above)), k=count - 2 * len(above)):
        sizes[lucky] += 1
    for number, parent in enumerate(above):
        for branch in range(sizes[number]):
            yield soil.body(CommitteeType.BRANCH, branch_name(parent, branch), "CB", parent)


def branch_name(parent: Body, number: int) -> str:
    part = "Thôn" if parent.type is CommitteeType.COMMUNE_COMMITTEE else "Tổ"
    return f"Chi bộ {part} {number + 1}, {place_of(parent)}"


def place_of(committee: Body) -> str:
    return committee.name.removeprefix("Đảng ủy ")
