"""What must hold of a summary of opinions, on an applicant or on a probationary member."""

from datetime import date

from shared.law.refusal import Refused
from shared.law.rules import in_force


def check_opinions(
    on: date, rule_id: str, *, mass_organisations: int, residence_on: date | None
) -> None:
    """Refused where an opinion came after the summary (HD 01 §3.5, §4.4)."""
    rule = in_force(rule_id, on)
    if mass_organisations < 0:
        raise Refused("opinions_impossible", rule=rule, found=mass_organisations)
    if residence_on and residence_on > on:
        raise Refused("opinion_after_summary", rule=rule, found=on, needed=residence_on)
