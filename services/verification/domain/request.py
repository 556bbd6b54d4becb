"""One question about one person: whom it was put to, by when an answer is due, and what came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from shared.events.background import Agency, QuestionItem, RefusalGround, RequestChannel, Way
from shared.events.terms import (
    CommitteeId,
    DocumentNumber,
    PersonId,
    Relation,
    ReplyChannel,
    RequestId,
    VerificationResult,
    WaiverId,
)
from shared.events.verification import VerificationReplied, VerificationRequested
from shared.law.rule import Rule
from shared.law.rules import in_force
from shared.law.working_days import add_working_days, working_days_between

OF_A_RELATIVE = (
    QuestionItem.POLITICAL_HISTORY,
    QuestionItem.POLITICAL_CURRENT,
    QuestionItem.LINE_AND_POLICY,
)
OF_THE_APPLICANT = (*OF_A_RELATIVE, QuestionItem.ETHICS)

IN_COUNTRY, ABROAD = "verification_reply", "verification_reply_abroad"


def items_about(relation: Relation) -> tuple[QuestionItem, ...]:
    """What is asked about a person (HD 06 §3.4a)."""
    return OF_THE_APPLICANT if relation is Relation.APPLICANT else OF_A_RELATIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer about one person."""

    result: VerificationResult
    channel: ReplyChannel
    document_no: DocumentNumber
    replied_on: date
    ground: RefusalGround | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A letter to whoever has not answered."""

    document_no: DocumentNumber
    reminded_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question about one person, with all its answers; the newest counts."""

    person_id: PersonId
    relation: Relation
    addressee_id: CommitteeId | None
    sent_on: date
    number: int = 0
    items: tuple[QuestionItem, ...] = ()
    channel: RequestChannel = RequestChannel.LETTER
    agency: Agency | None = None
    envoy_id: PersonId | None = None
    letter_no: DocumentNumber | None = None
    follows: RequestId | None = None
    way: Way | None = None
    received_on: date | None = None
    reminders: tuple[Reminder, ...] = ()
    answers: tuple[Answer, ...] = ()
    followed: bool = False
    called_back_by: WaiverId | None = None
    cleared: bool = False  # what differed in its newest answer is decided
    clear: tuple[QuestionItem, ...] = ()  # need not be answered

    @property
    def answer(self) -> Answer | None:
        return self.answers[-1] if self.answers else None

    @property
    def confirmed(self) -> bool:
        return self.answer is not None and self.answer.result is VerificationResult.CONFIRMED

    @property
    def idle(self) -> bool:
        """Whether nobody needs to answer any more: another question took its place, or a waiver."""
        return self.followed or self.called_back_by is not None

    @property
    def asked_items(self) -> tuple[QuestionItem, ...]:
        return tuple(item for item in self.items if item not in self.clear)

    @property
    def open(self) -> bool:
        """Whether it has no final result and still wants one."""
        return not (self.confirmed or self.cleared or self.idle)

    @property
    def awaited(self) -> bool:
        """Whether somebody still has to answer."""
        return self.answer is None and not self.idle

    @property
    def rule(self) -> Rule:
        """The term of the answer (T3, T4)."""
        return reply_rule(self.channel, self.sent_on)

    @property
    def due_on(self) -> date:
        """Until it is told when the request was received, the day of sending stands for that."""
        return reply_due_on(self.channel, self.sent_on, self.received_on)

    def left(self, today: date) -> int:
        return days_left(self.due_on, today)

    @property
    def last_on(self) -> date:
        """The day of the last thing that is known of it."""
        known = [self.sent_on, *(answer.replied_on for answer in self.answers)]
        return max([*known, *(reminder.reminded_on for reminder in self.reminders)])


def days_left(due_on: date, today: date) -> int:
    """Working days until a term is over; on a free day right after it, it is one day late."""
    left = working_days_between(today, due_on)
    return min(left, -1) if due_on < today else left


def reply_rule(channel: RequestChannel, sent_on: date) -> Rule:
    abroad = channel is RequestChannel.FOREIGN_MISSION
    return in_force(ABROAD if abroad else IN_COUNTRY, sent_on)


def reply_due_on(channel: RequestChannel, sent_on: date, received_on: date | None) -> date:
    """The last day of the term in working days (T3 of 30, T4 of 90 abroad)."""
    term = int(reply_rule(channel, sent_on).value)
    return add_working_days(received_on or sent_on, term)


def ways_on(request: Request) -> Sequence[Way]:
    """How to go on after an answer, the usual way first (HD 06 §3.4c, §3.4d)."""
    if request.called_back_by:
        return [Way.AGAIN]
    if request.answer is None:
        return []
    match request.answer.result:
        case VerificationResult.CONFIRMED:
            return [Way.ESCALATE, Way.SUPPLEMENT]
        case VerificationResult.DIFFERS:
            return [Way.ESCALATE, Way.OTHER_CHANNEL]
        case VerificationResult.NOT_KNOWN:
            return [Way.OTHER_CHANNEL, Way.ELSEWHERE, Way.ESCALATE]
        case VerificationResult.MOVED_AWAY:
            return [Way.ELSEWHERE, Way.OTHER_CHANNEL]
        case VerificationResult.REFUSED:
            return ways_after_refusal(request.answer.ground)
        case result:
            assert_never(result)


def ways_after_refusal(ground: RefusalGround | None) -> Sequence[Way]:
    """A ground that is none of the guidance goes up; the asked committee has said its word."""
    if ground in (RefusalGround.OTHER_RELATIVE, RefusalGround.OTHER_MATTER):
        return [Way.ESCALATE]
    return [Way.ESCALATE, Way.OTHER_CHANNEL]


def opened(event: VerificationRequested) -> Request:
    return Request(
        person_id=event.person_id,
        relation=event.relation,
        addressee_id=event.addressee_id,
        sent_on=event.sent_on,
        number=event.number,
        items=event.items or items_about(event.relation),
        channel=event.channel,
        agency=event.agency,
        envoy_id=event.envoy_id,
        letter_no=event.letter_no,
        follows=event.follows,
        way=event.way,
    )


def answer_in(event: VerificationReplied) -> Answer:
    return Answer(
        result=event.result,
        channel=event.channel,
        document_no=event.document_no,
        replied_on=event.replied_on,
        ground=event.ground,
    )
