"""The numbers of documents: one run for each body, kind and term, in the order of their days."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from services.sample.plan import Plan
from services.sample.tree import Body, Tree
from shared.events.stage import Stage
from shared.events.terms import DocumentNumber

TERMS_END = (date(2020, 8, 1), date(2025, 8, 1))

Place = tuple[str, str]
"""Which paper of which case: the case's name, then the stage, or the number of the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document that wants a number."""

    place: Place
    on: date
    kind: str  # NQ, QĐ, CV, GCN
    issued_by: Body


def numbered(plans: Iterable[Plan], tree: Tree) -> Mapping[Place, DocumentNumber]:
    """The number of each paper; they start anew with each term (HD 36-HD/VPTW)."""
    last: Counter[tuple[Body, str, int]] = Counter()
    numbers: dict[Place, DocumentNumber] = {}
    papers = [paper for plan in plans for paper in papers_of(plan, tree)]
    for paper in sorted(papers, key=lambda paper: (paper.on, paper.place)):
        run = paper.issued_by, paper.kind, sum(end <= paper.on for end in TERMS_END)
        last[run] += 1
        numbers[paper.place] = DocumentNumber(f"{last[run]}-{paper.kind}/{paper.issued_by.symbol}")
    return numbers


def before_whom(plan: Plan, tree: Tree) -> Body:
    """Who has the dossier after the branch resolved, and may return it."""
    return tree.bloc if Stage.GRASSROOTS_RESOLVED in plan.days else plan.office


def papers_of(plan: Plan, tree: Tree) -> Iterator[Paper]:
    issuers = {
        Stage.CLASS_CERTIFIED: ("GCN", tree.bloc),
        Stage.BRANCH_RESOLVED: ("NQ", plan.branch),
        Stage.GRASSROOTS_RESOLVED: ("NQ", plan.office),
        Stage.DECIDED: ("QĐ", tree.bloc),
        Stage.DECISION_CANCELLED: ("QĐ", tree.bloc),
        Stage.BRANCH_NOT_PASSED: ("BB", plan.branch),
        Stage.RETURNED: ("CV", before_whom(plan, tree)),
        Stage.REFUSED: ("TB", tree.bloc),
        Stage.NEW_MEMBER_CERTIFIED: ("GCN", tree.bloc),
        Stage.RECOGNITION_PROPOSED: ("NQ", plan.branch),
        Stage.RECOGNITION_RESOLVED: ("NQ", plan.office),
        Stage.OFFICIAL: ("QĐ", tree.bloc),
        Stage.STRUCK_OFF: ("QĐ", tree.bloc),
    }
    for stage, (kind, body) in issuers.items():
        if stage in plan.days:
            yield Paper(place=(plan.name, stage), on=plan.days[stage], kind=kind, issued_by=body)
    for number, reply in enumerate(plan.replies):
        yield Paper(
            place=(plan.name, f"answer {number}"), on=reply.on, kind="CV", issued_by=reply.asked
        )
