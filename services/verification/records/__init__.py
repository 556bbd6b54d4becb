"""What verification reads back: committees as of a day, requests as they stand, conclusions."""

from services.verification.records.directory import Directory, Title, directory, line
from services.verification.records.project import project
from services.verification.records.requests import Asked, OpenCase, open_in_area, waiting_for
from services.verification.records.tables import digest, prepare

__all__ = [
    "Asked",
    "Directory",
    "OpenCase",
    "Title",
    "digest",
    "directory",
    "line",
    "open_in_area",
    "prepare",
    "project",
    "waiting_for",
]
