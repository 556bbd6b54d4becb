"""What a history says: who was asked about whom, and which answer counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from shared.events import Event
from shared.events.terms import (
    CommitteeId,
    DocumentNumber,
    PersonId,
    Relation,
    ReplyChannel,
    RequestId,
    VerificationResult,
)
from shared.events.verification import (
    VerificationConcluded,
    VerificationReplied,
    VerificationRequested,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer about one person."""

    result: VerificationResult
    channel: ReplyChannel
    document_no: DocumentNumber
    replied_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question to one committee about one person, with all its answers; the newest counts."""

    person_id: PersonId
    relation: Relation
    addressee_id: CommitteeId
    sent_on: date
    answers: tuple[Answer, ...] = ()

    @property
    def answer(self) -> Answer | None:
        return self.answers[-1] if self.answers else None

    @property
    def confirmed(self) -> bool:
        return self.answer is not None and self.answer.result is VerificationResult.CONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was asked about one case and what came back."""

    branch_id: CommitteeId | None = None
    requests: Mapping[RequestId, Request] = field(default_factory=dict)
    concluded_on: date | None = None

    @property
    def unconfirmed(self) -> list[Request]:
        return [request for request in self.requests.values() if not request.confirmed]

    @property
    def last_replied_on(self) -> date:
        """The latest day of an answer; before all days when there is none."""
        answers = (answer for request in self.requests.values() for answer in request.answers)
        return max((answer.replied_on for answer in answers), default=date.min)


initial = Verification()


def evolve(state: Verification, event: Event) -> Verification:
    match event:
        case VerificationRequested():
            return replace(
                state, branch_id=event.branch_id, requests={**state.requests, **opened(event)}
            )
        case VerificationReplied():
            return replace(state, requests={**state.requests, **answered(state, event)})
        case VerificationConcluded(concluded_on=concluded_on):
            return replace(state, concluded_on=concluded_on)
        case _:
            return state


def opened(event: VerificationRequested) -> Mapping[RequestId, Request]:
    request = Request(
        person_id=event.person_id,
        relation=event.relation,
        addressee_id=event.addressee_id,
        sent_on=event.sent_on,
    )
    return {event.request_id: request}


def answered(state: Verification, event: VerificationReplied) -> Mapping[RequestId, Request]:
    """The request with its new answer; none for an answer that no request of the history awaits."""
    request = state.requests.get(event.request_id)
    if request is None:
        return {}
    answer = Answer(
        result=event.result,
        channel=event.channel,
        document_no=event.document_no,
        replied_on=event.replied_on,
    )
    return {event.request_id: replace(request, answers=(*request.answers, answer))}
