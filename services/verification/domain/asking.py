"""Whom to ask about a declared background, and how to go on when an answer settles nothing."""

from collections.abc import Iterable, Sequence
from uuid import uuid5

from services.verification.domain.commands import (
    AskAgain,
    FollowCase,
    Given,
    PlanRequests,
    RecordReceipt,
    Remind,
)
from services.verification.domain.request import Reminder, Request, items_about, ways_on
from services.verification.domain.verification import Verification
from shared.events.background import Agency, RequestChannel, Way
from shared.events.terms import CaseId, CommitteeId, NamedPerson, PersonId, Relation, RequestId
from shared.events.verification import (
    ReminderSent,
    RequestReceived,
    VerificationEvent,
    VerificationReopened,
    VerificationRequested,
    VerificationTransferred,
)
from shared.law.refusal import Refused
from shared.law.rules import in_force

SUBJECTS = frozenset(Relation) - {
    Relation.CHILD,
    Relation.SIBLING,
    Relation.SPOUSE_SIBLING,
    Relation.GRANDPARENT,
}
"""Whose background is verified (HD 01 and HD 06 §3.4); the others are declared only."""

AGENCIES = {
    RequestChannel.LETTER: frozenset[Agency](),
    RequestChannel.ENVOY: frozenset({Agency.EMPLOYER}),
    RequestChannel.AGENCY: frozenset(Agency) - {Agency.MISSION_ABROAD, Agency.COMMITTEE_ABROAD},
    RequestChannel.FOREIGN_MISSION: frozenset({Agency.MISSION_ABROAD, Agency.COMMITTEE_ABROAD}),
}
"""Who can be asked by each channel beside a committee of the directory."""

TO_A_COMMITTEE = frozenset({RequestChannel.LETTER, RequestChannel.ENVOY})
UNCLEAR_ABOVE = "unclear_asked_above"


def subjects(persons: Iterable[NamedPerson]) -> tuple[NamedPerson, ...]:
    """The persons whose background is verified, each once, as the CV names them first."""
    asked: dict[PersonId, NamedPerson] = {}
    for person in persons:
        if person.relation in SUBJECTS:
            asked.setdefault(person.person_id, person)
    return tuple(asked.values())


def request_id(case_id: CaseId, person_id: PersonId, *, before: int = 0) -> RequestId:
    """The same question after as many others has the same id, however often it is planned."""
    return RequestId(uuid5(case_id, f"{person_id}/{before}" if before else str(person_id)))


def next_request_id(command: AskAgain, addressee: CommitteeId | None) -> RequestId:
    """The same question to the same place after the same answer is the same request."""
    place = f"{command.channel}/{addressee}/{command.agency}"
    return RequestId(uuid5(command.request_id, place))


def known_request(state: Verification, request_id: RequestId) -> Request:
    """The request, as long as nothing is concluded; raises Refused."""
    if state.concluded_on is not None:
        raise Refused("already_concluded", found=state.concluded_on)
    if request_id not in state.requests:
        raise Refused("request_unknown")
    return state.requests[request_id]


def follow(command: FollowCase, state: Verification) -> Sequence[VerificationEvent]:
    """What was asked stays asked; the new place goes on with it, or keeps it (HD 01 §5.1)."""
    if state.branch_id in (None, command.branch_id):
        return []
    return [
        VerificationTransferred(
            case_id=command.case_id,
            branch_id=command.branch_id,
            transferred_on=command.moved_on,
        )
    ]


def plan(command: PlanRequests, state: Verification) -> Sequence[VerificationEvent]:
    """Everybody is asked about once; of a CV declared anew after a conclusion, anew."""
    if not state.requests:
        return asked_about(command, state)
    if state.concluded_on is None or command.sent_on <= state.sealed_on:
        return []
    reopened = VerificationReopened(
        case_id=command.case_id,
        reopened_on=command.sent_on,
        set_aside=tuple(id_ for id_, request in state.requests.items() if not request.followed),
    )
    return [reopened, *asked_about(command, state)]


def asked_about(command: PlanRequests, state: Verification) -> Sequence[VerificationRequested]:
    """One request about each subject, numbered on from those that were sent before."""
    before = len(state.requests)
    return [
        VerificationRequested(
            case_id=command.case_id,
            request_id=request_id(command.case_id, person.person_id, before=before),
            person_id=person.person_id,
            relation=person.relation,
            branch_id=command.branch_id,
            addressee_id=person.committee_id,
            sent_on=command.sent_on,
            number=number,
            items=items_about(person.relation),
        )
        for number, person in enumerate(subjects(command.persons), before + 1)
    ]


