"""How the tree of the sample grows: the bloc alone with some communes, or the whole province."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from random import Random

from services.sample import words
from services.sample.countryside import countryside
from services.sample.reorganisation import reorganisation
from services.sample.tree import Act, Body, Tree, body
from shared.events.terms import CommitteeId, CommitteeType

COMMITTEE_OF = "Đảng ủy"
OFFICES = 12
COMMUNES = 8


def grow(seed: int, *, whole: bool = False) -> Tree:
    """The tree of `seed`: sizes differ from seed to seed, the shape does not."""
    tree = bloc_of(seed)
    if whole:
        tree = countryside(seed, tree)
    acts = reorganisation(seed, tree)
    return replace(tree, acts=acts, acts_of=by_body(acts))


def by_body(acts: Sequence[Act]) -> dict[CommitteeId, list[Act]]:
    found = defaultdict[CommitteeId, list[Act]](list)
    for act in acts:
        found[act.body.committee_id].append(act)
    return found


def bloc_of(seed: int) -> Tree:
    """The bloc of the seed document, and some communes directly under the province."""
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
