"""The papers that a made-up branch gathers beside the CV: introductions and opinions."""

from collections.abc import Mapping
from datetime import date
from random import Random

from services.intake import domain as intake
from services.sample import words
from services.sample.entry import Command, identity
from services.sample.plan import Plan
from shared.events.preparation import Introducer, IntroductionPath, PathReason, UnionResolution
from shared.events.stage import Stage
from shared.events.terms import DocumentNumber, PersonId, Sex, Union
from shared.people.vault import Field

PATH: Mapping[Union, IntroductionPath] = {
    Union.YOUTH_UNION: IntroductionPath.YOUTH_UNION,
    Union.TRADE_UNION_PAST_YOUTH_AGE: IntroductionPath.TRADE_UNION,
    Union.NEITHER: IntroductionPath.TWO_MEMBERS,
}
SYMBOL: Mapping[IntroductionPath, str] = {
    IntroductionPath.YOUTH_UNION: "ĐTN",
    IntroductionPath.TRADE_UNION: "CĐ",
}
"""What the numbers of the papers of a union end in."""
BY_MEMBERS_ALONE = 15  # of a hundred whom the trade union could introduce


def path_of(plan: Plan) -> IntroductionPath:
    """By the union that the applicant was in when listed; some by two members all the same."""
    path = PATH[plan.applicant.listed.union]
    drawn = Random(f"{plan.case_id}/path").randrange(100)  # noqa: S311
    if path is IntroductionPath.YOUTH_UNION and plan.without_youth_union:
        return IntroductionPath.TWO_MEMBERS
    if path is IntroductionPath.TRADE_UNION and drawn < BY_MEMBERS_ALONE:
        return IntroductionPath.TWO_MEMBERS
    return path


def introducers(plan: Plan) -> list[PersonId]:
    members = 2 if path_of(plan) is IntroductionPath.TWO_MEMBERS else 1
    return [PersonId(identity(plan.case_id, "introducer", number)) for number in range(members)]


def names(plan: Plan) -> dict[PersonId, dict[Field, str]]:
    """What the vault keeps of the introducers."""
    return {person: {Field.NAME: name_of(person)} for person in introducers(plan)}


def name_of(member: PersonId) -> str:
    """What an official member is called who helps or introduces."""
    random = Random(f"{member}/name")  # noqa: S311
    return words.person(random, random.choice(tuple(Sex)))


def introduction(plan: Plan, number: DocumentNumber | None) -> Command:
    """`number` is that of the resolution of the union, where one introduces."""
    on, path = plan.days[Stage.INTRODUCED], path_of(plan)
    return intake.Introduce(
        case_id=plan.case_id,
        path=path,
        introducers=tuple(introducer(person, on) for person in introducers(plan)),
        union_resolution=UnionResolution(resolution_no=number, resolved_on=on) if number else None,
        reason=reason_of(plan) if path is IntroductionPath.TWO_MEMBERS else None,
    )


def reason_of(plan: Plan) -> PathReason:
    """Why two members introduce where a union would come first."""
    young = plan.applicant.listed.union is Union.YOUTH_UNION
    return PathReason.NO_YOUTH_UNION if young else PathReason.PAST_YOUTH_AGE


def introducer(person: PersonId, on: date) -> Introducer:
    months = Random(f"{person}/months").randint(12, 90)  # noqa: S311
    return Introducer(person_id=person, introduced_on=on, months_together=months)


def opinions(plan: Plan) -> Command:
    on = plan.days[Stage.OPINIONS_SUMMARISED]
    return intake.SummariseOpinions(
        case_id=plan.case_id,
        summarised_on=on,
        mass_organisations=2 if path_of(plan) is IntroductionPath.YOUTH_UNION else 1,
        residence_on=plan.days[Stage.CV_CERTIFIED],
    )
