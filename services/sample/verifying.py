"""A made-up verification that takes a course of its own, told as its commands."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import reduce

from services.sample.acting import Scene, command_of, envoy
from services.sample.courses import Act, Asked, Checked
from services.sample.days import workday
from services.sample.plan import Plan
from services.sample.preparing import name_of
from services.sample.told import Numbers, Told
from services.sample.tree import Tree
from services.verification import domain as verification
from shared.events.background import RequestChannel
from shared.events.stage import Stage
from shared.events.terms import PersonId
from shared.people.access import Role
from shared.people.vault import Field, Sides

NOTHING = Sides(declared="", found="")


def acts_of(plan: Plan) -> list[tuple[Act, date]]:
    """Its acts, spread from the seal to the conclusion, or as far as it is told."""
    if plan.course is None:
        return []
    first, acts = plan.days[Stage.CV_SEALED], plan.course.acts
    last = plan.days.get(Stage.BACKGROUND_CONCLUDED, plan.open_until or first)
    return [
        (act, max(first, workday(first + (last - first) * number / len(acts))))
        for number, act in enumerate(acts, 1)
    ]


def course(plan: Plan, numbers: Numbers, tree: Tree) -> Iterator[Told]:
    """One command an act, each by what has come of those before it."""
    plans = planned(plan, tree)
    state = after(plans, verification.initial, given(plans, plan, tree))
    for number, (act, on) in enumerate(acts_of(plan)):
        paper = numbers[plan.name, f"act {number}"]
        scene = Scene(plan=plan, tree=tree, state=state, on=on, number=paper)
        command = command_of(act, scene)
        compared = sides(act)
        state = after(command, state, given(command, plan, tree, compared=compared))
        yield Told(
            on=on,
            body=tree.office(plan.branch, on),
            role=Role.GRASSROOTS_SECRETARY,
            command=command,
            sealed=sealed(act, plan),
            sides=compared if compared != NOTHING else None,
        )


def planned(plan: Plan, tree: Tree) -> verification.PlanRequests:
    """What verification asks when it hears of the seal."""
    on = plan.days[Stage.CV_SEALED]
    return verification.PlanRequests(
        case_id=plan.case_id,
        branch_id=tree.standing(plan.branch, on).committee_id,
        persons=tuple(each.named(tree, on) for each in plan.relatives),
        sent_on=on,
    )


def after(
    command: verification.Command, state: verification.Verification, given: verification.Given
) -> verification.Verification:
    return reduce(verification.evolve, verification.decide(command, state, given), state)


def given(
    command: verification.Command, plan: Plan, tree: Tree, *, compared: Sides = NOTHING
) -> verification.Given:
    """What the desk reads for it."""
    on = verification.day_of(command)
    asked = [tree.standing(each.known_to, on) for each in plan.relatives]
    known = verification.Given(
        today=on,
        now={each.committee_id: each.committee_id for each in asked},
        line=(tree.office(plan.branch, on).committee_id,),
        named={each.person_id: each.relation for each in plan.relatives},
        declared=compared.declared,
        found=compared.found,
    )
    match command:
        case verification.AskAgain(addressee_id=addressee):
            last = asked[-1]
            return replace(
                known,
                asked=last.committee_id,
                above=tree.above(last, on).committee_id,
                addressee=addressee,
            )
        case _:
            return known


def sealed(act: Act, plan: Plan) -> Mapping[PersonId, Mapping[Field, str]]:
    """Who travels as an envoy."""
    match act:
        case Asked(channel=RequestChannel.ENVOY):
            return {envoy(plan): {Field.NAME: name_of(envoy(plan))}}
        case _:
            return {}


def sides(act: Act) -> Sides:
    match act:
        case Checked(declared=declared, found=found):
            return Sides(declared=declared, found=found)
        case _:
            return NOTHING
