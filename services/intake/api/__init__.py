"""Intake as JSON, for programs: the directory, cases, and one address a command."""

from fastapi import APIRouter

from services.intake.api.appraisal import add_appraisal
from services.intake.api.cases import add_cases
from services.intake.api.committees import add_committees
from services.intake.api.corrections import add_corrections
from services.intake.api.departures import add_departures, add_returns
from services.intake.api.mentoring import add_mentoring
from services.intake.api.moving import add_moves, add_new_place
from services.intake.api.own_files import add_own_files
from services.intake.api.persons import add_persons
from services.intake.api.preparation import add_dossier
from services.intake.api.probation import add_probation, add_recognition
from services.intake.api.scans import add_scans
from services.intake.api.steps import add_preparation, add_resolutions
from services.intake.api.users import add_offices, add_users
from services.intake.desk import Desk
from services.intake.desk.foresight import Foresight

__all__ = ["router"]


def router(desk: Desk, foresight: Foresight) -> APIRouter:
    """What programs may ask and tell."""
    api = APIRouter(prefix="/api", tags=["intake"])
    add_committees(api, desk)
    add_cases(api, desk)
    add_persons(api, desk)
    add_scans(api, desk)
    add_own_files(api, desk)
    add_preparation(api, desk)
    add_mentoring(api, desk)
    add_dossier(api, desk)
    add_resolutions(api, desk)
    add_appraisal(api, desk)
    add_departures(api, desk)
    add_returns(api, desk)
    add_probation(api, desk)
    add_recognition(api, desk)
    add_users(api, desk.offices)
    add_offices(api, desk.offices)
    add_corrections(api, desk, foresight)
    add_moves(api, desk)
    add_new_place(api, desk)
    return api
