"""One clause of one instrument, and the days on which it is in force."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Sure(StrEnum):
    """How sure we are of the wording of a rule."""

    CONFIRMED = "confirmed"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One clause of one instrument, in force from `valid_from` up to, not including, `valid_to`."""

    id: str
    value: Fraction
    unit: str  # months, working days, persons, votes, share; or step: one must have been taken
    instrument: str
    clause: str
    valid_from: date
    valid_to: date | None
    sure: Sure

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)
