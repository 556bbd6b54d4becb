"""What is known of a case after each step, and how admissions are counted and shown as shares."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from shared.events.case import (
    AdmissionDecided,
    CaseEvent,
    CeremonyHeld,
    CvSealed,
    DecisionCancelled,
    ProspectListed,
)
from shared.events.correcting import StepCorrected
from shared.events.leaving import ApplicationWithdrawn, CaseClosed
from shared.events.moving import Relocation
from shared.events.stage import Stage, stage_after
from shared.events.terms import CaseId, CommitteeId, CommitteeType, Profile


class Basis(StrEnum):
    """The day on which an admission counts; no text seen defines it, so every figure names its."""

    CEREMONY_DATE = "ceremony_date"  # ngày kết nạp: the day of entering the Party
    DECISION_DATE = "decision_date"  # ngày quyết định


class Tree(StrEnum):
    """Which tree a report is drawn over, where committees moved, merged or ended; it names its."""

    THEN = "then"  # each admission for whom the branch stood under on the day on which it counts
    END = "end"  # each for whom the branch, or its successor, stands under when the period ends


class Group(StrEnum):
    """What the admitted are broken down by; the groups overlap except the two of the unions."""

    WOMEN = "women"  # nữ
    ETHNIC_MINORITY = "ethnic_minority"  # dân tộc thiểu số
    YOUTH_UNION = "youth_union"  # đoàn viên thanh niên
    TRADE_UNION_PAST_YOUTH_AGE = "trade_union_past_youth_age"  # đoàn viên công đoàn hết tuổi đoàn
    COLLEGE_STUDENTS = "college_students"  # sinh viên cao đẳng


class Rounding(StrEnum):
    """How a share is cut to the places shown; a report names it, because printed ones mix them."""

    HALF_UP_1 = "half_up_1"
    HALF_UP_0 = "half_up_0"
    TRUNCATED_1 = "truncated_1"

    @property
    def places(self) -> int:
        """Digits after the decimal sign."""
        return 0 if self is Rounding.HALF_UP_0 else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A day on which an admission counts, for which branch, and the coded facts as of that day."""

    on: date
    branch_id: CommitteeId
    profile: Profile

    def corrected(self, event: StepCorrected) -> "Occasion":
        """The same with what is now known to be right of it."""
        return replace(self, on=event.day or self.on, profile=event.profile or self.profile)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFact:
    """What is known of a case after a step; it holds until the next step of the same case."""

    case_id: CaseId
    stage: Stage
    branch_id: CommitteeId
    decided: Occasion | None = None
    held: Occasion | None = None
    cancelled_on: date | None = None

    def counts(self, basis: Basis) -> Occasion | None:
        """When this case counts under `basis`; a cancelled decision counts nowhere."""
        if self.cancelled_on is not None:
            return None
        return self.held if basis is Basis.CEREMONY_DATE else self.decided


def evolve(fact: CaseFact | None, event: CaseEvent) -> CaseFact | None:
    """Fold one step into what is known; of a case that was never listed, nothing is."""
    if isinstance(event, ProspectListed):
        return CaseFact(
            case_id=event.case_id, stage=Stage.PROSPECT_LISTED, branch_id=event.branch_id
        )
    if fact is None:
        return None
    return _moved(replace(fact, stage=stage_after(fact.stage, event)), event)


