"""What a decision needs that the history of the case does not hold."""

from collections.abc import Collection

from services.intake.domain import (
    CancelDecision,
    Case,
    CaseCommand,
    CorrectStep,
    ResolveInBranch,
    SealCv,
)
from shared.events.appeal import StrikingOffAnnulled, StrikingOffUpheld
from shared.events.case import AdmissionDecided
from shared.events.discipline import ProbationerDisciplined
from shared.events.probation import MemberRecognised
from shared.events.terms import CommitteeId
from shared.events.way import Stage

DECISIONS = (
    AdmissionDecided,
    MemberRecognised,
    ProbationerDisciplined,
    StrikingOffUpheld,
    StrikingOffAnnulled,
)
"""The facts that name who decided."""


def judges_age(command: CaseCommand, case: Case) -> bool:
    """Whether the day of birth is needed: for the branch meeting, also where its day changes."""
    match command:
        case ResolveInBranch():
            return True
        case CorrectStep(stage=Stage.BRANCH_RESOLVED, day=day):
            return day is not None and Stage.BRANCH_RESOLVED in case.taken
        case _:
            return False


def named_by(command: CaseCommand, case: Case) -> Collection[CommitteeId]:
    """The committees that a step relies on beside the line: others may stand in their place."""
    match command:
        case SealCv():
            return {person.committee_id for person in case.persons}
        case CancelDecision():
            return {case.decision.decided_by} if case.decision else ()
        case CorrectStep():
            return deciders(case)
        case _:
            return ()


def deciders(case: Case) -> set[CommitteeId]:
    """The committees that decided anything in the case."""
    return {fact.decided_by for fact in case.taken.values() if isinstance(fact, DECISIONS)}
