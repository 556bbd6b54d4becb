"""What came before a recognition, or set it back, in words."""

from collections.abc import Iterator
from typing import assert_never

from services.intake.pages.said import Fact, Names
from services.intake.pages.votes import vote_words
from shared.events.recognition import (
    ProbationCommented,
    ProbationOpinionsSummarised,
    RecognitionDidNotPass,
    RecognitionPaper,
    RecognitionReferred,
    RecognitionResubmitted,
    RecognitionReturned,
    RecognitionSetback,
    SelfReviewWritten,
)
from shared.web.texts import Texts


def recognition_facts(
    fact: RecognitionPaper | RecognitionSetback, texts: Texts, names: Names
) -> Iterator[Fact]:
    """Everything that the step recorded beside its day."""
    match fact:
        case ProbationCommented(mentor_id=mentor):
            if mentor:
                yield texts.say("field.mentor"), names.person(mentor, texts)
        case ProbationOpinionsSummarised(mass_organisations=count, residence_on=on):
            yield texts.say("field.mass_organisations"), texts.number(count)
            said = texts.day(on) if on else texts.say("opinions.of_residence_itself")
            yield texts.say("field.residence_on"), said
        case RecognitionDidNotPass():
            yield from lost_vote(fact, texts)
        case RecognitionReferred(report_no=number):
            yield texts.say("field.report_no"), number
        case RecognitionReturned(note_no=number, returned_by=committee, reason=lacking):
            yield texts.say("field.note_no"), number
            yield texts.say("field.lacking"), texts.say(f"return_reason.{lacking}")
            yield texts.say("field.returned_by"), names.committees.get(committee, str(committee))
        case SelfReviewWritten() | RecognitionResubmitted():
            return
        case _:
            assert_never(fact)


def lost_vote(fact: RecognitionDidNotPass, texts: Texts) -> Iterator[Fact]:
    yield texts.say("field.nth_vote"), texts.number(fact.nth)
    yield texts.say("field.minutes_no"), fact.minutes_no
    yield texts.say("field.for_recognition"), vote_words(fact.vote, fact.held_on, texts)
    yield texts.say("field.for_striking_off"), texts.number(fact.for_striking_off)
