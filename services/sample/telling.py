"""A made-up case told as the commands that its offices send, each at its moment."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from random import Random

from services.intake import domain as intake
from services.sample.answering import answers
from services.sample.correcting import with_slip
from services.sample.days import recorded
from services.sample.entry import Entry, identity
from services.sample.helping import helped, helped_in_probation, introducer_replaced
from services.sample.letters import receipts, reminded
from services.sample.moving import beside
from services.sample.numbers import canceller
from services.sample.papers import PageCommand
from services.sample.plan import Plan
from services.sample.preparing import names
from services.sample.scanning import scanned
from services.sample.setbacks import voted_again
from services.sample.steps import command
from services.sample.told import Numbers, Told
from services.sample.tree import Body, Tree
from services.sample.verifying import course
from services.verification import domain as verification
from shared.events.stage import Stage
from shared.events.terms import PersonId
from shared.people.access import Office, Role
from shared.people.vault import Field


def tell(plan: Plan, numbers: Numbers, tree: Tree, *, seed: int) -> list[Entry]:
    """The commands of a case in their order, under keys that stay the same."""
    random = Random(f"{seed}/{plan.name}/telling")  # noqa: S311
    told = in_order(plan, numbers, tree, random=random)
    moments = recorded([each.on for each in told], random)
    return [
        Entry(
            key=identity(seed, plan.name, "command", number),
            at=at,
            office=sender(each, at, tree),
            command=each.command,
            sealed=each.sealed,
            words=each.words,
            sides=each.sides,
        )
        for number, (each, at) in enumerate(zip(told, moments, strict=True))
    ]


def in_order(plan: Plan, numbers: Numbers, tree: Tree, *, random: Random) -> list[Told]:
    """One command a step, what is done beside them, each on its day."""
    told = [
        *on_the_way(plan, numbers, tree, random=random),
        *helped(plan),
        *helped_in_probation(plan),
        *introducer_replaced(plan),
        *scanned(plan),
    ]
    return sorted(told, key=lambda each: each.on)


def on_the_way(plan: Plan, numbers: Numbers, tree: Tree, *, random: Random) -> Iterator[Told]:
    """The steps, the answers between the seal and the conclusion, and what was typed wrong."""
    for stage, on in plan.days.items():
        step = Told(
            on=on,
            body=taker(plan, stage, tree),
            role=role_of(plan, stage),
            command=command(plan, stage, numbers, tree, random=random),
            sealed=values(plan, stage),
        )
        yield from with_slip(step, plan, stage)
        if stage is Stage.CV_SEALED:
            yield from sorted(verification_of(plan, numbers, tree), key=lambda each: each.on)
        if stage is Stage.RECOGNITION_NOT_PASSED:
            yield from voted_again(plan, step, numbers)


def verification_of(plan: Plan, numbers: Numbers, tree: Tree) -> Iterator[Told]:
    """All between the seal and the conclusion: a letter comes before its answer on one day."""
    yield from receipts(plan, tree)
    yield from reminded(plan, numbers, tree)
    yield from answers(plan, numbers, tree)
    yield from course(plan, numbers, tree)


def sender(told: Told, at: datetime, tree: Tree) -> Office:
    """A step is taken by whoever stood there on its day, a paper entered by whoever does so."""
    entered = isinstance(told.command, verification.Command | PageCommand)
    return tree.standing(told.body, at.date() if entered else told.on).office(told.role)


def role_of(plan: Plan, stage: Stage) -> Role:
    if stage in intake.RESOLVED_BEFORE and intake.RESOLVED_BEFORE[stage] not in plan.days:
        return Role.GRASSROOTS_SECRETARY
    return intake.TAKEN_BY[stage]


def taker(plan: Plan, stage: Stage, tree: Tree) -> Body:
    """Whose step it is on its day."""
    on = plan.days[stage]
    if stage is Stage.DECISION_CANCELLED:
        return canceller(plan, tree)
    if stage is Stage.CONSENT_GIVEN:
        return tree.directly_above(plan.branch, on)
    match role_of(plan, stage):
        case Role.BRANCH_CLERK if stage is Stage.TRANSFER_PRESENTED:
            return beside(plan.branch, tree, plan, stage)
        case Role.BRANCH_CLERK:
            return plan.branch
        case Role.GRASSROOTS_SECRETARY:
            return tree.office(plan.branch, on)
        case _:
            return tree.decider(plan.branch, on)


def values(plan: Plan, stage: Stage) -> Mapping[PersonId, Mapping[Field, str]]:
    """What goes into the vault with the step, and into no event."""
    who = plan.applicant
    match stage:
        case Stage.PROSPECT_LISTED:
            born_on = who.born_on.isoformat()
            return {who.person_id: {Field.NAME: who.name, Field.BORN_ON: born_on}}
        case Stage.INTRODUCED:
            return names(plan)
        case Stage.CV_DECLARED:
            return {
                each.person_id: {Field.NAME: each.name, Field.BIRTH_YEAR: str(each.birth_year)}
                for each in plan.relatives[1:]
            }
        case _:
            return {}
