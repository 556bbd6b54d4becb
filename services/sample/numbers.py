"""The numbers of documents: one run for each body, kind and term, in the order of their days."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from services.intake.domain import RESOLVED_BEFORE, TAKEN_BY
from services.sample.conditions import consenter
from services.sample.courses import Answered
from services.sample.letters import reminders
from services.sample.plan import Plan
from services.sample.preparing import SYMBOL, path_of
from services.sample.told import Numbers, Place
from services.sample.tree import Body, Tree
from services.sample.verifying import acts_of
from shared.events.stage import Stage
from shared.events.terms import CommitteeType, DocumentNumber
from shared.law.terms import seasons
from shared.law.working_days import add_working_days
from shared.people.access import Role

KINDS: Mapping[Stage, str] = {
    Stage.CLASS_CERTIFIED: "GCN",
    Stage.BRANCH_RESOLVED: "NQ",
    Stage.SECTION_EXAMINED: "BC",
    Stage.GRASSROOTS_RESOLVED: "NQ",
    Stage.CONSENT_GIVEN: "CV",
    Stage.APPRAISAL_HELD: "BC",
    Stage.APPRAISED: "BC",
    Stage.DECIDED: "QĐ",
    Stage.DECISION_CANCELLED: "QĐ",
    Stage.BRANCH_NOT_PASSED: "BB",
    Stage.RETURNED: "CV",
    Stage.REFUSED: "TB",
    Stage.DEADLINE_EXTENDED: "TB",
    Stage.NEW_MEMBER_CERTIFIED: "GCN",
    Stage.RECOGNITION_NOT_PASSED: "BB",
    Stage.RECOGNITION_REFERRED: "BC",
    Stage.RECOGNITION_RETURNED: "CV",
    Stage.RECOGNITION_PROPOSED: "NQ",
    Stage.RECOGNITION_RESOLVED: "NQ",
    Stage.OFFICIAL: "QĐ",
    Stage.STRUCK_OFF: "QĐ",
    Stage.DISCIPLINED: "QĐ",
    Stage.STRIKING_OFF_UPHELD: "QĐ",
    Stage.STRIKING_OFF_ANNULLED: "QĐ",
    Stage.APPLICANT_MOVED: "CV",
    Stage.ADMISSION_FORWARDED: "CV",
    Stage.CEREMONY_ORDERED: "CV",
    Stage.ADMISSION_SENT_BACK: "CV",
    Stage.PROBATIONER_TRANSFERRED: "GT",
    Stage.CASE_SUSPENDED: "CV",
}
"""The kind of the paper that tells each step, where one does."""

LATER_VOTES = (5, 10)  # working days after the first vote on recognition
CONSENT = "consent"  # to a late ceremony


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document that wants a number."""

    place: Place
    on: date
    kind: str  # NQ, QĐ, CV, GCN
    issued_by: Body


def numbered(plans: Iterable[Plan], tree: Tree) -> Numbers:
    """The number of each paper; they start anew with each term (HD 36-HD/VPTW)."""
    last: Counter[tuple[Body, str, int]] = Counter()
    numbers: dict[Place, DocumentNumber] = {}
    papers = [paper for plan in plans for paper in papers_of(plan, tree)]
    for paper in sorted(papers, key=lambda paper: (paper.on, paper.place)):
        run = paper.issued_by, paper.kind, term(tree.level(paper.issued_by, paper.on), paper.on)
        last[run] += 1
        numbers[paper.place] = DocumentNumber(f"{last[run]}-{paper.kind}/{paper.issued_by.symbol}")
    return numbers


def term(level: CommitteeType, on: date) -> int:
    """Which term it is: here every congress is held on the last day that there is for it."""
    return sum(season.last < on for season in seasons()[level])


