"""Which branches admit nobody and have nobody on the way: by committee, down to each of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.statistics.domain import Question
from services.statistics.freshness import Freshness
from services.statistics.records import BRANCHES, Branch, Title

MONTHS = (6, 12, 24, 36)
USUAL = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The branches of a committee directly below, or one branch that stands there itself."""

    title: Title
    branches: Sequence[Branch]

    @property
    def alone(self) -> bool:
        """Whether it is a branch by itself."""
        return self.title.type in BRANCHES

    @property
    def idle(self) -> int:
        return sum(branch.idle for branch in self.branches)

    @property
    def under_way(self) -> int:
        return sum(branch.under_way for branch in self.branches)

    @property
    def admitted(self) -> int:
        return sum(branch.admitted for branch in self.branches)

    @property
    def last_on(self) -> date | None:
        """The day of the newest admission; None: never one."""
        return max((branch.last_on for branch in self.branches if branch.last_on), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What goes on below a committee at a stand, those with the most idle branches first."""

    question: Question
    months: int
    stand: int
    line: Sequence[Title]
    parts: Sequence[Part]
    freshness: Freshness

    @property
    def branches(self) -> int:
        return sum(len(part.branches) for part in self.parts)

    @property
    def idle(self) -> int:
        return sum(part.idle for part in self.parts)


def parted(found: Sequence[Branch]) -> list[Part]:
    """The branches by the committee directly below of which they are part."""
    by_part = defaultdict[Title, list[Branch]](list)
    for branch in found:
        by_part[branch.part].append(branch)
    parts = [
        Part(title=title, branches=sorted(branches, key=lambda branch: branch.name))
        for title, branches in by_part.items()
    ]
    return sorted(parts, key=lambda part: (-part.idle, part.title.name, part.title.committee_id))
