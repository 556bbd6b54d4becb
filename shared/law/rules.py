"""Which rule is in force on a day, with its instrument and clause: read once from `rules.toml`."""

import tomllib
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files

from shared.law.refusal import Refused
from shared.law.rule import Rule, Sure

__all__ = ["Rule", "Sure", "all_rules", "in_force", "rule_set"]

IMPLEMENTING = "implementing_regulation"
"""Its instrument names the rule-set: the regulation that implements the Charter."""


@cache
def all_rules() -> Mapping[str, tuple[Rule, ...]]:
    """Every rule there ever was, by id, the oldest first."""
    document = tomllib.loads(files("shared.law").joinpath("rules.toml").read_text("utf-8"))
    return {
        rule["id"]: tuple(
            Rule(
                id=rule["id"],
                value=Fraction(row.get("value", rule["value"])),
                unit=rule["unit"],
                instrument=row["instrument"],
                clause=row["clause"],
                valid_from=row["from"],
                valid_to=row.get("until"),
                sure=Sure(row["sure"]),
            )
            for row in rule["in_force"]
        )
        for rule in document["rule"]
    }


@cache
def in_force(rule_id: str, on: date) -> Rule:
    """The rule on that day; raises Refused before the earliest, KeyError for an unknown id."""
    versions = all_rules()[rule_id]
    for rule in versions:
        if rule.holds_on(on):
            return rule
    raise Refused("no_rule_in_force", found=on, needed=versions[0].valid_from)


def rule_set(on: date) -> str:
    """The implementing regulation on that day, as `24-QĐ/TW`; Refused before the earliest."""
    return in_force(IMPLEMENTING, on).instrument
