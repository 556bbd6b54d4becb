"""What a history says: who was asked about whom, what came back, and whether that is the end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from services.verification.domain.request import Reminder, Request, answer_in, opened
from shared.events import Event
from shared.events.terms import CommitteeId, RequestId
from shared.events.verification import (
    ReminderSent,
    RequestReceived,
    VerificationConcluded,
    VerificationReplied,
    VerificationRequested,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was asked about one case and what came back."""

    branch_id: CommitteeId | None = None
    requests: Mapping[RequestId, Request] = field(default_factory=dict)
    concluded_on: date | None = None

    @property
    def counted(self) -> list[Request]:
        """The requests of which an answer counts: those that no other one took the place of."""
        return [request for request in self.requests.values() if not request.followed]

    @property
    def open(self) -> list[Request]:
        return [request for request in self.counted if request.open]

    @property
    def last_replied_on(self) -> date:
        """The latest day of an answer; before all days when there is none."""
        answers = (answer for request in self.requests.values() for answer in request.answers)
        return max((answer.replied_on for answer in answers), default=date.min)


initial = Verification()


def evolve(state: Verification, event: Event) -> Verification:
    match event:
        case VerificationRequested():
            return asked(state, event)
        case RequestReceived(received_on=on):
            return changed(state, event.request_id, lambda one: replace(one, received_on=on))
        case ReminderSent():
            return changed(state, event.request_id, lambda one: reminded(one, event))
        case VerificationReplied():
            return changed(state, event.request_id, lambda one: answered(one, event))
        case VerificationConcluded(concluded_on=concluded_on):
            return replace(state, concluded_on=concluded_on)
        case _:
            return state


def asked(state: Verification, event: VerificationRequested) -> Verification:
    """One question more; whichever it follows is no longer waited for."""
    if event.follows:
        state = changed(state, event.follows, lambda one: replace(one, followed=True))
    requests = {**state.requests, event.request_id: opened(event)}
    return replace(state, branch_id=event.branch_id, requests=requests)


def reminded(request: Request, event: ReminderSent) -> Request:
    reminder = Reminder(document_no=event.document_no, reminded_on=event.reminded_on)
    return replace(request, reminders=(*request.reminders, reminder))


def answered(request: Request, event: VerificationReplied) -> Request:
    return replace(request, answers=(*request.answers, answer_in(event)))


def changed(
    state: Verification, request_id: RequestId, change: Callable[[Request], Request]
) -> Verification:
    """The request changed; nothing, where the history knows no such request."""
    request = state.requests.get(request_id)
    if request is None:
        return state
    return replace(state, requests={**state.requests, request_id: change(request)})
