"""What was laid beside what, what was unlike, and how that was decided."""

from dataclasses import dataclass, replace
from datetime import date

from shared.events.background import CheckOutcome, CvField, Paper, Resolution, Severity
from shared.events.crosscheck import DiscrepancyOpened, DiscrepancyResolved, FieldChecked
from shared.events.terms import DocumentNumber, PersonId, RequestId, WaiverId


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One field of the CV beside one paper."""

    person_id: PersonId
    field: CvField
    paper: Paper
    document_no: DocumentNumber | None
    outcome: CheckOutcome
    checked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """How a discrepancy was decided, on which paper."""

    resolution: Resolution
    document_no: DocumentNumber
    resolved_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """Two papers that say unlike things; the newest decision counts."""

    person_id: PersonId
    field: CvField
    paper: Paper
    document_no: DocumentNumber | None
    severity: Severity
    opened_on: date
    request_id: RequestId | None
    waiver_id: WaiverId | None
    decisions: tuple[Decision, ...] = ()

    @property
    def decision(self) -> Decision | None:
        return self.decisions[-1] if self.decisions else None

    @property
    def open(self) -> bool:
        return self.decision is None or self.decision.resolution is Resolution.UNRESOLVED

    @property
    def last_on(self) -> date:
        return max([self.opened_on, *(one.resolved_on for one in self.decisions)])


def checked(event: FieldChecked) -> Check:
    return Check(
        person_id=event.person_id,
        field=event.field,
        paper=event.paper,
        document_no=event.document_no,
        outcome=event.outcome,
        checked_on=event.checked_on,
    )


def found_unlike(event: DiscrepancyOpened) -> Discrepancy:
    return Discrepancy(
        person_id=event.person_id,
        field=event.field,
        paper=event.paper,
        document_no=event.document_no,
        severity=event.severity,
        opened_on=event.opened_on,
        request_id=event.request_id,
        waiver_id=event.waiver_id,
    )


def decided(discrepancy: Discrepancy, event: DiscrepancyResolved) -> Discrepancy:
    decision = Decision(
        resolution=event.resolution,
        document_no=event.document_no,
        resolved_on=event.resolved_on,
    )
    return replace(discrepancy, decisions=(*discrepancy.decisions, decision))
