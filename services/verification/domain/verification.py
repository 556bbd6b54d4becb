"""What a history says: who was asked about whom, what came back, and whether that is the end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from services.verification.domain.discrepancy import (
    Check,
    Discrepancy,
    checked,
    decided,
    found_unlike,
)
from services.verification.domain.request import Reminder, Request, answer_in, opened
from services.verification.domain.waiver import Waiver, matched, proposed
from shared.events import Event
from shared.events.crosscheck import DiscrepancyOpened, DiscrepancyResolved, FieldChecked
from shared.events.terms import (
    CheckId,
    CommitteeId,
    DiscrepancyId,
    DocumentNumber,
    RequestId,
    WaiverId,
)
from shared.events.verification import (
    DossierSupplemented,
    ReminderSent,
    RequestReceived,
    VerificationConcluded,
    VerificationReopened,
    VerificationReplied,
    VerificationRequested,
    VerificationTransferred,
)
from shared.events.waiving import (
    FileMatched,
    RequestCalledBack,
    WaiverProposed,
    WaiverWithdrawn,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was asked about one case and what came back."""

    branch_id: CommitteeId | None = None
    requests: Mapping[RequestId, Request] = field(default_factory=dict)
    waivers: Mapping[WaiverId, Waiver] = field(default_factory=dict)
    checks: Mapping[CheckId, Check] = field(default_factory=dict)
    discrepancies: Mapping[DiscrepancyId, Discrepancy] = field(default_factory=dict)
    supplements: tuple[tuple[date, DocumentNumber], ...] = ()
    reopened_on: date | None = None  # when a CV declared anew was sealed
    concluded_on: date | None = None

    @property
    def branch(self) -> CommitteeId:
        assert self.branch_id, "a request was sent, so it is known for which branch"
        return self.branch_id

    @property
    def counted(self) -> list[Request]:
        """The requests of which an answer counts."""
        return [request for request in self.requests.values() if not request.idle]

    @property
    def standing(self) -> list[Waiver]:
        return [waiver for waiver in self.waivers.values() if waiver.stands]

    @property
    def open(self) -> list[Request]:
        return [request for request in self.counted if request.open]

    @property
    def unresolved(self) -> list[Discrepancy]:
        return [one for one in self.discrepancies.values() if one.open]

    @property
    def fresh_from(self) -> date:
        """From when on the papers of the dossier are counted: they were made, or supplemented."""
        return max([self.sealed_on, *(on for on, _ in self.supplements)])

    @property
    def sealed_on(self) -> date:
        """The seal of the CV that counts; the letters go out on the same day."""
        sent = min((request.sent_on for request in self.requests.values()), default=date.min)
        return self.reopened_on or sent

    @property
    def last_on(self) -> date:
        """The latest day of all that was found; before all days when there is nothing."""
        answers = (answer for request in self.requests.values() for answer in request.answers)
        waived = (waiver.last_on for waiver in self.waivers.values())
        compared = (one.last_on for one in self.discrepancies.values())
        known = [self.reopened_on or date.min, *(answer.replied_on for answer in answers)]
        return max([*known, *waived, *compared])


initial = Verification()


def evolve(state: Verification, event: Event) -> Verification:
    match event:
        case VerificationRequested():
            return asked(state, event)
        case VerificationTransferred(branch_id=branch_id):
            return replace(state, branch_id=branch_id)
        case RequestReceived(received_on=on):
            return changed(state, event.request_id, lambda one: replace(one, received_on=on))
        case ReminderSent():
            return changed(state, event.request_id, lambda one: reminded(one, event))
        case VerificationReplied():
            return changed(state, event.request_id, lambda one: answered(one, event))
        case WaiverProposed():
            return waived(state, event)
        case RequestCalledBack(waiver_id=by):
            return changed(state, event.request_id, lambda one: replace(one, called_back_by=by))
        case FileMatched():
            return rewaived(state, event.waiver_id, lambda one: matched(one, event))
        case WaiverWithdrawn(withdrawn_on=on):
            return rewaived(state, event.waiver_id, lambda one: replace(one, withdrawn_on=on))
        case FieldChecked(check_id=id_):
            return replace(state, checks={**state.checks, id_: checked(event)})
        case DiscrepancyOpened(discrepancy_id=id_):
            found = {**state.discrepancies, id_: found_unlike(event)}
            return replace(state, discrepancies=found)
        case DiscrepancyResolved():
            return cleared(state, event)
        case DossierSupplemented(supplemented_on=on, document_no=number):
            return replace(state, supplements=(*state.supplements, (on, number)))
        case VerificationReopened():
            return reopened(state, event)
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


def reopened(state: Verification, event: VerificationReopened) -> Verification:
    """What was found of the CV of before no longer counts, and stays readable."""
    requests = {
        id_: replace(one, followed=one.followed or id_ in event.set_aside)
        for id_, one in state.requests.items()
    }
    waivers = {
        id_: replace(one, withdrawn_on=one.withdrawn_on or event.reopened_on)
        for id_, one in state.waivers.items()
    }
    return replace(
        state,
        requests=requests,
        waivers=waivers,
        reopened_on=event.reopened_on,
        concluded_on=None,
    )


def reminded(request: Request, event: ReminderSent) -> Request:
    reminder = Reminder(document_no=event.document_no, reminded_on=event.reminded_on)
    return replace(request, reminders=(*request.reminders, reminder))


def answered(request: Request, event: VerificationReplied) -> Request:
    return replace(request, answers=(*request.answers, answer_in(event)), cleared=False)


def cleared(state: Verification, event: DiscrepancyResolved) -> Verification:
    """A discrepancy is decided; so is the answer in which it was found, once all of it is."""
    known = state.discrepancies.get(event.discrepancy_id)
    if known is None:
        return state
    found = {**state.discrepancies, event.discrepancy_id: decided(known, event)}
    state = replace(state, discrepancies=found)
    if known.request_id is None:
        return state
    left = [one for one in state.unresolved if one.request_id == known.request_id]
    return changed(state, known.request_id, lambda one: replace(one, cleared=not left))


def waived(state: Verification, event: WaiverProposed) -> Verification:
    """One ground more; what it calls clear need not be answered about whom it covers."""
    clear = {
        id_: replace(request, clear=(*request.clear, *event.items))
        for id_, request in state.requests.items()
        if request.person_id in event.covered and request.open
    }
    waivers = {**state.waivers, event.waiver_id: proposed(event)}
    return replace(state, waivers=waivers, requests={**state.requests, **clear})


def rewaived(
    state: Verification, waiver_id: WaiverId, change: Callable[[Waiver], Waiver]
) -> Verification:
    """The waiver changed; nothing, where the history knows no such waiver."""
    waiver = state.waivers.get(waiver_id)
    if waiver is None:
        return state
    return replace(state, waivers={**state.waivers, waiver_id: change(waiver)})


def changed(
    state: Verification, request_id: RequestId, change: Callable[[Request], Request]
) -> Verification:
    """The request changed; nothing, where the history knows no such request."""
    request = state.requests.get(request_id)
    if request is None:
        return state
    return replace(state, requests={**state.requests, request_id: change(request)})
