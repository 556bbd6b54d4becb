"""What the shell reads for a decision because the history does not hold it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from services.intake.domain.case import Case, initial
from shared.events.terms import CommitteeId, CommitteeType, Reliance


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A committee, its type and right, in the line from a branch up to the province."""

    committee_id: CommitteeId
    type: CommitteeType
    delegated: bool = False  # whether it decides admissions itself
    youth_union: bool | None = None  # whether there is one; None where nothing was stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Frozen data for one decision; `line` goes from the branch up, as of the day of the step."""

    today: date
    acting: CommitteeId
    line: tuple[Place, ...] = ()
    line_then: tuple[Place, ...] = ()  # as of the day that a correction gives to its step
    there: tuple[Place, ...] = ()  # the line of the branch that a case moves to
    relied_on: tuple[Reliance, ...] = ()
    born_on: date | None = None  # opened only where age is judged
    unknown: frozenset[CommitteeId] = frozenset()  # named by the command, not in the directory
    followed: Case = initial  # the case whose cancelled steps are done again
    line_today: tuple[Place, ...] = ()  # the same line as of today, for what is dated back
    below: frozenset[CommitteeType] = frozenset()  # the levels directly below a committee
    successors: Mapping[CommitteeId, CommitteeId] = field(default_factory=dict)  # of those ended

    def starts_at(self, committee_id: CommitteeId) -> bool:
        """Whether `line` starts at this committee, and not at one that took over from it."""
        return bool(self.line) and self.line[0].committee_id == committee_id

    def now(self, committee_id: CommitteeId) -> CommitteeId:
        """The committee, or whoever stands in its place on the day of the step."""
        return self.successors.get(committee_id, committee_id)
