"""Where a case went, or why it rested, in words."""

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from services.intake.pages.said import Fact, Names
from shared.events.moving import (
    AdmissionForwarded,
    AdmissionSentBack,
    ApplicantMoved,
    CaseResumed,
    CaseSuspended,
    CeremonyOrdered,
    ForwardedAdmissionReceived,
    MovingEvent,
    ProbationerTransferred,
    Relocation,
    TransferPresented,
)
from shared.law.rules import in_force
from shared.law.working_days import working_days_between
from shared.web.texts import Texts


def moving_facts(fact: MovingEvent, texts: Texts, names: Names) -> Iterator[Fact]:
    match fact:
        case ApplicantMoved(letter_no=number) | AdmissionForwarded(letter_no=number):
            yield texts.say("field.forwarding_no"), number
        case ProbationerTransferred(letter_no=number, left_on=left_on, introduced_on=day):
            yield texts.say("field.forwarding_no"), number
            yield texts.say("field.left_on"), texts.day(left_on)
            yield texts.say("field.transfer_started"), started_words(left_on, day, texts)
        case CeremonyOrdered(order_no=number):
            yield texts.say("field.order_no"), number
        case AdmissionSentBack(note_no=number):
            yield texts.say("field.note_no"), number
        case CaseSuspended(document_no=number):
            yield texts.say("field.suspension_no"), number
        case ForwardedAdmissionReceived() | TransferPresented() | CaseResumed():
            return
        case _:
            assert_never(fact)
    if isinstance(fact, Relocation):
        there = names.committee(fact.branch_id)
        yield texts.say("field.new_branch"), there


def started_words(left_on: date, day: date, texts: Texts) -> str:
    """How many working days after the move a transfer was started, and whether that is late."""
    rule = in_force("transfer_start_days", day)
    n, limit = working_days_between(left_on, day), int(rule.value)
    key = "transfer.started_late" if n > limit else "transfer.started"
    return texts.say(key, n=n, limit=limit)
