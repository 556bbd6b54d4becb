"""What intake reads back: the directory of committees, and the cases as lists show them."""

from services.intake.records.areas import lines_of
from services.intake.records.directory import Directory, Line
from services.intake.records.model import digest, prepare
from services.intake.records.persons import cases_in_area_of, cases_of, persons_in_area
from services.intake.records.project import project
from services.intake.records.titles import Title, lineage, titles, tree
from services.intake.records.users import UserRow, administered, users_in_area
from services.intake.records.waiting import (
    ALL,
    TOP,
    CaseRow,
    Place,
    Wish,
    in_area,
    steps_of,
    waiting_for,
)

__all__ = [
    "ALL",
    "TOP",
    "CaseRow",
    "Directory",
    "Line",
    "Place",
    "Title",
    "UserRow",
    "Wish",
    "administered",
    "cases_in_area_of",
    "cases_of",
    "digest",
    "in_area",
    "lineage",
    "lines_of",
    "persons_in_area",
    "prepare",
    "project",
    "steps_of",
    "titles",
    "tree",
    "users_in_area",
    "waiting_for",
]
