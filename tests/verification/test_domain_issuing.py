"""Letters, reminders and answers are documents of committees (HD 36-HD/VPTW)."""

from dataclasses import replace
from functools import reduce

from services.verification.domain import Verification, evolve, initial
from services.verification.domain.issuing import document_of
from shared.events.terms import DocumentNumber, ReplyChannel
from shared.law.documents import Document
from tests import examples

ASKING = examples.GRASSROOTS
NUMBER = DocumentNumber("46-CV/ĐU")
STATE: Verification = reduce(evolve, examples.verifications_requested, initial)
[REQUEST, *_] = examples.verifications_requested
REPLY = examples.verification_replied
ON_PAPER = replace(REPLY, channel=ReplyChannel.PAPER)


def test_a_letter_is_a_document_of_who_asks():
    letter = replace(REQUEST, letter_no=NUMBER)

    assert document_of(letter, STATE, ASKING) == Document(
        number=NUMBER, on=REQUEST.sent_on, issuer_id=ASKING
    )


def test_a_question_without_a_letter_has_no_document():
    assert document_of(REQUEST, STATE, ASKING) is None


def test_a_reminder_is_a_document_of_who_asks():
    reminder = document_of(examples.reminder_sent, STATE, ASKING)

    assert reminder is not None
    assert reminder.issuer_id == ASKING


def test_an_answer_is_a_document_of_who_answers_and_on_paper_of_who_was_asked():
    own, paper = (document_of(each, STATE, examples.COMMUNE) for each in (REPLY, ON_PAPER))

    assert own == paper
    assert own is not None
    assert own.issuer_id == examples.COMMUNE


def test_the_paper_of_an_agency_is_not_looked_at():
    request = STATE.requests[REPLY.request_id]
    requests = {REPLY.request_id: replace(request, addressee_id=None)}

    assert document_of(ON_PAPER, replace(STATE, requests=requests), ASKING) is None


def test_what_has_no_number_of_a_committee_is_no_document():
    assert document_of(examples.waiver_proposed, STATE, ASKING) is None
