"""Topic `ketnap.verifications.v1`: the CV laid beside other papers, and what was found unlike."""

from dataclasses import dataclass
from datetime import date

from shared.events.background import CheckOutcome, CvField, Paper, Resolution, Severity
from shared.events.terms import (
    CaseId,
    CheckId,
    DiscrepancyId,
    DocumentNumber,
    PersonId,
    RequestId,
    WaiverId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChecked:
    """A field of the CV was compared with a paper; both values lie in the vault."""

    case_id: CaseId
    check_id: CheckId
    person_id: PersonId
    field: CvField
    paper: Paper
    document_no: DocumentNumber | None  # where the paper is one of the Party
    outcome: CheckOutcome
    checked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscrepancyOpened:
    """Two papers say unlike things about a person; both values lie in the vault."""

    case_id: CaseId
    discrepancy_id: DiscrepancyId
    person_id: PersonId
    field: CvField
    paper: Paper
    document_no: DocumentNumber | None
    severity: Severity
    opened_on: date
    request_id: RequestId | None = None  # whose answer differed
    waiver_id: WaiverId | None = None  # whose file differed


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscrepancyResolved:
    """The asking side decided about a discrepancy, on a paper; an earlier decision stays."""

    case_id: CaseId
    discrepancy_id: DiscrepancyId
    resolution: Resolution
    document_no: DocumentNumber
    resolved_on: date


CrosscheckEvent = FieldChecked | DiscrepancyOpened | DiscrepancyResolved