def receive(
    command: RecordReceipt, state: Verification, given: Given
) -> Sequence[VerificationEvent]:
    request, on = known_request(state, command.request_id), command.received_on
    if request.received_on == on:
        return []
    if request.received_on is not None:
        raise Refused("already_received", found=request.received_on)
    if on < request.sent_on:
        raise Refused("received_before_sent", found=on, needed=request.sent_on)
    if on > given.today:
        raise Refused("received_in_future", found=on, needed=given.today)
    if request.answers and on > request.answers[0].replied_on:
        raise Refused("received_after_answer", found=on, needed=request.answers[0].replied_on)
    return [RequestReceived(case_id=command.case_id, request_id=command.request_id, received_on=on)]


def remind(command: Remind, state: Verification, given: Given) -> Sequence[VerificationEvent]:
    request, on = known_request(state, command.request_id), command.reminded_on
    if Reminder(document_no=command.document_no, reminded_on=on) in request.reminders:
        return []
    if not request.awaited:
        raise Refused("nothing_to_remind")
    if on < request.last_on:
        raise Refused("reminded_too_early", found=on, needed=request.last_on)
    if on > given.today:
        raise Refused("reminded_in_future", found=on, needed=given.today)
    return [
        ReminderSent(
            case_id=command.case_id,
            request_id=command.request_id,
            document_no=command.document_no,
            reminded_on=on,
        )
    ]


def ask_again(command: AskAgain, state: Verification, given: Given) -> Sequence[VerificationEvent]:
    before = known_request(state, command.request_id)
    addressee = addressee_of(command, given)
    event = VerificationRequested(
        case_id=command.case_id,
        request_id=next_request_id(command, addressee),
        person_id=before.person_id,
        relation=before.relation,
        branch_id=state.branch,
        addressee_id=addressee,
        sent_on=command.sent_on,
        number=len(state.requests) + 1,
        items=command.items or before.items,
        channel=command.channel,
        agency=command.agency,
        envoy_id=command.envoy_id,
        letter_no=command.letter_no,
        follows=command.request_id,
        way=command.way,
    )
    if known := state.requests.get(event.request_id):
        return same_question(known, command)
    check_way(command, before)
    check_place(command, given)
    check_day(command, before, given)
    return [event]


def same_question(known: Request, command: AskAgain) -> Sequence[VerificationEvent]:
    if (known.sent_on, known.letter_no) == (command.sent_on, command.letter_no):
        return []
    raise Refused("asked_there_already", found=known.sent_on)


def addressee_of(command: AskAgain, given: Given) -> CommitteeId | None:
    """The committee that is asked; above the one that was asked, where the question goes up."""
    return given.above if command.way is Way.ESCALATE else given.addressee


def check_way(command: AskAgain, before: Request) -> None:
    """Refuse a way that the answer does not open (HD 06 §3.4c)."""
    ways = ways_on(before)
    if command.way in ways:
        return
    rule = in_force(UNCLEAR_ABOVE, command.sent_on)
    if before.answer is None:
        raise Refused("no_answer_yet", rule=rule)
    values = {"way": command.way, "result": before.answer.result}
    raise Refused("way_not_open", rule=rule, values=values)


def check_place(command: AskAgain, given: Given) -> None:
    """Refuse a channel that does not lead to whom the question is put to."""
    if command.way is Way.ESCALATE and given.above is None:
        raise Refused("no_committee_above")
    if not place_fits(command, given):
        raise Refused("channel_leads_nowhere", values={"request_channel": command.channel})
    if (command.channel is RequestChannel.ENVOY) != (command.envoy_id is not None):
        raise Refused("envoy_by_envoy_only")
    if command.way is Way.ELSEWHERE and given.addressee == given.asked:
        raise Refused("same_committee_again")


def place_fits(command: AskAgain, given: Given) -> bool:
    if command.agency is not None:
        by_agency = command.agency in AGENCIES[command.channel]
        return by_agency and command.way is not Way.ESCALATE and command.addressee_id is None
    known = command.way is Way.ESCALATE or given.addressee is not None
    return known and command.channel in TO_A_COMMITTEE


def check_day(command: AskAgain, before: Request, given: Given) -> None:
    on = command.sent_on
    if on < before.last_on:
        raise Refused("asked_before_answer", found=on, needed=before.last_on)
    if on > given.today:
        raise Refused("asked_in_future", found=on, needed=given.today)
