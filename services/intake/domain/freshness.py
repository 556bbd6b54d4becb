"""Which papers have grown too old for the branch to consider, and by which step they count again.

The sealed CV and the summary of opinions hold for twelve months each (N3, HD 06 §5.4).
"""

from datetime import date

from services.intake.domain.clocks import Days, end_of, start_of
from services.intake.domain.deadlines import CLOCKS
from shared.events.stage import Stage
from shared.law.refusal import Reason
from shared.law.rules import in_force

FRESH = "dossier_fresh_months"
AGED = frozenset(f"{clock.term}_aged" for clock in CLOCKS if clock.renewed)
"""What stands against a meeting of today, and perhaps not against one of an earlier day."""


def aged(days: Days, on: date) -> dict[Stage, Reason]:
    """What is older than its term on a day on which the branch meets, by what renews it."""
    return {
        clock.renewed: reason
        for clock in CLOCKS
        if clock.renewed and clock.starts in days
        if (reason := too_old(clock.term, start_of(clock, days), on))
    }


def too_old(paper: str, made_on: date, on: date) -> Reason | None:
    rule = in_force(FRESH, on)
    last = end_of(rule, made_on)
    if on <= last:
        return None
    return Reason(code=f"{paper}_aged", rule=rule, found=made_on, needed=last)
