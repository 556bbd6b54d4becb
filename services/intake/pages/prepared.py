"""What the papers beside the CV recorded, in words."""

from collections.abc import Iterator
from typing import assert_never

from services.intake.pages.said import Fact, Names
from shared.events.preparation import (
    ApplicantIntroduced,
    CvReaffirmed,
    IntroducerReplaced,
    OpinionsSummarised,
    PreparationEvent,
)
from shared.web.texts import Texts


def prepared_facts(fact: PreparationEvent, texts: Texts, names: Names) -> Iterator[Fact]:
    """Everything that the step recorded beside its day."""
    match fact:
        case ApplicantIntroduced():
            yield from introduced(fact, texts, names)
        case IntroducerReplaced(replaced_id=one, introducer_id=other, reason=reason):
            yield texts.say("field.replaced_introducer"), names.person(one, texts)
            yield texts.say("field.new_introducer"), names.person(other, texts)
            yield texts.say("field.why"), texts.say(f"replacement_reason.{reason}")
        case OpinionsSummarised(mass_organisations=count, residence_on=on):
            yield texts.say("field.mass_organisations"), texts.number(count)
            said = texts.day(on) if on else texts.say("opinions.of_residence_itself")
            yield texts.say("field.residence_on"), said
        case CvReaffirmed():
            return
        case _:
            assert_never(fact)


def introduced(fact: ApplicantIntroduced, texts: Texts, names: Names) -> Iterator[Fact]:
    yield texts.say("field.path"), texts.say(f"introduction_path.{fact.path}")
    if fact.reason:
        yield texts.say("field.path_reason"), texts.say(f"path_reason.{fact.reason}")
    for each in fact.introducers:
        name, on = names.person(each.person_id, texts), texts.day(each.introduced_on)
        said = texts.say("introducer.said", name=name, day=on, months=each.months_together)
        yield texts.say("field.introducer"), said
    if union := fact.union_resolution:
        yield texts.say("field.union_no"), union.resolution_no
        yield texts.say("field.union_on"), texts.day(union.resolved_on)
