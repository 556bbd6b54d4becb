"""Which counts of others are withheld: those below 5, and those that would give one away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from shared.events.terms import CommitteeId

SMALLEST = 5
"""The smallest count of others that is told."""

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a committee counts with all below it, and the part of each committee directly below."""

    committee_id: CommitteeId
    admitted: int
    children: Mapping[CommitteeId, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The same as an office of another area may see it: None is withheld, for whatever reason."""

    admitted: int | None
    children: Mapping[CommitteeId, int | None]


def withheld(counts: Mapping[Key, int]) -> frozenset[Key]:
    """The counts that are not told, where their sum is known.

    Those up to a bound: at least all below 5, at least 5 together, and two that differ. So any two
    of them could be the other way round, and whoever knows the rule cannot tell a single one.
    """
    small = [count for count in counts.values() if count < SMALLEST]
    if not small:
        return frozenset()
    for bound in sorted({count for count in counts.values() if count >= max(small)}):
        hidden = {key: count for key, count in counts.items() if count <= bound}
        if sum(hidden.values()) >= SMALLEST and len(set(hidden.values())) > 1:
            return frozenset(hidden)
    return frozenset(counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The office that asks: its committee with all above, and what that committee counts.

    That much is known to it, so of what lies above only the rest is judged.
    """

    line: Sequence[CommitteeId]
    admitted: int

    def is_own(self, committee_id: CommitteeId) -> bool:
        return committee_id in self.line[:1]

    def others(self, committee_id: CommitteeId, count: int) -> int:
        """The part of a count that the office does not know yet."""
        return count - self.admitted if committee_id in self.line else count


def told(way: Sequence[Table], asking: Asking) -> Told:
    """What an office may see of the last table of `way`, which leads down to it from the province.

    What is withheld withholds all below it.
    """
    *above, last = way
    if any(asking.is_own(table.committee_id) for table in way):
        return Told(admitted=last.admitted, children=last.children)
    seen = asking.others(way[0].committee_id, way[0].admitted) >= SMALLEST
    for table, below in zip(above, way[1:], strict=True):
        seen = seen and below.committee_id not in hidden_in(table, asking)
    hidden = hidden_in(last, asking) if seen else set(last.children)
    return Told(
        admitted=last.admitted if seen else None,
        children={
            child: None if child in hidden and not asking.is_own(child) else count
            for child, count in last.children.items()
        },
    )


def hidden_in(table: Table, asking: Asking) -> frozenset[CommitteeId | None]:
    """The parts of a table that are withheld where its sum is told; None: what no child counts."""
    rest = table.admitted - sum(table.children.values())
    parts: dict[CommitteeId | None, int] = {None: rest} if rest else {}
    parts |= {
        child: asking.others(child, count)
        for child, count in table.children.items()
        if not asking.is_own(child)
    }
    return withheld(parts)
