"""Topic `ketnap.scans.v1`: scans of the papers of a case. Key: the dossier of the case."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.events.terms import CaseId, ScanId
from shared.events.way import Stage


class MediaType(StrEnum):
    """What a scan is, as its content shows."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


class WithdrawalReason(StrEnum):
    """Why a scan does not belong where it was (rút bản quét)."""

    WRONG_PERSON = "wrong_person"  # của người khác
    WRONG_PAPER = "wrong_paper"  # nhầm giấy tờ
    UNREADABLE = "unreadable"  # không đọc được


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanAttached:
    """The scan of a paper was attached to a step of a case (bản quét văn bản).

    The id follows from the content under a key; the content lies sealed in the vault.
    """

    case_id: CaseId
    scan_id: ScanId
    stage: Stage
    attached_on: date
    media_type: MediaType
    size: int  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanWithdrawn:
    """A scan did not belong to the step and was withdrawn; its content is gone (rút bản quét)."""

    case_id: CaseId
    scan_id: ScanId
    withdrawn_on: date
    reason: WithdrawalReason


ScanEvent = ScanAttached | ScanWithdrawn
