"""The decision of admission, its ceremony, and its cancellation."""

from services.intake.domain.case import Case, known
from services.intake.domain.clocks import end_of
from services.intake.domain.commands import CancelDecision, DecideAdmission, HoldCeremony
from services.intake.domain.competence import branch, canceller, check_competent
from services.intake.domain.conditions import check_settled
from services.intake.domain.given import Given
from shared.events.case import AdmissionDecided, CeremonyHeld, DecisionCancelled
from shared.events.stage import Stage
from shared.law.refusal import Refused
from shared.law.rules import in_force


def decide_admission(command: DecideAdmission, case: Case, given: Given) -> AdmissionDecided:
    """Refused but for the committee that decides for this branch (QĐ 29 §4.3.2)."""
    check_competent(given, command.decided_on)
    check_settled(case, command.decided_on)
    return AdmissionDecided(
        case_id=command.case_id,
        decision_no=command.decision_no,
        decided_on=command.decided_on,
        decided_by=given.acting,
        branch_id=branch(case, given),
        profile=command.profile or known(case.profile),
        relied_on=given.relied_on,
    )


def hold_ceremony(command: HoldCeremony, case: Case, given: Given) -> CeremonyHeld:
    """Refused after its term without the consent of the committee directly above (QĐ 24 §4.1)."""
    rule = in_force("ceremony_days", command.held_on)
    received = case.day(Stage.FORWARDED_ADMISSION_RECEIVED) or case.day(Stage.DECISION_RECEIVED)
    last = end_of(rule, known(received))
    if command.held_on > last and command.consent_no is None:
        raise Refused("ceremony_late", rule=rule, found=command.held_on, needed=last)
    return CeremonyHeld(
        case_id=command.case_id,
        branch_id=branch(case, given),
        held_on=command.held_on,
        profile=command.profile or known(case.profile),
        consent_no=command.consent_no,
    )


def cancel_decision(command: CancelDecision, case: Case, given: Given) -> DecisionCancelled:
    """Refused for a committee other than the one that issued the decision (QĐ 24 §3.6).

    What a committee decided that is no more, the one that is competent now cancels (N11).
    """
    if given.acting != canceller(case, given):
        raise Refused("not_the_issuer", rule=in_force("cancellation", command.cancelled_on))
    return DecisionCancelled(
        case_id=command.case_id,
        decision_no=command.decision_no,
        cancelled_on=command.cancelled_on,
        reason=command.reason,
    )
