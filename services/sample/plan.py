"""One made-up case, before it is told as commands: who, where, what happened on which day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from services.sample.applicants import Applicant, applicant
from services.sample.background import Relative, Reply, answers, family, open_answers
from services.sample.courses import Course
from services.sample.days import set_back, since_the_ceremony, steps_up_to, workday
from services.sample.entry import identity
from services.sample.tree import Body, Tree
from shared.events.stage import Stage
from shared.events.terms import CancelReason, CaseId, Profile, Relation
from shared.law.working_days import add_working_days

LATE = 40  # working days from the decision to a late ceremony


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A case in one line: how far it came and when; the rest is drawn from the seed and `name`."""

    name: str
    profile: Profile  # at the end of the way
    branch: Body
    last: Stage
    on: date
    grew_out: bool = False  # of the youth union, between list and ceremony
    open_until: date | None = None  # answers may come up to this day
    number: int = 0  # among those that stand at the same stage
    recognised_by: date | None = None  # steps after the ceremony come up to this day
    recognised_to: Stage = Stage.OFFICIAL  # and up to this one
    set_back: Sequence[Stage] = ()  # then, where it does not go straight on
    then: Mapping[Stage, date] = field(default_factory=dict)  # off the way after `last`
    reason: CancelReason = CancelReason.STANDARDS
    turn: int = 0  # among those that left the same way: the reason that it is given
    aside: Mapping[Stage, Sequence[Stage]] = field(default_factory=dict)  # and back, after a stage
    late: bool = False  # a ceremony after its term, with consent
    again: "Draft | None" = None  # whose cancelled steps are done again
    corrected: Stage | None = None  # the step that was typed wrong at first
    introducer_replaced: bool = False
    course: Course | None = None  # of a verification that meets more than plain answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole case: who, where, the day of each step, the family, the answers."""

    name: str
    case_id: CaseId
    applicant: Applicant
    branch: Body
    office: Body  # above the branch when it listed the prospect
    days: Mapping[Stage, date]
    relatives: Sequence[Relative]
    replies: Sequence[Reply]
    reason: CancelReason
    turn: int
    late: bool
    without_youth_union: bool  # where the applicant is introduced
    follows: CaseId | None
    corrected: Stage | None
    introducer_replaced: bool
    course: Course | None
    open_until: date | None


def plan(draft: Draft, seed: int, tree: Tree) -> Plan:
    random = Random(f"{seed}/{draft.name}/plan")  # noqa: S311
    days = with_asides(steps_up_to(draft.last, draft.on, random), draft)
    first = draft.again or draft
    who = applicant(
        seed,
        first.name,
        draft.profile,
        on=first.on if draft.again else days.get(Stage.BRANCH_RESOLVED, draft.on),
        grew_out=draft.grew_out,
    )
    relatives = family(seed, first.name, who, tree, relations=relations(draft))
    if draft.course and draft.course.at_home:
        home = tree.office(draft.branch, days[Stage.CV_DECLARED])
        relatives = [replace(each, known_to=home) for each in relatives]
    days.update(draft.then)
    days = examined(days, draft.branch, tree)
    if draft.recognised_by and draft.last is Stage.ADMITTED and not draft.then:
        after = Random(f"{seed}/{draft.name}/probation")  # noqa: S311
        until, last = draft.recognised_by, draft.recognised_to
        days |= since_the_ceremony(days[Stage.ADMITTED], after, last=last, until=until)
        days |= set_back(max(days.values()), draft.set_back)
    return Plan(
        name=draft.name,
        case_id=CaseId(identity(seed, draft.name)),
        applicant=who,
        branch=draft.branch,
        office=tree.office(draft.branch, days[Stage.PROSPECT_LISTED]),
        days=days,
        relatives=relatives,
        replies=replies(draft, relatives, days, random),
        reason=draft.reason,
        turn=draft.turn,
        late=draft.late,
        without_youth_union=tree.without_youth_union(
            draft.branch, days.get(Stage.INTRODUCED, draft.on)
        ),
        follows=CaseId(identity(seed, draft.again.name)) if draft.again else None,
        corrected=draft.corrected,
        introducer_replaced=draft.introducer_replaced,
        course=draft.course,
        open_until=draft.open_until,
    )


def relations(draft: Draft) -> Sequence[Relation] | None:
    return draft.course.family if draft.course else None


def examined(days: Mapping[Stage, date], branch: Body, tree: Tree) -> dict[Stage, date]:
    """Without the section where there is none, and without appraisal where none is foreseen."""
    left_out = set[Stage]()
    resolved_on = days.get(Stage.BRANCH_RESOLVED)
    if resolved_on and not tree.in_section(branch, resolved_on):
        left_out |= {Stage.SECTION_EXAMINED}
    asked_on = days.get(Stage.GRASSROOTS_RESOLVED)
    if asked_on and not tree.appraises(branch, asked_on):
        left_out |= {Stage.APPRAISED, Stage.APPRAISAL_HELD}
    return {stage: on for stage, on in days.items() if stage not in left_out}


def with_asides(days: Mapping[Stage, date], draft: Draft) -> dict[Stage, date]:
    """The steps aside each some days after the step that they follow; a late ceremony is late."""
    found: dict[Stage, date] = {}
    for stage, on in days.items():
        found[stage] = on
        for number, aside in enumerate(draft.aside.get(stage, ()), start=1):
            found[aside] = workday(on + timedelta(days=3 * number))
    if draft.late:
        found[Stage.ADMITTED] = add_working_days(found[Stage.DECISION_RECEIVED], LATE)
    return found


def replies(
    draft: Draft, relatives: Sequence[Relative], days: Mapping[Stage, date], random: Random
) -> list[Reply]:
    if draft.course:
        return []  # its acts answer
    if Stage.BACKGROUND_CONCLUDED in days:
        return answers(relatives, days, random)
    if Stage.CV_SEALED in days and draft.open_until:
        return open_answers(relatives, days[Stage.CV_SEALED], draft.number, until=draft.open_until)
    return []
