"""Trees of committees too large for one page: the levels that have room, or what matches."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from shared.events.terms import CommitteeId

ROOM = 120  # committees on a page
FOUND = 60  # of those that bear a name, the first


class Standing(Protocol):
    """A committee by its name, under its parent."""

    @property
    def committee_id(self) -> CommitteeId: ...
    @property
    def name(self) -> str: ...
    @property
    def parent_id(self) -> CommitteeId | None: ...


One = TypeVar("One", bound=Standing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bough(Generic[One]):
    """A committee, what is shown below it, and how many more stand below it in all."""

    one: One
    below: Sequence["Bough[One]"]
    hidden: int

    def holds(self, committee_id: CommitteeId | None) -> bool:
        """Whether it is this committee or one that is shown below."""
        own = self.one.committee_id == committee_id
        return own or any(bough.holds(committee_id) for bough in self.below)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grove(Generic[One]):
    """What a page shows of a tree: from where on, with the way up from there."""

    boughs: Sequence[Bough[One]]
    way: Sequence[One] = ()  # above the only bough, the highest first
    found: int = 0  # how many bear the wanted name
    first: int = FOUND  # of whom so many are shown


class Forest(Generic[One]):
    """All committees of a day, in the order given."""

    def __init__(self, ones: Iterable[One]) -> None:
        self._known: Mapping[CommitteeId, One] = {one.committee_id: one for one in ones}
        self._below: dict[CommitteeId | None, list[One]] = defaultdict(list)
        for one in self._known.values():
            self._below[self._parent(one)].append(one)

    def __len__(self) -> int:
        return len(self._known)

    def __contains__(self, committee_id: CommitteeId) -> bool:
        return committee_id in self._known

    def grove(self, *, under: CommitteeId | None = None, wanted: str = "") -> Grove[One]:
        """From `under` on, or all; or only those whose name holds `wanted`, with those above them.

        Neither capitals nor diacritics matter.
        """
        if sought := plain(wanted.strip()):
            found = [one for one in self._known.values() if sought in plain(one.name)]
            return Grove(boughs=self._with_those_above(found[:FOUND]), found=len(found))
        if under is not None and under in self._known:
            top = self._known[under]
            return Grove(boughs=self._levels([top]), way=list(self._above(top))[::-1])
        return Grove(boughs=self._levels(self._below[None]))

    def _parent(self, one: One) -> CommitteeId | None:
        """Who stands under somebody unknown is a top."""
        return one.parent_id if one.parent_id in self._known else None

    def _above(self, one: One) -> Iterator[One]:
        above = self._parent(one)
        while above is not None:
            yield self._known[above]
            above = self._parent(self._known[above])

    def _levels(self, tops: Sequence[One]) -> list[Bough[One]]:
        """One level after the other, as long as a whole one has room; one below at any rate."""
        shown, level = {one.committee_id for one in tops}, list(tops)
        open_: set[CommitteeId] = set()
        while below := [each for one in level for each in self._below[one.committee_id]]:
            if open_ and len(shown) + len(below) > ROOM:
                break
            open_.update(one.committee_id for one in level)
            shown.update(each.committee_id for each in below)
            level = below
        return [self._grown(one, open_) for one in tops]

    def _with_those_above(self, found: Sequence[One]) -> list[Bough[One]]:
        shown = {one.committee_id for one in found}
        shown.update(each.committee_id for one in found for each in self._above(one))
        tops = [one for one in self._below[None] if one.committee_id in shown]
        return [self._sifted(one, shown) for one in tops]

    def _grown(self, one: One, open_: set[CommitteeId]) -> Bough[One]:
        if one.committee_id not in open_:
            return Bough(one=one, below=[], hidden=self._count(one))
        below = [self._grown(each, open_) for each in self._below[one.committee_id]]
        return Bough(one=one, below=below, hidden=0)

    def _sifted(self, one: One, shown: set[CommitteeId]) -> Bough[One]:
        under = self._below[one.committee_id]
        below = [self._sifted(each, shown) for each in under if each.committee_id in shown]
        return Bough(one=one, below=below, hidden=0 if below else self._count(one))

    def _count(self, one: One) -> int:
        return sum(1 + self._count(each) for each in self._below[one.committee_id])


def committee_of(text: str) -> CommitteeId | None:
    """The committee that an address names, if it names one."""
    try:
        return CommitteeId(UUID(text))
    except ValueError:
        return None


def plain(text: str) -> str:
    """Without capitals and diacritics: what is typed in haste finds what is written with care."""
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(part for part in parts if not unicodedata.combining(part))
