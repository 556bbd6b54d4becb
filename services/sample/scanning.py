"""Which papers of a made-up case were scanned, and which page was withdrawn again."""

from collections.abc import Iterator
from random import Random

from services.sample.moving import MOVES
from services.sample.papers import AttachPage, WithdrawPage, pdf, png
from services.sample.plan import Plan
from services.sample.told import Told
from shared.events.scan import WithdrawalReason
from shared.events.stage import Stage
from shared.people.access import Role

SCANNED = 2  # of a hundred cases, some papers are
OF_THE_BRANCH = (Stage.CLASS_CERTIFIED, Stage.INTRODUCED, Stage.BRANCH_RESOLVED)


def scanned(plan: Plan) -> Iterator[Told]:
    """The branch scans what it has; now and then a page of somebody else, which it withdraws."""
    drawn = Random(f"{plan.case_id}/scans").randrange(100)  # noqa: S311
    if drawn >= SCANNED or MOVES & plan.days.keys():
        return
    for number, stage in enumerate(OF_THE_BRANCH):
        if stage in plan.days:
            page = pdf(f"Ban quet mau: {stage}") if number else png(12 + drawn)
            yield told(plan, stage, AttachPage(case_id=plan.case_id, stage=stage, content=page))
    if drawn == 0 and Stage.CLASS_CERTIFIED in plan.days:
        wrong = WithdrawPage(
            case_id=plan.case_id,
            stage=Stage.CLASS_CERTIFIED,
            reason=WithdrawalReason.WRONG_PERSON,
        )
        yield told(plan, Stage.CLASS_CERTIFIED, wrong)


def told(plan: Plan, stage: Stage, command: AttachPage | WithdrawPage) -> Told:
    return Told(on=plan.days[stage], body=plan.branch, role=Role.BRANCH_CLERK, command=command)
