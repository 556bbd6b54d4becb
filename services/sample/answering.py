"""The answers about a made-up background, and what was decided about those that differed."""

from collections.abc import Iterator

from services.sample.background import Reply
from services.sample.plan import Plan
from services.sample.told import Numbers, Told
from services.sample.tree import Tree
from services.verification import domain as verification
from shared.events.background import Resolution
from shared.events.terms import DocumentNumber
from shared.people.access import Role


def answers(plan: Plan, numbers: Numbers, tree: Tree) -> Iterator[Told]:
    """The asked committee answers itself, or the asking one enters what came on paper."""
    for number, reply in enumerate(plan.replies):
        kind = verification.RecordPaperReply if reply.on_paper else verification.RecordReply
        yield Told(
            on=reply.on,
            body=tree.office(plan.branch, reply.on) if reply.on_paper else reply.asked,
            role=Role.GRASSROOTS_SECRETARY,
            command=kind(
                case_id=plan.case_id,
                request_id=verification.request_id(plan.case_id, reply.person_id),
                result=reply.result,
                document_no=numbers[plan.name, f"answer {number}"],
                replied_on=reply.on,
            ),
        )
        if reply.settles:
            yield settled(plan, reply, tree, numbers[plan.name, f"answer {number}"])


def settled(plan: Plan, reply: Reply, tree: Tree, number: DocumentNumber) -> Told:
    """What differed at first is verified by the answer that came after it."""
    request_id = verification.request_id(plan.case_id, reply.person_id)
    return Told(
        on=reply.on,
        body=tree.office(plan.branch, reply.on),
        role=Role.GRASSROOTS_SECRETARY,
        command=verification.ResolveDiscrepancy(
            case_id=plan.case_id,
            discrepancy_id=verification.reply_discrepancy(request_id, 0),
            resolution=Resolution.VERIFIED,
            document_no=number,
            resolved_on=reply.on,
        ),
    )