def _moved(fact: CaseFact, event: CaseEvent) -> CaseFact:
    match event:
        case AdmissionDecided(decided_on=on, branch_id=branch_id, profile=profile):
            decided = Occasion(on=on, branch_id=branch_id, profile=profile)
            return replace(fact, branch_id=branch_id, decided=decided, held=None, cancelled_on=None)
        case CvSealed(branch_id=branch_id):
            return replace(fact, branch_id=branch_id)
        case _ if isinstance(event, Relocation):
            return replace(fact, branch_id=event.branch_id)
        case CeremonyHeld(held_on=on, branch_id=branch_id, profile=profile):
            held = Occasion(on=on, branch_id=branch_id, profile=profile)
            return replace(fact, branch_id=branch_id, held=held)
        case DecisionCancelled(cancelled_on=on):
            return replace(fact, cancelled_on=on)
        case StepCorrected(stage=Stage.DECIDED) if fact.decided:
            return replace(fact, decided=fact.decided.corrected(event))
        case StepCorrected(stage=Stage.ADMITTED) if fact.held:
            return replace(fact, held=fact.held.corrected(event))
        case StepCorrected(stage=Stage.DECISION_CANCELLED, day=on) if on and fact.cancelled_on:
            return replace(fact, cancelled_on=on)
        case ApplicationWithdrawn() | CaseClosed() if fact.held is None:
            return replace(fact, decided=None)  # who is never admitted counts under no basis
        case _:
            return fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a whole, kept exact; rounding is a matter of showing."""

    count: int
    of: int

    @property
    def exact(self) -> Fraction | None:
        """The share as a fraction of one; of nothing, a share is not defined (and not 0)."""
        return Fraction(self.count, self.of) if self.of else None

    def percent(self, rounding: Rounding) -> Decimal | None:
        """The share in percent as `rounding` shows it, or None where it is not defined."""
        if not self.of:
            return None
        mode = ROUND_DOWN if rounding is Rounding.TRUNCATED_1 else ROUND_HALF_UP
        exact = Decimal(100 * self.count) / Decimal(self.of)
        return exact.quantize(Decimal(1).scaleb(-rounding.places), rounding=mode)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which figures are asked for: a committee with all below it, from a day to a day inclusive."""

    committee_id: CommitteeId
    from_on: date
    to_on: date
    basis: Basis = Basis.CEREMONY_DATE
    tree: Tree = Tree.THEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A month or a year of a period, by its first day, and how many were admitted in it."""

    from_on: date
    admitted: int
    groups: Mapping[Group, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A committee directly below and how many its part of the tree admitted in the period."""

    committee_id: CommitteeId
    type: CommitteeType
    name: str
    admitted: int
    below_at_end: bool  # False where it left: what it admitted before still counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The answer to a question at one stand: exact counts, no rounding."""

    admitted: int
    groups: Mapping[Group, int]
    months: Sequence[Span]  # only months with admissions, in order
    stages: Mapping[Stage, int]
    children: Sequence[Child]

    def share(self, group: Group) -> Share:
        """The part of all admitted in the same period that belongs to `group` (ratio F3)."""
        return Share(count=self.groups.get(group, 0), of=self.admitted)


LONGEST_BY_MONTH = 96  # months; a longer period is drawn by years, or its columns become hairlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A period in equal spans, the empty ones too."""

    yearly: bool
    spans: Sequence[Span]

    def last_day(self, span: Span) -> date:
        """The last day of one of the spans."""
        months = 12 if self.yearly else 1
        number = span.from_on.year * 12 + span.from_on.month - 1 + months
        return date(number // 12, number % 12 + 1, 1) - timedelta(days=1)


def series(months: Sequence[Span], *, from_on: date, to_on: date) -> Series:
    """Every month of the period; every year where the months would be too many."""
    yearly = _months_between(from_on, to_on) >= LONGEST_BY_MONTH
    firsts = _firsts(from_on, to_on, months=12 if yearly else 1)
    admitted = Counter(dict.fromkeys(firsts, 0))
    for span in months:
        admitted[span.from_on.replace(month=1) if yearly else span.from_on] += span.admitted
    spans = [Span(from_on=first, admitted=admitted[first]) for first in firsts]
    return Series(yearly=yearly, spans=spans)


def _months_between(from_on: date, to_on: date) -> int:
    return (to_on.year - from_on.year) * 12 + to_on.month - from_on.month


def _firsts(from_on: date, to_on: date, *, months: int) -> list[date]:
    start = from_on.replace(day=1) if months == 1 else from_on.replace(month=1, day=1)
    ordinals = range(start.year * 12 + start.month - 1, to_on.year * 12 + to_on.month, months)
    return [date(number // 12, number % 12 + 1, 1) for number in ordinals]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """How many admissions count in a calendar year, under each basis."""

    year: int
    by_ceremony_date: int
    by_decision_date: int
