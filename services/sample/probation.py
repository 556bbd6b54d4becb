"""The commands of a made-up probationary member who is disciplined, or appeals."""

from services.intake import domain as intake
from services.sample.entry import Command
from services.sample.plan import Plan
from shared.events.discipline import DisciplineForm, DisciplineReason
from shared.events.stage import Stage
from shared.events.terms import DocumentNumber

IN_PROBATION = frozenset(
    {
        Stage.DISCIPLINED,
        Stage.STRIKING_OFF_APPEALED,
        Stage.STRIKING_OFF_UPHELD,
        Stage.STRIKING_OFF_ANNULLED,
    }
)
"""The steps that are told here."""


def in_probation(plan: Plan, stage: Stage, number: DocumentNumber | None) -> Command:
    """The command by which a case comes to `stage`; `number` where a paper tells it."""
    case_id, on = plan.case_id, plan.days[stage]
    if stage is Stage.STRIKING_OFF_APPEALED:
        return intake.AppealStrikingOff(
            case_id=case_id,
            appealed_on=on,
            decision_received_on=plan.days[Stage.STRUCK_OFF],
        )
    assert number is not None
    match stage:
        case Stage.STRIKING_OFF_UPHELD:
            return intake.UpholdStrikingOff(case_id=case_id, decision_no=number, upheld_on=on)
        case Stage.STRIKING_OFF_ANNULLED:
            return intake.AnnulStrikingOff(case_id=case_id, decision_no=number, annulled_on=on)
        case _:
            return discipline(plan, number)


def discipline(plan: Plan, number: DocumentNumber) -> Command:
    """Each form and each reason in its turn."""
    forms, reasons = tuple(DisciplineForm), tuple(DisciplineReason)
    return intake.DisciplineProbationer(
        case_id=plan.case_id,
        decision_no=number,
        disciplined_on=plan.days[Stage.DISCIPLINED],
        form=forms[plan.turn % len(forms)],
        reason=reasons[plan.turn % len(reasons)],
    )
