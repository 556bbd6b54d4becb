"""The special conditions of a case in words: what each demands, and which consent is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.intake.domain import DEMANDS, Case
from services.intake.pages.said import Fact, Names
from shared.events.conditions import (
    ConditionEvent,
    ConditionNoted,
    ConditionTakenBack,
    ConsentGiven,
    SpecialCondition,
)
from shared.events.terms import CommitteeId
from shared.law.months import add_months
from shared.law.rule import Rule
from shared.law.rules import in_force
from shared.web.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditioned:
    """A condition as the page of a case shows it."""

    title: str
    state: str
    missing: bool
    waits: str | None
    rule: Rule


def conditions_of(case: Case, texts: Texts, *, on: date) -> list[Conditioned]:
    """The conditions of a case with what stands of each."""
    return [
        Conditioned(
            title=texts.say(f"condition.{one}"),
            state=state_of(one, case, texts),
            missing=DEMANDS[one].consenter is not None and one not in case.consents,
            waits=waits_of(noted, texts, on=on),
            rule=in_force(DEMANDS[one].rule_id, on),
        )
        for one, noted in case.conditions.items()
    ]


def state_of(condition: SpecialCondition, case: Case, texts: Texts) -> str:
    if DEMANDS[condition].consenter is None:
        return texts.say("consent.needs_none")
    given = case.consents.get(condition)
    if given is None:
        return texts.say("consent.missing")
    return texts.say("consent.given", number=given.document_no, day=given.consented_on)


def waits_of(noted: ConditionNoted, texts: Texts, *, on: date) -> str | None:
    """From which day the branch may consider, where there is a waiting time."""
    rule_id = DEMANDS[noted.condition].months_rule_id
    if rule_id is None or noted.since_on is None:
        return None
    first = add_months(noted.since_on, int(in_force(rule_id, on).value))
    return texts.say("intake.case.waits_until", day=first)


def condition_facts(fact: ConditionEvent, texts: Texts, names: Names) -> Iterator[Fact]:
    """Everything that the step recorded beside its day."""
    yield texts.say("field.condition"), texts.say(f"condition.{fact.condition}")
    match fact:
        case ConditionNoted(since_on=date() as since):
            yield texts.say("field.condition_since"), texts.day(since)
        case ConsentGiven(document_no=number, consented_by=by):
            yield texts.say("field.consent_document"), number
            outside = texts.say("consent.outside")
            yield (
                texts.say("field.consented_by"),
                names.committees.get(by, outside) if by else outside,
            )
        case ConditionNoted() | ConditionTakenBack():
            return


def consenter_words(committee_id: CommitteeId | None, texts: Texts, names: Names) -> str:
    if committee_id is None:
        return texts.say("consent.outside")
    return names.committees.get(committee_id, str(committee_id))
