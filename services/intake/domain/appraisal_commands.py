"""What is recorded about those who examine a dossier between the branch and the decision."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from shared.events.appraisal import AppraisalOutcome
from shared.events.terms import CaseId, DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamineInSection:
    """Record the report of the sectional committee (form 7-KNĐ)."""

    case_id: CaseId
    report_no: DocumentNumber
    examined_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraiseDossier:
    """Record that the organisation board agrees, so that the admission can be decided."""

    case_id: CaseId
    note_no: DocumentNumber
    appraised_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldAppraisal:
    """Record why the organisation board does not agree yet."""

    case_id: CaseId
    note_no: DocumentNumber
    held_on: date
    outcome: AppraisalOutcome


AppraisalCommand = ExamineInSection | AppraiseDossier | HoldAppraisal


def appraised_on(command: AppraisalCommand) -> date:
    """The day that the command says the step was taken on."""
    match command:
        case ExamineInSection(examined_on=day) | AppraiseDossier(appraised_on=day):
            return day
        case HoldAppraisal(held_on=day):
            return day
        case _:
            assert_never(command)
