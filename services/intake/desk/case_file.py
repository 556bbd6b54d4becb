"""What stands in the ledger about one case or one committee, as the desk shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.intake.domain import (
    Case,
    Committee,
    Due,
    Given,
    Link,
    ListProspect,
    NextStep,
    clocks,
    next_steps,
    waits_on,
)
from shared.events.case import ProspectListed
from shared.events.moving import Relocation
from shared.events.stage import Stage
from shared.events.step import Step
from shared.events.terms import CaseId, CommitteeId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What stands in the ledger about one case, and what a decision of a day would be given."""

    case_id: CaseId
    case: Case
    steps: Sequence[Step]
    given: Given
    left: bool = False  # seen from a place that the case went away from, up to that step

    @property
    def line(self) -> Sequence[CommitteeId]:
        """From the branch, or what took over from it, up to the province."""
        return [place.committee_id for place in self.given.line]

    @property
    def version(self) -> int:
        return len(self.steps)

    @property
    def person_id(self) -> PersonId:
        assert self.case.person_id is not None  # a case begins with its person
        return self.case.person_id

    @property
    def stage(self) -> Stage:
        assert self.case.stage is not None  # a case begins on the list
        return self.case.stage

    def begin_again(self, case_id: CaseId, *, listed_on: date) -> ListProspect:
        """The command that begins another case of the same person, which follows this one."""
        assert self.case.profile is not None  # a case begins with its profile
        return ListProspect(
            case_id=case_id,
            person_id=self.person_id,
            branch_id=self.line[0],
            listed_on=listed_on,
            profile=self.case.profile,
            follows=self.case_id,
        )

    def next(self, on: date) -> list[NextStep]:
        """All steps that are not taken yet, with what each of them lacks."""
        return [] if self.left else next_steps(self.case, on)

    def clocks(self, on: date) -> list[Due]:
        """What is due by which day, and what was late."""
        days = self.case.days
        return [] if self.left else clocks(days, on, awaited=waits_on(days, on))


def departures(steps: Sequence[Step]) -> list[tuple[CommitteeId, int]]:
    """The branches that the case went away from, the last first, each with the steps up to then."""
    branch_id: CommitteeId | None = None
    found: list[tuple[CommitteeId, int]] = []
    for number, step in enumerate(steps, start=1):
        if isinstance(step.event, ProspectListed):
            branch_id = step.event.branch_id
        elif isinstance(step.event, Relocation) and branch_id:
            found.insert(0, (branch_id, number))
            branch_id = step.event.branch_id
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeFile:
    """What stands in the ledger about one committee, its line on a day, and all lineage known."""

    committee_id: CommitteeId
    committee: Committee
    steps: Sequence[Step]
    line: Sequence[CommitteeId]
    links: Sequence[Link]

    @property
    def version(self) -> int:
        return len(self.steps)

    def name_on(self, day: date) -> str | None:
        """What it is called on a day; before its first name, by the first."""
        names = self.committee.names
        return self.committee.name_on(day) or names.get(min(names, default=day))
