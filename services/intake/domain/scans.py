"""The scans of a case: what may be attached to which step, and withdrawn again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from shared.events import Event
from shared.events.scan import (
    MediaType,
    ScanAttached,
    ScanEvent,
    ScanWithdrawn,
    WithdrawalReason,
)
from shared.events.stage import Stage
from shared.events.terms import CaseId, ScanId
from shared.law.refusal import Refused

MOST = 60
"""How many scans a case holds: twice the papers of a dossier (HD 12 §II.1.1), and some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachScan:
    """The scan of a paper of the step to `stage`."""

    case_id: CaseId
    scan_id: ScanId
    stage: Stage
    media_type: MediaType
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawScan:
    """A scan does not belong there."""

    case_id: CaseId
    scan_id: ScanId
    reason: WithdrawalReason


ScanCommand = AttachScan | WithdrawScan


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The scans that a case holds, and those that were withdrawn."""

    held: Mapping[ScanId, ScanAttached] = field(default_factory=dict)
    withdrawn: frozenset[ScanId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What the shell reads for a decision: the day, and the steps that the case has taken."""

    today: date
    taken: Collection[Stage]


nothing_scanned = Papers()


def evolve_papers(papers: Papers, fact: Event) -> Papers:
    match fact:
        case ScanAttached(scan_id=scan_id):
            return replace(papers, held={**papers.held, scan_id: fact})
        case ScanWithdrawn(scan_id=scan_id):
            kept = {one: scan for one, scan in papers.held.items() if one != scan_id}
            return Papers(held=kept, withdrawn=papers.withdrawn | {scan_id})
        case _:
            return papers


def decide_scan(command: ScanCommand, papers: Papers, given: Today) -> Sequence[ScanEvent]:
    """The facts that `command` makes; Refused where it is not possible."""
    match command:
        case AttachScan():
            return attach(command, papers, given)
        case WithdrawScan():
            return withdraw(command, papers, given)
        case _:
            assert_never(command)


def attach(command: AttachScan, papers: Papers, given: Today) -> Sequence[ScanEvent]:
    """The same content again at the same step changes nothing."""
    known = papers.held.get(command.scan_id)
    if known and known.stage is command.stage:
        return []
    if known:
        raise Refused("scan_known", found=f"{known.stage}", values={"stage": f"{known.stage}"})
    if command.stage not in given.taken:
        raise Refused("scan_of_no_step", values={"stage": f"{command.stage}"})
    if len(papers.held) >= MOST:
        raise Refused("too_many_scans", found=len(papers.held), needed=MOST)
    return [
        ScanAttached(
            case_id=command.case_id,
            scan_id=command.scan_id,
            stage=command.stage,
            attached_on=given.today,
            media_type=command.media_type,
            size=command.size,
        )
    ]


def withdraw(command: WithdrawScan, papers: Papers, given: Today) -> Sequence[ScanEvent]:
    if command.scan_id not in papers.held:
        if command.scan_id in papers.withdrawn:
            return []
        raise Refused("no_such_scan")
    return [
        ScanWithdrawn(
            case_id=command.case_id,
            scan_id=command.scan_id,
            withdrawn_on=given.today,
            reason=command.reason,
        )
    ]
