"""What becomes of a command: the facts it makes, nothing if all is said, or a refusal."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import assert_never
from uuid import uuid5

from services.verification.domain.commands import (
    Command,
    Conclude,
    Given,
    PlanRequests,
    RecordPaperReply,
    RecordReply,
)
from services.verification.domain.verification import Answer, Request, Verification
from shared.events.terms import (
    CaseId,
    NamedPerson,
    PersonId,
    Relation,
    ReplyChannel,
    RequestId,
)
from shared.events.verification import (
    VerificationConcluded,
    VerificationEvent,
    VerificationReplied,
    VerificationRequested,
)
from shared.law.refusal import Reason, Refused
from shared.law.rules import in_force

SUBJECTS = frozenset(Relation) - {Relation.CHILD, Relation.SIBLING, Relation.GRANDPARENT}
"""Whose background is verified (HD 01 and HD 06 §3.4); the others are declared only."""

SEALED_FIRST = "seal_before_verification"
ANSWERED_FIRST = "answers_before_conclusion"


def subjects(persons: Iterable[NamedPerson]) -> tuple[NamedPerson, ...]:
    """The persons whose background is verified, each once, as the CV names them first."""
    asked: dict[PersonId, NamedPerson] = {}
    for person in persons:
        if person.relation in SUBJECTS:
            asked.setdefault(person.person_id, person)
    return tuple(asked.values())


def request_id(case_id: CaseId, person_id: PersonId) -> RequestId:
    """The same question has the same id, however often it is planned."""
    return RequestId(uuid5(case_id, str(person_id)))


def decide(command: Command, state: Verification, given: Given) -> Sequence[VerificationEvent]:
    match command:
        case PlanRequests():
            return plan(command, state)
        case RecordReply():
            return reply(command, state, given, channel=ReplyChannel.COMMITTEE)
        case RecordPaperReply():
            return reply(command, state, given, channel=ReplyChannel.PAPER)
        case Conclude():
            return conclude(command, state, given)
        case _:
            assert_never(command)


def plan(command: PlanRequests, state: Verification) -> Sequence[VerificationEvent]:
    if state.requests:
        return []
    return [
        VerificationRequested(
            case_id=command.case_id,
            request_id=request_id(command.case_id, person.person_id),
            person_id=person.person_id,
            relation=person.relation,
            branch_id=command.branch_id,
            addressee_id=person.committee_id,
            sent_on=command.sent_on,
        )
        for person in subjects(command.persons)
    ]


def reply(
    command: RecordReply | RecordPaperReply,
    state: Verification,
    given: Given,
    *,
    channel: ReplyChannel,
) -> Sequence[VerificationEvent]:
    request = state.requests.get(command.request_id)
    if request is None:
        raise Refused("request_unknown")
    answer = Answer(
        result=command.result,
        channel=channel,
        document_no=command.document_no,
        replied_on=command.replied_on,
    )
    if answer == request.answer:
        return []
    check_reply(answer, request, given)
    return [
        VerificationReplied(
            case_id=command.case_id,
            request_id=command.request_id,
            result=answer.result,
            channel=answer.channel,
            document_no=answer.document_no,
            replied_on=answer.replied_on,
        )
    ]


def check_reply(answer: Answer, request: Request, given: Given) -> None:
    """Refuse an answer on an impossible day, and any change of a confirmation."""
    if request.confirmed:
        raise Refused("already_answered", values={"relation": request.relation})
    if answer.replied_on < request.sent_on:
        raise Refused("reply_before_request", found=answer.replied_on, needed=request.sent_on)
    if answer.replied_on > given.today:
        raise Refused("reply_in_future", found=answer.replied_on, needed=given.today)


def conclude(command: Conclude, state: Verification, given: Given) -> Sequence[VerificationEvent]:
    on = command.concluded_on
    if state.concluded_on == on:
        return []
    if state.concluded_on is not None:
        raise Refused("already_concluded", found=state.concluded_on)
    if reasons := lacking(state, on=on):
        raise Refused.because(reasons)
    if on < state.last_replied_on:
        raise Refused("conclusion_before_answers", found=on, needed=state.last_replied_on)
    if on > given.today:
        raise Refused("conclusion_in_future", found=on, needed=given.today)
    return [VerificationConcluded(case_id=command.case_id, concluded_on=on)]


def lacking(state: Verification, *, on: date) -> Sequence[Reason]:
    """What is missing before one may conclude, and about whom (HD 01 and HD 06 §3.4d)."""
    if not state.requests:
        return [Reason(code="nothing_asked", rule=in_force(SEALED_FIRST, on))]
    missing = state.unconfirmed
    if not missing:
        return []
    confirmed, asked = len(state.requests) - len(missing), len(state.requests)
    rule = in_force(ANSWERED_FIRST, on)
    first = Reason(code="answers_missing", rule=rule, found=confirmed, needed=asked)
    return [first, *(reason(request) for request in missing)]


def reason(request: Request) -> Reason:
    """What is missing about one person: any answer, or one that confirms."""
    code = "answer_missing" if request.answer is None else "answer_unconfirmed"
    result = {"result": request.answer.result} if request.answer else {}
    return Reason(code=code, values={"relation": request.relation, **result})
