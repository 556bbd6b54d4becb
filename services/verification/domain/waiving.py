"""What becomes of a waiver: its file is matched, or it is taken back."""

from collections.abc import Sequence
from uuid import uuid5

from services.verification.domain.commands import (
    Given,
    RecordMatch,
    WithdrawWaiver,
)
from services.verification.domain.request import Request
from services.verification.domain.verification import Verification
from services.verification.domain.waiver import (
    MATCHED,
    MEMBERS,
    Match,
    Waiver,
)
from shared.events.background import (
    CvField,
    MatchOutcome,
    Paper,
    QuestionItem,
    Severity,
    Way,
)
from shared.events.crosscheck import DiscrepancyOpened
from shared.events.terms import DiscrepancyId, PersonId, RequestId, WaiverId
from shared.events.verification import VerificationEvent, VerificationRequested
from shared.events.waiving import (
    FileMatched,
    WaiverWithdrawn,
)
from shared.law.refusal import Refused


def known_waiver(state: Verification, waiver_id: WaiverId) -> Waiver:
    """The waiver, as long as it stands and nothing is concluded; raises Refused."""
    if waiver_id not in state.waivers:
        raise Refused("waiver_unknown")
    if state.concluded_on is not None:
        raise Refused("already_concluded", found=state.concluded_on)
    waiver = state.waivers[waiver_id]
    if waiver.withdrawn_on is not None:
        raise Refused("waiver_fell_away", found=waiver.withdrawn_on)
    return waiver


def match(command: RecordMatch, state: Verification, given: Given) -> Sequence[VerificationEvent]:
    waiver, on = known_waiver(state, command.waiver_id), command.matched_on
    told = Match(outcome=command.outcome, document_no=command.document_no, matched_on=on)
    if waiver.match == told:
        return []
    if waiver.kind not in MATCHED:
        raise Refused("waiver_needs_no_match")
    if waiver.matched:
        raise Refused("already_matched")
    if command.outcome is MatchOutcome.NO_LONGER_MEMBER and waiver.kind not in MEMBERS:
        raise Refused("match_of_no_member")
    if on < waiver.last_on:
        raise Refused("matched_too_early", found=on, needed=waiver.last_on)
    if on > given.today:
        raise Refused("matched_in_future", found=on, needed=given.today)
    event = FileMatched(
        case_id=command.case_id,
        waiver_id=command.waiver_id,
        outcome=command.outcome,
        document_no=command.document_no,
        matched_on=on,
    )
    return [event, *differing(event, waiver)]


def differing(event: FileMatched, waiver: Waiver) -> Sequence[DiscrepancyOpened]:
    """A file that differs is a discrepancy about whose file it is."""
    if event.outcome is not MatchOutcome.DIFFERS:
        return []
    return [
        DiscrepancyOpened(
            case_id=event.case_id,
            discrepancy_id=DiscrepancyId(uuid5(event.waiver_id, f"match {len(waiver.matches)}")),
            person_id=waiver.member_id or waiver.covered[0],
            field=CvField.FAMILY,
            paper=Paper.MEMBER_FILE,
            document_no=event.document_no,
            severity=Severity.POLITICAL,
            opened_on=event.matched_on,
            waiver_id=event.waiver_id,
        )
    ]


def withdraw(
    command: WithdrawWaiver, state: Verification, given: Given
) -> Sequence[VerificationEvent]:
    on = command.withdrawn_on
    known = state.waivers.get(command.waiver_id)
    if known and known.withdrawn_on == on:
        return []
    waiver = known_waiver(state, command.waiver_id)
    if on < waiver.last_on:
        raise Refused("withdrawn_too_early", found=on, needed=waiver.last_on)
    if on > given.today:
        raise Refused("withdrawn_in_future", found=on, needed=given.today)
    event = WaiverWithdrawn(
        case_id=command.case_id,
        waiver_id=command.waiver_id,
        reason=command.reason,
        withdrawn_on=on,
    )
    return [event, *asked_after_all(event, waiver, state, given)]


def asked_after_all(
    event: WaiverWithdrawn, waiver: Waiver, state: Verification, given: Given
) -> Sequence[VerificationRequested]:
    """A new request for each that was called back or asked about less: it goes where that went."""
    back = {
        id_: request
        for person in waiver.covered
        for id_, request in asked_less(person, event.waiver_id, state).items()
    }
    return [
        VerificationRequested(
            case_id=event.case_id,
            request_id=RequestId(uuid5(id_, str(event.waiver_id))),
            person_id=request.person_id,
            relation=request.relation,
            branch_id=state.branch,
            addressee_id=given.now.get(request.addressee_id) if request.addressee_id else None,
            sent_on=event.withdrawn_on,
            number=len(state.requests) + number,
            items=items_after_all(request, waiver),
            channel=request.channel,
            agency=request.agency,
            envoy_id=request.envoy_id,
            follows=id_,
            way=Way.AGAIN,
        )
        for number, (id_, request) in enumerate(back.items(), 1)
    ]


def asked_less(
    person: PersonId, waiver_id: WaiverId, state: Verification
) -> dict[RequestId, Request]:
    items = set(state.waivers[waiver_id].items)
    return {
        id_: request
        for id_, request in state.requests.items()
        if request.person_id == person
        and not request.followed
        and (request.called_back_by == waiver_id or items & set(request.clear))
    }


def items_after_all(request: Request, waiver: Waiver) -> tuple[QuestionItem, ...]:
    """What is asked now; what was confirmed meanwhile is not asked again."""
    return waiver.items if request.confirmed else request.items
