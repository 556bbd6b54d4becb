"""The right to decide admissions, delegated to a grassroots committee: an act with its days."""

from collections.abc import Sequence
from datetime import date

from services.intake.domain.changes import DelegateAdmission, EndDelegation
from services.intake.domain.committee import Committee, check_latest
from services.intake.domain.levels import GRASSROOTS_LEVEL
from shared.events.organisation import AdmissionDelegated, DelegationEnded
from shared.law.refusal import Refused
from shared.law.rules import in_force


def delegate(command: DelegateAdmission, committee: Committee) -> Sequence[AdmissionDelegated]:
    """Refused above or below the grassroots level (QĐ 29 §4.3.2a)."""
    day = command.delegated_on
    check_latest(day, committee, committee.delegated)
    if committee.type_on(day) not in GRASSROOTS_LEVEL:
        raise Refused("delegation_not_grassroots", rule=in_force("delegation", day))
    if committee.decides_on(day):
        return []
    return [
        AdmissionDelegated(
            committee_id=command.committee_id,
            delegated_on=day,
            decision_no=command.decision_no,
        )
    ]


def end_delegation(command: EndDelegation, committee: Committee) -> Sequence[DelegationEnded]:
    """Nothing where there is no right to end."""
    day: date = command.ended_on
    check_latest(day, committee, committee.delegated)
    if not committee.decides_on(day):
        return []
    return [
        DelegationEnded(
            committee_id=command.committee_id, ended_on=day, decision_no=command.decision_no
        )
    ]
