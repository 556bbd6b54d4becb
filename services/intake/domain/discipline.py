"""A probationary member is disciplined: the command, and what it makes."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.given import Given
from shared.events.discipline import DisciplineForm, DisciplineReason, ProbationerDisciplined
from shared.events.terms import CaseId, DocumentNumber
from shared.law.refusal import Refused
from shared.law.rules import in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class DisciplineProbationer:
    """Reprimand or warn a probationary member by a decision (N14)."""

    case_id: CaseId
    decision_no: DocumentNumber
    disciplined_on: date
    form: DisciplineForm
    reason: DisciplineReason


def discipline(command: DisciplineProbationer, given: Given) -> ProbationerDisciplined:
    """Refused but for the branch and those above it (Charter 36)."""
    if given.acting not in [place.committee_id for place in given.line]:
        raise Refused("not_competent", rule=in_force("discipline_by", command.disciplined_on))
    return ProbationerDisciplined(
        case_id=command.case_id,
        decision_no=command.decision_no,
        disciplined_on=command.disciplined_on,
        decided_by=given.acting,
        form=command.form,
        reason=command.reason,
    )
