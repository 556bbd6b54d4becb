"""The levels of the organisation: which stands above which, and since when each exists."""

from datetime import date

from shared.events.terms import CommitteeType
from shared.law.refusal import Refused
from shared.law.rules import in_force

GRASSROOTS_LEVEL = frozenset({CommitteeType.GRASSROOTS_COMMITTEE, CommitteeType.COMMUNE_COMMITTEE})
"""Đảng ủy cơ sở: certifies, resolves, and decides only where the right is delegated to it."""

BRANCHES = frozenset({CommitteeType.BRANCH, CommitteeType.GRASSROOTS_BRANCH})
"""Where a case lies; nothing stands below them."""

ASKED_LEVEL = GRASSROOTS_LEVEL | {
    CommitteeType.UPPER_COMMUNE_COMMITTEE,
    CommitteeType.GRASSROOTS_BRANCH,
}
"""Who certifies, and can be asked: those who know the people of a place or an office."""

PARTS = frozenset({CommitteeType.SECTION_COMMITTEE, CommitteeType.BRANCH})
"""Parts of a grassroots organisation, which have nobody of their own to certify (Charter 21)."""

RANK: dict[CommitteeType, int] = {
    CommitteeType.PROVINCE_COMMITTEE: 0,
    CommitteeType.BLOC_COMMITTEE: 1,
    CommitteeType.DISTRICT_COMMITTEE: 1,
    CommitteeType.PROVINCE_AGENCIES_COMMITTEE: 1,
    CommitteeType.PROVINCE_GOVERNMENT_COMMITTEE: 1,
    CommitteeType.UPPER_COMMUNE_COMMITTEE: 2,  # until 1/7/2025 districts stood above communes
    CommitteeType.COMMUNE_COMMITTEE: 2,
    CommitteeType.GRASSROOTS_COMMITTEE: 3,
    CommitteeType.GRASSROOTS_BRANCH: 3,  # a grassroots organisation itself (Charter 21)
    CommitteeType.SECTION_COMMITTEE: 4,
    CommitteeType.BRANCH: 5,
}
"""From the province down: a committee stands under one of lower number, so no ring can form."""

RULE = {
    CommitteeType.DISTRICT_COMMITTEE: "level_district",
    CommitteeType.UPPER_COMMUNE_COMMITTEE: "level_upper_commune",
}
"""The rule by which a level exists, where it did not always."""


def stands_above(upper: CommitteeType, lower: CommitteeType) -> bool:
    """Whether a committee of the level `lower` may stand under one of `upper`."""
    return upper not in BRANCHES and RANK[upper] < RANK[lower]


def has_who_certifies(upper: CommitteeType, lower: CommitteeType) -> bool:
    """Whether under `upper` somebody seals and certifies for `lower`, or it does so by itself."""
    return lower not in PARTS or upper in ASKED_LEVEL | PARTS


def may_stand_under(upper: CommitteeType, lower: CommitteeType) -> bool:
    return stands_above(upper, lower) and has_who_certifies(upper, lower)


def check_level(level: CommitteeType, on: date) -> None:
    """Refuse a level that there was not yet, or no longer, on that day."""
    rule = in_force(RULE[level], on) if level in RULE else None
    if rule and not rule.value:
        raise Refused("level_not_then", rule=rule, found=on)
