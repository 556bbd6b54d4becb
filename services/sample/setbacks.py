"""The commands of a made-up recognition that does not go straight on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from services.intake import domain as intake
from services.sample.entry import Command
from services.sample.numbers import later_votes
from services.sample.plan import Plan
from services.sample.told import Numbers, Told
from shared.events.stage import Stage
from shared.events.terms import DocumentNumber, ReturnReason, Vote

SETBACKS = frozenset(
    {
        Stage.RECOGNITION_NOT_PASSED,
        Stage.RECOGNITION_REFERRED,
        Stage.RECOGNITION_RETURNED,
        Stage.RECOGNITION_RESUBMITTED,
    }
)
"""The steps that are told here."""


def setback(plan: Plan, stage: Stage, number: DocumentNumber | None) -> Command:
    """The command by which a case comes to `stage`; `number` where a paper tells it."""
    case_id, on = plan.case_id, plan.days[stage]
    if stage is Stage.RECOGNITION_RESUBMITTED:
        return intake.ResubmitRecognition(case_id=case_id, resubmitted_on=on)
    assert number is not None
    match stage:
        case Stage.RECOGNITION_NOT_PASSED:
            return lost_vote(plan, number, on)
        case Stage.RECOGNITION_REFERRED:
            return intake.ReferRecognition(case_id=case_id, report_no=number, reported_on=on)
        case _:
            return intake.ReturnRecognition(
                case_id=case_id, note_no=number, returned_on=on, reason=ReturnReason.FORM_WRONG
            )


def lost_vote(plan: Plan, number: DocumentNumber, on: date) -> Command:
    """Half of the branch is for recognition, and one member for striking off."""
    members = plan.branch.members
    vote = Vote(
        official_members=members,
        temporarily_elsewhere=0,
        exempt_and_absent=0,
        in_favour=members // 2,
    )
    return intake.RecordLostRecognition(
        case_id=plan.case_id, minutes_no=number, held_on=on, vote=vote, for_striking_off=1
    )


def voted_again(plan: Plan, first: Told, numbers: Numbers) -> Iterator[Told]:
    """The votes after the first, up to the last that there may be, where the branch reported."""
    for name, on in later_votes(plan):
        yield replace(first, on=on, command=lost_vote(plan, numbers[plan.name, name], on))