def before_whom(plan: Plan, stage: Stage, tree: Tree) -> Body:
    """Who has the dossier after the branch resolved, and may return it."""
    on = plan.days[stage]
    if RESOLVED_BEFORE[stage] in plan.days:
        return tree.decider(plan.branch, on)
    return tree.office(plan.branch, on)


def canceller(plan: Plan, tree: Tree) -> Body:
    """Who decided, or who is competent now that it is no more."""
    on = plan.days[Stage.DECISION_CANCELLED]
    issuer = tree.decider(plan.branch, plan.days[Stage.DECIDED])
    return issuer if tree.standing(issuer, on) is issuer else tree.decider(plan.branch, on)


def papers_of(plan: Plan, tree: Tree) -> Iterator[Paper]:
    for stage, on in plan.days.items():
        if stage in KINDS:
            issuer = issued_by(plan, stage, tree)
            yield Paper(place=(plan.name, stage), on=on, kind=KINDS[stage], issued_by=issuer)
    for name, on in later_votes(plan):
        branch = tree.standing(plan.branch, on)
        yield Paper(place=(plan.name, name), on=on, kind="BB", issued_by=branch)
    yield from of_the_union(plan, tree)
    if plan.late:
        on = plan.days[Stage.ADMITTED]
        above = tree.decider(plan.branch, on)
        yield Paper(place=(plan.name, CONSENT), on=on, kind="CV", issued_by=above)
    for number, reply in enumerate(plan.replies):
        asked = tree.standing(reply.asked, reply.on)
        yield Paper(place=(plan.name, f"answer {number}"), on=reply.on, kind="CV", issued_by=asked)
    for number, on in reminders(plan).items():
        office = tree.office(plan.branch, on)
        yield Paper(place=(plan.name, f"reminder {number}"), on=on, kind="CV", issued_by=office)
    for number, (act, on) in enumerate(acts_of(plan)):
        place = plan.name, f"act {number}"
        if isinstance(act, Answered):  # by whoever was asked last, so all are of one run
            yield Paper(place=place, on=on, kind="GXM", issued_by=replace(tree.bloc, symbol="ĐU"))
        else:
            office = tree.office(plan.branch, on)
            yield Paper(place=place, on=on, kind="CV", issued_by=office)


def later_votes(plan: Plan) -> Iterator[tuple[str, date]]:
    """The votes on recognition after the first, where the branch reported that it voted thrice."""
    if Stage.RECOGNITION_REFERRED in plan.days:
        first = plan.days[Stage.RECOGNITION_NOT_PASSED]
        for number, later in enumerate(LATER_VOTES, start=2):
            yield f"vote {number}", add_working_days(first, later)


def issued_by(plan: Plan, stage: Stage, tree: Tree) -> Body:
    """Whose paper tells the step; certificates bear the symbol of whoever would decide."""
    on = plan.days[stage]
    match stage:
        case Stage.DECISION_CANCELLED:
            return canceller(plan, tree)
        case Stage.CONSENT_GIVEN:
            return consenter(plan, tree)
        case Stage.RETURNED | Stage.RECOGNITION_RETURNED:
            return before_whom(plan, stage, tree)
        case Stage.SECTION_EXAMINED:
            return tree.above(plan.branch, on)
        case _ if TAKEN_BY[stage] is Role.GRASSROOTS_SECRETARY:
            return tree.office(plan.branch, on)
        case _ if TAKEN_BY[stage] is Role.BRANCH_CLERK and KINDS[stage] != "GCN":
            return tree.standing(plan.branch, on)
        case _:
            return tree.decider(plan.branch, on)


def of_the_union(plan: Plan, tree: Tree) -> Iterator[Paper]:
    """The resolution by which the union of the office introduces, where it does."""
    on, symbol = plan.days.get(Stage.INTRODUCED), SYMBOL.get(path_of(plan))
    if on and symbol:
        union = replace(tree.office(plan.branch, on), symbol=symbol)
        yield Paper(place=(plan.name, Stage.INTRODUCED), on=on, kind="NQ", issued_by=union)
