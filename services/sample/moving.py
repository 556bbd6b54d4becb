"""The commands of a made-up case that goes to another branch, or rests."""

from datetime import timedelta

from services.intake import domain as intake
from services.sample.entry import Command
from services.sample.plan import Plan
from services.sample.tree import Body, Tree
from shared.events.stage import Stage
from shared.events.terms import DocumentNumber

MOVES = frozenset(
    {
        Stage.APPLICANT_MOVED,
        Stage.ADMISSION_FORWARDED,
        Stage.FORWARDED_ADMISSION_RECEIVED,
        Stage.CEREMONY_ORDERED,
        Stage.ADMISSION_SENT_BACK,
        Stage.PROBATIONER_TRANSFERRED,
        Stage.TRANSFER_PRESENTED,
        Stage.CASE_SUSPENDED,
        Stage.CASE_RESUMED,
    }
)
"""The steps that are told here."""


def move(plan: Plan, stage: Stage, number: DocumentNumber | None, tree: Tree) -> Command:
    """The command by which a case comes to `stage`; `number` where a paper tells it."""
    case_id, on = plan.case_id, plan.days[stage]
    match stage:
        case Stage.FORWARDED_ADMISSION_RECEIVED:
            return intake.ReceiveForwarded(case_id=case_id, received_on=on)
        case Stage.TRANSFER_PRESENTED:
            return intake.PresentTransfer(case_id=case_id, presented_on=on)
        case Stage.CASE_RESUMED:
            return intake.ResumeCase(case_id=case_id, resumed_on=on)
        case _:
            assert number is not None
            return by_letter(plan, stage, number, tree)


def by_letter(plan: Plan, stage: Stage, number: DocumentNumber, tree: Tree) -> Command:
    case_id, on = plan.case_id, plan.days[stage]
    there = beside(plan.branch, tree, plan, stage).committee_id
    match stage:
        case Stage.APPLICANT_MOVED:
            return intake.MoveApplicant(
                case_id=case_id, moved_on=on, branch_id=there, letter_no=number
            )
        case Stage.ADMISSION_FORWARDED:
            return intake.ForwardAdmission(
                case_id=case_id, forwarded_on=on, branch_id=there, letter_no=number
            )
        case Stage.CEREMONY_ORDERED:
            return intake.OrderCeremony(case_id=case_id, ordered_on=on, order_no=number)
        case Stage.ADMISSION_SENT_BACK:
            return intake.SendAdmissionBack(case_id=case_id, sent_back_on=on, note_no=number)
        case Stage.PROBATIONER_TRANSFERRED:
            return intake.TransferProbationer(
                case_id=case_id,
                introduced_on=on,
                left_on=on - timedelta(days=7),
                branch_id=there,
                letter_no=number,
            )
        case _:
            return intake.SuspendCase(case_id=case_id, suspended_on=on, document_no=number)


def beside(branch: Body, tree: Tree, plan: Plan, stage: Stage) -> Body:
    """Another branch under the same committee: whoever decides stays the same."""
    on = plan.days[stage]
    here, above = tree.standing(branch, on), tree.above(branch, on)
    return next(
        each
        for each in tree
        if each.type is branch.type
        and each.committee_id != here.committee_id
        and tree.standing(each, on) is each
        and tree.above(each, on) is above
    )
