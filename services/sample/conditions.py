"""The commands about what is not ordinary in a made-up case."""

from datetime import timedelta

from services.intake import domain as intake
from services.sample.entry import Command
from services.sample.plan import Plan
from services.sample.tree import Body, Tree
from shared.events.conditions import SpecialCondition
from shared.events.stage import Stage
from shared.events.terms import DocumentNumber

CONDITIONED = frozenset({Stage.CONDITION_NOTED, Stage.CONDITION_TAKEN_BACK, Stage.CONSENT_GIVEN})
"""The steps that are told here."""
CONDITIONS = (
    SpecialCondition.READMISSION,
    SpecialCondition.FOREIGN_SPOUSE,
    SpecialCondition.PRIVATE_OWNER,
    SpecialCondition.POPULATION_POLICY,
    SpecialCondition.POLITICAL_ISSUE,
)
LONG_BEFORE = timedelta(days=2600)  # longer than any waiting time


def condition_of(plan: Plan) -> SpecialCondition:
    return CONDITIONS[plan.case_id.int % len(CONDITIONS)]


def about_condition(plan: Plan, stage: Stage, number: DocumentNumber | None, tree: Tree) -> Command:
    """The command by which a case comes to `stage`; `number` is that of the consent."""
    case_id, on, condition = plan.case_id, plan.days[stage], condition_of(plan)
    if stage is Stage.CONDITION_TAKEN_BACK:
        return intake.TakeBackCondition(case_id=case_id, condition=condition, taken_back_on=on)
    if stage is Stage.CONDITION_NOTED:
        waits = intake.DEMANDS[condition].months_rule_id is not None
        return intake.NoteCondition(
            case_id=case_id,
            condition=condition,
            noted_on=on,
            since_on=on - LONG_BEFORE if waits else None,
        )
    assert number is not None
    return intake.GiveConsent(
        case_id=case_id,
        condition=condition,
        document_no=number,
        consented_on=on,
        consented_by=consenter(plan, tree).committee_id,
    )


def consenter(plan: Plan, tree: Tree) -> Body:
    """The province, or where no text says which, the committee whose board asks."""
    if intake.DEMANDS[condition_of(plan)].consenter is intake.Consenter.PROVINCE:
        return tree.province
    return tree.directly_above(plan.branch, plan.days[Stage.CONSENT_GIVEN])
