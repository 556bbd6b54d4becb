"""The members who help and introduce a made-up person: assigned, heard, replaced."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from random import Random

from services.intake import domain as intake
from services.sample.days import workday
from services.sample.entry import identity
from services.sample.plan import Plan
from services.sample.preparing import introducers, name_of
from services.sample.told import Told
from shared.events.preparation import ReplacementReason
from shared.events.stage import ENDED, Stage
from shared.events.terms import PersonId
from shared.people.access import Role
from shared.people.vault import Field

SINCE = date(2024, 11, 1)  # whoever is listed from then on is helped by somebody who is recorded
WITHOUT = 8  # of a hundred, nobody is
REPLACED_IN_PROBATION = 40  # of a hundred
REPLACED = 8  # of a hundred, another member is assigned later
MISSED = 12  # of a hundred reports
A_QUARTER = timedelta(days=91)
UNTIL = frozenset({Stage.BRANCH_RESOLVED, Stage.CASE_SUSPENDED, Stage.APPLICANT_MOVED}) | ENDED
IN_PROBATION = (
    frozenset({Stage.RECOGNITION_PROPOSED, Stage.CASE_SUSPENDED, Stage.PROBATIONER_TRANSFERRED})
    | ENDED
)


def helped(plan: Plan) -> Iterator[Told]:
    """The mentor from soon after the list on, and a report every quarter up to the resolution."""
    listed_on, until = plan.days[Stage.PROSPECT_LISTED], until_when(plan)
    random = Random(f"{plan.case_id}/mentor")  # noqa: S311
    on = workday(listed_on + timedelta(days=random.randint(2, 12)))
    if listed_on < SINCE or random.randrange(100) < WITHOUT or on >= until:
        return
    yield assigned(plan, introducers(plan)[0], max(on, listed_on))
    replaced = random.randrange(100) < REPLACED
    while (on := workday(on + A_QUARTER)) < until:
        if replaced:
            yield assigned(plan, PersonId(identity(plan.case_id, "second mentor")), on)
            replaced = False
        elif random.randrange(100) >= MISSED:
            report = intake.RecordMentorReport(case_id=plan.case_id, reported_on=on)
            yield Told(on=on, body=plan.branch, role=Role.BRANCH_CLERK, command=report)


def helped_in_probation(plan: Plan) -> Iterator[Told]:
    """Another mentor soon after the ceremony, in whose place some get a third one."""
    admitted_on = plan.days.get(Stage.ADMITTED)
    random = Random(f"{plan.case_id}/mentor in probation")  # noqa: S311
    if admitted_on is None or plan.days[Stage.PROSPECT_LISTED] < SINCE:
        return
    until = until_when(plan, IN_PROBATION)
    on = max(workday(admitted_on + timedelta(days=random.randint(2, 9))), admitted_on)
    if on < until:
        yield assigned(plan, PersonId(identity(plan.case_id, "mentor in probation")), on)
    later = workday(on + A_QUARTER)
    if later < until and random.randrange(100) < REPLACED_IN_PROBATION:
        other = PersonId(identity(plan.case_id, "other mentor in probation"))
        reason = random.choice(tuple(ReplacementReason))
        yield assigned(plan, other, later, reason=reason)


def until_when(plan: Plan, ends: Collection[Stage] = UNTIL) -> date:
    """Before which day there is something to help with, as far as it is told."""
    return min((on for stage, on in plan.days.items() if stage in ends), default=last_day(plan))


def last_day(plan: Plan) -> date:
    return max(plan.days.values())


def assigned(
    plan: Plan, mentor: PersonId, on: date, *, reason: ReplacementReason | None = None
) -> Told:
    return Told(
        on=on,
        body=plan.branch,
        role=Role.BRANCH_CLERK,
        command=intake.AssignMentor(
            case_id=plan.case_id, mentor_id=mentor, assigned_on=on, reason=reason
        ),
        sealed={mentor: {Field.NAME: name_of(mentor)}},
    )


def introducer_replaced(plan: Plan) -> Iterator[Told]:
    """Another member goes on for the first introducer, on the day of the summary of opinions."""
    if not plan.introducer_replaced:
        return
    on = plan.days[Stage.OPINIONS_SUMMARISED]
    other = PersonId(identity(plan.case_id, "other introducer"))
    reasons = tuple(ReplacementReason)
    yield Told(
        on=on,
        body=plan.branch,
        role=Role.BRANCH_CLERK,
        command=intake.ReplaceIntroducer(
            case_id=plan.case_id,
            replaced_on=on,
            replaced_id=introducers(plan)[0],
            introducer_id=other,
            reason=reasons[plan.turn % len(reasons)],
        ),
        sealed={other: {Field.NAME: name_of(other)}},
    )
