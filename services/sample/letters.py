"""What is told of the letters of a made-up verification on their way: receipts and reminders."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from services.sample.background import Reply
from services.sample.days import workday
from services.sample.plan import Plan
from services.sample.told import Numbers, Told
from services.sample.tree import Tree
from services.verification import domain as verification
from shared.events.stage import Stage
from shared.law.working_days import add_working_days
from shared.people.access import Role

RECEIVED = 4  # of a hundred letters, somebody tells when they came
ON_THE_ROAD = timedelta(days=4)
TERM = 30  # working days, after which one reminds


def first_replies(plan: Plan) -> Iterator[tuple[int, Reply]]:
    """The first answer to each letter, with its number among all answers."""
    seen = set()
    for number, reply in enumerate(plan.replies):
        if reply.person_id not in seen:
            seen.add(reply.person_id)
            yield number, reply


def receipts(plan: Plan, tree: Tree) -> Iterator[Told]:
    """Told by whoever asked, before the answer came."""
    for _, reply in first_replies(plan):
        on = min(reply.on, workday(plan.days[Stage.CV_SEALED] + ON_THE_ROAD))
        drawn = Random(f"{plan.case_id}/{reply.person_id}/receipt").randrange(100)  # noqa: S311
        if drawn < RECEIVED and on >= plan.days[Stage.CV_SEALED]:
            yield Told(
                on=on,
                body=tree.office(plan.branch, on),
                role=Role.GRASSROOTS_SECRETARY,
                command=verification.RecordReceipt(
                    case_id=plan.case_id,
                    request_id=verification.request_id(plan.case_id, reply.person_id),
                    received_on=on,
                ),
            )


def reminders(plan: Plan) -> dict[int, date]:
    """On which days one reminded of answers that were long in coming, by their number."""
    if Stage.CV_SEALED not in plan.days:
        return {}
    on = add_working_days(plan.days[Stage.CV_SEALED], TERM + 1)
    return {number: on for number, reply in first_replies(plan) if reply.on > on}


def reminded(plan: Plan, numbers: Numbers, tree: Tree) -> Iterator[Told]:
    for number, on in reminders(plan).items():
        yield Told(
            on=on,
            body=tree.office(plan.branch, on),
            role=Role.GRASSROOTS_SECRETARY,
            command=verification.Remind(
                case_id=plan.case_id,
                request_id=verification.request_id(plan.case_id, plan.replies[number].person_id),
                document_no=numbers[plan.name, f"reminder {number}"],
                reminded_on=on,
            ),
        )
