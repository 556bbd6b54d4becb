"""The read model of statistics: one row for each state that a case was in, and the dated tree."""

from services.statistics.records.branches import BRANCHES, Branch, branches
from services.statistics.records.facts import fact, record_case, record_cases, record_committee
from services.statistics.records.figures import CaseLine, cases, earliest, figures, stages_now
from services.statistics.records.fulfilment import (
    alone,
    condition,
    forget_told,
    fulfilment,
    note_told,
    told,
)
from services.statistics.records.tables import digest, prepare
from services.statistics.records.titles import Title, titles
from services.statistics.records.tree import line

__all__ = [
    "BRANCHES",
    "Branch",
    "CaseLine",
    "Title",
    "alone",
    "branches",
    "cases",
    "condition",
    "digest",
    "earliest",
    "fact",
    "figures",
    "forget_told",
    "fulfilment",
    "line",
    "note_told",
    "prepare",
    "record_case",
    "record_cases",
    "record_committee",
    "stages_now",
    "titles",
    "told",
]
