"""Intake as JSON, for programs: the directory, cases, and one address a command."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter

from services.intake.api.appraisal import APPRAISAL
from services.intake.api.cases import add_cases
from services.intake.api.committees import add_committees
from services.intake.api.conditions import CONDITIONS
from services.intake.api.corrections import add_corrections
from services.intake.api.cv import BEFORE_RESOLUTION, add_cv
from services.intake.api.departures import DEPARTURES, add_again
from services.intake.api.discipline import DISCIPLINE
from services.intake.api.mentoring import MENTORING
from services.intake.api.moving import MOVES
from services.intake.api.own_files import add_own_files
from services.intake.api.persons import add_persons
from services.intake.api.preparation import DOSSIER
from services.intake.api.probation import PROBATION
from services.intake.api.recognition import RECOGNITION
from services.intake.api.resolutions import RESOLUTIONS
from services.intake.api.scans import add_scans
from services.intake.api.steps import Step, add_steps
from services.intake.api.users import add_offices, add_users
from services.intake.desk import Desk
from services.intake.desk.foresight import Foresight

__all__ = ["STEPS", "router"]

STEPS: Sequence[Step[Any]] = (
    *BEFORE_RESOLUTION,
    *MENTORING,
    *CONDITIONS,
    *DOSSIER,
    *RESOLUTIONS,
    *APPRAISAL,
    *DEPARTURES,
    *PROBATION,
    *DISCIPLINE,
    *RECOGNITION,
    *MOVES,
)
"""The steps of a case that are told by one body and become one command."""


def router(desk: Desk, foresight: Foresight) -> APIRouter:
    """What programs may ask and tell."""
    api = APIRouter(prefix="/api", tags=["intake"])
    add_committees(api, desk)
    add_cases(api, desk)
    add_persons(api, desk)
    add_scans(api, desk)
    add_own_files(api, desk)
    add_cv(api, desk)
    add_steps(api, desk, STEPS)
    add_again(api, desk)
    add_users(api, desk.offices)
    add_offices(api, desk.offices)
    add_corrections(api, desk, foresight)
    return api
