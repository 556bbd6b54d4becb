"""Whether a ground holds on which persons need not be asked about, and what follows from it."""

from collections.abc import Sequence
from uuid import uuid5

from services.verification.domain.commands import (
    Given,
    ProposeWaiver,
    RecordMatch,
    WithdrawWaiver,
)
from services.verification.domain.request import Request
from services.verification.domain.verification import Verification
from services.verification.domain.waiver import (
    COVERS,
    MATCHED,
    MEMBERS,
    OF_ONE_PERSON,
    Match,
    Waiver,
)
from shared.events.background import MatchOutcome, Membership, QuestionItem, WaiverKind, Way
from shared.events.terms import PersonId, RequestId, VerificationResult, WaiverId
from shared.events.verification import VerificationEvent, VerificationRequested
from shared.events.waiving import (
    FileMatched,
    RequestCalledBack,
    WaiverProposed,
    WaiverWithdrawn,
)
from shared.law.refusal import Refused
from shared.law.rule import Rule
from shared.law.rules import in_force

CLAUSES = {
    WaiverKind.OWN_SIDE_MEMBER: "waiver_by_membership",
    WaiverKind.SPOUSE_SIDE_MEMBER: "waiver_by_membership",
    WaiverKind.CLEAR_ITEMS: "unclear_asked_above",
    WaiverKind.WELL_KNOWN: "waiver_well_known",
    WaiverKind.ARMED_FORCES: "waiver_by_kept_file",
    WaiverKind.APPLICANT_ABROAD: "waiver_by_kept_file",
    WaiverKind.RELATIVE_ABROAD: "asked_instead",
    WaiverKind.FOREIGN_EMPLOYER: "asked_instead",
}
SPOKE_AGAINST = frozenset({VerificationResult.DIFFERS, VerificationResult.REFUSED})


def clause_of(command: ProposeWaiver) -> Rule:
    return in_force(CLAUSES[command.kind], command.proposed_on)


def waiver_id(command: ProposeWaiver, state: Verification) -> WaiverId:
    """The same ground has the same id until it is withdrawn."""
    fallen = sum(not waiver.stands for waiver in state.waivers.values())
    return WaiverId(uuid5(command.case_id, f"{command.kind}/{command.person_id}/{fallen}"))


def propose(
    command: ProposeWaiver, state: Verification, given: Given
) -> Sequence[VerificationEvent]:
    if state.concluded_on is not None:
        raise Refused("already_concluded", found=state.concluded_on)
    id_ = waiver_id(command, state)
    if known := state.waivers.get(id_):
        return same_ground(known, command)
    covered = covered_by(command, state)
    check_ground(command, given)
    check_covered(command, covered, state, given)
    check_evidence(command)
    check_day(command, covered, given)
    event = WaiverProposed(
        case_id=command.case_id,
        waiver_id=id_,
        kind=command.kind,
        covered=tuple(dict.fromkeys(request.person_id for request in covered.values())),
        member_id=command.person_id if command.kind in MEMBERS else None,
        items=command.items,
        document_no=command.document_no,
        conclusion_no=command.conclusion_no,
        proposed_on=command.proposed_on,
    )
    return [event, *called_back(event, covered)]


def same_ground(known: Waiver, command: ProposeWaiver) -> Sequence[VerificationEvent]:
    if (known.proposed_on, known.document_no, known.items) == (
        command.proposed_on,
        command.document_no,
        command.items,
    ):
        return []
    raise Refused("waiver_stands", found=known.proposed_on)


def covered_by(command: ProposeWaiver, state: Verification) -> dict[RequestId, Request]:
    """The requests about whom the ground covers, as far as nothing has confirmed them yet."""
    relations = COVERS[command.kind]
    return {
        id_: request
        for id_, request in state.requests.items()
        if request.open
        and request.relation in relations
        and (command.kind not in OF_ONE_PERSON or request.person_id == command.person_id)
    }


def check_ground(command: ProposeWaiver, given: Given) -> None:
    """Refuse a relative who is none of those whom the guidance names, or no member today."""
    relations = MEMBERS.get(command.kind)
    if relations is None:
        return
    relation = given.named.get(command.person_id) if command.person_id else None
    if relation is None:
        raise Refused("waiver_names_nobody", rule=clause_of(command))
    if relation not in relations:
        values = {"relation": relation}
        raise Refused("waiver_wrong_relative", rule=clause_of(command), values=values)
    if command.membership is not Membership.CURRENT:
        raise Refused("waiver_not_a_member", rule=clause_of(command), values={"relation": relation})


def check_covered(
    command: ProposeWaiver, covered: dict[RequestId, Request], state: Verification, given: Given
) -> None:
    """Refuse a ground that covers nobody, against an answer, or not for one home place."""
    if not covered:
        raise Refused("waiver_covers_nobody", rule=clause_of(command))
    for request in covered.values():
        if request.answer and request.answer.result in SPOKE_AGAINST:
            values = {"relation": request.relation, "result": request.answer.result}
            raise Refused("waiver_against_answer", rule=clause_of(command), values=values)
    if command.kind is WaiverKind.WELL_KNOWN and not of_one_place(state, given):
        raise Refused("waiver_not_one_place", rule=clause_of(command))


def of_one_place(state: Verification, given: Given) -> bool:
    """Whether everybody is known in one organisation, which is the one that asks."""
    places = {
        given.now.get(request.addressee_id) if request.addressee_id else None
        for request in state.counted
    }
    return len(places) == 1 and places <= set(given.line)


def check_evidence(command: ProposeWaiver) -> None:
    """Refuse papers that are missing, or that this ground does not know."""
    if (command.kind is WaiverKind.WELL_KNOWN) != (command.conclusion_no is not None):
        raise Refused("waiver_wants_conclusion", rule=clause_of(command))
    if (command.kind is WaiverKind.CLEAR_ITEMS) != bool(command.items):
        raise Refused("waiver_names_items", rule=clause_of(command))


def check_day(command: ProposeWaiver, covered: dict[RequestId, Request], given: Given) -> None:
    on, earliest = command.proposed_on, max(request.sent_on for request in covered.values())
    if on < earliest:
        raise Refused("waiver_before_request", found=on, needed=earliest)
    if on > given.today:
        raise Refused("waiver_in_future", found=on, needed=given.today)


def called_back(
    event: WaiverProposed, covered: dict[RequestId, Request]
) -> Sequence[RequestCalledBack]:
    """Whoever is wholly covered needs not answer; with clear items the rest is still asked."""
    return [
        RequestCalledBack(
            case_id=event.case_id,
            request_id=id_,
            waiver_id=event.waiver_id,
            called_back_on=event.proposed_on,
        )
        for id_, request in covered.items()
        if not event.items or not set(request.items) - {*event.items}
    ]


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
    return [
        FileMatched(
            case_id=command.case_id,
            waiver_id=command.waiver_id,
            outcome=command.outcome,
            document_no=command.document_no,
            matched_on=on,
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
