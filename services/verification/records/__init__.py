"""What verification reads back: committees as of a day, requests as they stand, conclusions."""

from services.verification.records.directory import Directory, Title, answering, directory, line
from services.verification.records.project import project
from services.verification.records.requests import (
    Asked,
    OpenCase,
    late_in_area,
    named,
    open_in_area,
    waiting_for,
)
from services.verification.records.tables import digest, prepare

__all__ = [
    "Asked",
    "Directory",
    "OpenCase",
    "Title",
    "answering",
    "digest",
    "directory",
    "late_in_area",
    "line",
    "named",
    "open_in_area",
    "prepare",
    "project",
    "waiting_for",
]
