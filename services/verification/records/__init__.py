"""What verification reads back: committees as of a day, requests as they stand, conclusions."""

from services.verification.records.directory import Title, line, parents, titles
from services.verification.records.project import project
from services.verification.records.requests import Asked, OpenCase, open_in_area, waiting_for
from services.verification.records.tables import digest, prepare

__all__ = [
    "Asked",
    "OpenCase",
    "Title",
    "digest",
    "line",
    "open_in_area",
    "parents",
    "prepare",
    "project",
    "titles",
    "waiting_for",
]
