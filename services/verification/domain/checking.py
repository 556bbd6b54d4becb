"""Lays fields of the CV beside papers, and takes decisions about what is unlike."""

from collections.abc import Sequence
from uuid import uuid5

from services.verification.domain.commands import (
    CheckField,
    Given,
    ResolveDiscrepancy,
    SupplementDossier,
)
from services.verification.domain.compare import FIELDS, OF_THE_PARTY, compare
from services.verification.domain.discrepancy import Check, Decision
from services.verification.domain.verification import Verification
from shared.events.background import CheckOutcome
from shared.events.crosscheck import DiscrepancyOpened, DiscrepancyResolved, FieldChecked
from shared.events.terms import CheckId, DiscrepancyId
from shared.events.verification import DossierSupplemented, VerificationEvent
from shared.law.refusal import Refused

UNLIKE = frozenset({CheckOutcome.DIFFERS, CheckOutcome.GAP})


def check_id(command: CheckField, state: Verification) -> CheckId:
    """Each check has an id of its own: what was found before stays beside it."""
    place = f"{command.person_id}/{command.field}/{command.paper}/{len(state.checks)}"
    return CheckId(uuid5(command.case_id, place))


def check(command: CheckField, state: Verification, given: Given) -> Sequence[VerificationEvent]:
    check_possible(command, state, given)
    id_ = check_id(command, state)
    event = FieldChecked(
        case_id=command.case_id,
        check_id=id_,
        person_id=command.person_id,
        field=command.field,
        paper=command.paper,
        document_no=command.document_no,
        outcome=compare(command.field, given.declared, given.found, on=command.checked_on),
        checked_on=command.checked_on,
    )
    if said_before(event, state):
        return []
    return [event, *unlike(event, state)]


def check_possible(command: CheckField, state: Verification, given: Given) -> None:
    """Refuse a person, a paper or a day that cannot be."""
    if state.concluded_on is not None:
        raise Refused("already_concluded", found=state.concluded_on)
    if command.person_id not in given.named:
        raise Refused("checked_person_unknown")
    if command.paper not in FIELDS[command.field].papers:
        values = {"cv_field": command.field, "paper": command.paper}
        raise Refused("paper_is_no_source", values=values)
    if (command.paper in OF_THE_PARTY) != (command.document_no is not None):
        raise Refused("number_of_party_paper", values={"paper": command.paper})
    if command.checked_on > given.today:
        raise Refused("checked_in_future", found=command.checked_on, needed=given.today)


def said_before(event: FieldChecked, state: Verification) -> bool:
    """What was found alike is found alike again; what is unlike is told each time."""
    known = Check(
        person_id=event.person_id,
        field=event.field,
        paper=event.paper,
        document_no=event.document_no,
        outcome=event.outcome,
        checked_on=event.checked_on,
    )
    return event.outcome not in UNLIKE and known in state.checks.values()


def unlike(event: FieldChecked, state: Verification) -> Sequence[DiscrepancyOpened]:
    if event.outcome not in UNLIKE:
        return []
    for known in state.unresolved:
        if (known.person_id, known.field, known.paper) == (
            event.person_id,
            event.field,
            event.paper,
        ):
            values = {"cv_field": event.field, "paper": event.paper}
            raise Refused("discrepancy_open_already", found=known.opened_on, values=values)
    return [
        DiscrepancyOpened(
            case_id=event.case_id,
            discrepancy_id=DiscrepancyId(event.check_id),
            person_id=event.person_id,
            field=event.field,
            paper=event.paper,
            document_no=event.document_no,
            severity=FIELDS[event.field].severity,
            opened_on=event.checked_on,
        )
    ]


def resolve(
    command: ResolveDiscrepancy, state: Verification, given: Given
) -> Sequence[VerificationEvent]:
    known = state.discrepancies.get(command.discrepancy_id)
    if known is None:
        raise Refused("discrepancy_unknown")
    on = command.resolved_on
    decision = Decision(
        resolution=command.resolution, document_no=command.document_no, resolved_on=on
    )
    if known.decision == decision:
        return []
    if state.concluded_on is not None:
        raise Refused("already_concluded", found=state.concluded_on)
    if not known.open and known.decision:
        raise Refused("discrepancy_decided", found=known.decision.resolved_on)
    if on < known.last_on:
        raise Refused("resolved_too_early", found=on, needed=known.last_on)
    if on > given.today:
        raise Refused("resolved_in_future", found=on, needed=given.today)
    return [
        DiscrepancyResolved(
            case_id=command.case_id,
            discrepancy_id=command.discrepancy_id,
            resolution=command.resolution,
            document_no=command.document_no,
            resolved_on=on,
        )
    ]


def supplement(
    command: SupplementDossier, state: Verification, given: Given
) -> Sequence[VerificationEvent]:
    """The papers are fresh again from this day on (HD 06 §5.4)."""
    on = command.supplemented_on
    event = DossierSupplemented(
        case_id=command.case_id, document_no=command.document_no, supplemented_on=on
    )
    if state.supplements and state.supplements[-1] == (on, command.document_no):
        return []
    if state.concluded_on is not None:
        raise Refused("already_concluded", found=state.concluded_on)
    if on < state.fresh_from:
        raise Refused("supplemented_too_early", found=on, needed=state.fresh_from)
    if on > given.today:
        raise Refused("supplemented_in_future", found=on, needed=given.today)
    return [event]
