"""Whether a ground holds on which persons need not be asked about (HD 06 §3.4c)."""

from collections.abc import Sequence
from uuid import uuid5

from services.verification.domain.commands import (
    Given,
    ProposeWaiver,
)
from services.verification.domain.request import Request
from services.verification.domain.verification import Verification
from services.verification.domain.waiver import (
    COVERS,
    MEMBERS,
    OF_ONE_PERSON,
    Waiver,
)
from shared.events.background import (
    Membership,
    WaiverKind,
)
from shared.events.terms import RequestId, VerificationResult, WaiverId
from shared.events.verification import VerificationEvent
from shared.events.waiving import (
    RequestCalledBack,
    WaiverProposed,
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
