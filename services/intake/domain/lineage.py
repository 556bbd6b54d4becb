"""What became of a committee, and out of which ones it came: decided in, and asked of, lineage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from services.intake.domain.changes import DissolveCommittee, MergeCommittee, SplitCommittee
from services.intake.domain.committee import Committee
from services.intake.domain.given import Given
from services.intake.domain.levels import BRANCHES, RANK, may_stand_under
from shared.events.organisation import CommitteeDissolved, CommitteeMerged, CommitteeSplit
from shared.events.terms import CommitteeId, DocumentNumber
from shared.law.refusal import Refused


class Descent(StrEnum):
    """How one committee came after another."""

    MERGED = "merged"  # sáp nhập
    DISSOLVED = "dissolved"  # giải thể
    SPLIT = "split"  # chia tách


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """From a day on, `later_id` stands in the place of `earlier_id`, or beside it after a split."""

    earlier_id: CommitteeId
    later_id: CommitteeId
    descent: Descent
    since: date
    decision_no: DocumentNumber


def link_of(fact: CommitteeMerged | CommitteeDissolved | CommitteeSplit) -> Link:
    """Which committee came after which, as the fact says it."""
    match fact:
        case CommitteeMerged(committee_id=earlier, into_id=later, merged_on=day):
            descent = Descent.MERGED
        case CommitteeDissolved(committee_id=earlier, successor_id=later, dissolved_on=day):
            descent = Descent.DISSOLVED
        case CommitteeSplit(committee_id=later, from_id=earlier, split_on=day):
            descent = Descent.SPLIT
        case _:
            assert_never(fact)
    return Link(
        earlier_id=earlier,
        later_id=later,
        descent=descent,
        since=day,
        decision_no=fact.decision_no,
    )


def successors(committee_id: CommitteeId, on: date, links: Iterable[Link]) -> list[Link]:
    """All that came after the committee by that day, step by step, the nearest first."""
    known = [link for link in links if link.since <= on]
    return chain(committee_id, [(link.earlier_id, link.later_id, link) for link in known])


def predecessors(committee_id: CommitteeId, on: date, links: Iterable[Link]) -> list[Link]:
    """All that the committee came out of by that day, step by step, the nearest first."""
    known = [link for link in links if link.since <= on]
    return chain(committee_id, [(link.later_id, link.earlier_id, link) for link in known])


def chain(start: CommitteeId, edges: Sequence[tuple[CommitteeId, CommitteeId, Link]]) -> list[Link]:
    """Every link that can be reached from `start`, each once, whatever the links are."""
    found: list[Link] = []
    reached, front = {start}, [start]
    while front:
        here = front.pop(0)
        for near, far, link in edges:
            if near == here and link not in found:
                found.append(link)
                front += [far] if far not in reached else []
                reached.add(far)
    return found


def merge(command: MergeCommittee, committee: Committee, given: Given) -> Sequence[CommitteeMerged]:
    day = command.merged_on
    if ended_so(committee, day, command.into_id):
        return []
    check_end(committee, day)
    check_successor(committee, day, given, successor=command.into_id, own=command.committee_id)
    return [
        CommitteeMerged(
            committee_id=command.committee_id,
            into_id=command.into_id,
            merged_on=day,
            decision_no=command.decision_no,
        )
    ]


def dissolve(
    command: DissolveCommittee, committee: Committee, given: Given
) -> Sequence[CommitteeDissolved]:
    day = command.dissolved_on
    if ended_so(committee, day, command.successor_id):
        return []
    check_end(committee, day)
    check_successor(committee, day, given, successor=command.successor_id, own=command.committee_id)
    return [
        CommitteeDissolved(
            committee_id=command.committee_id,
            successor_id=command.successor_id,
            dissolved_on=day,
            decision_no=command.decision_no,
        )
    ]


def split(command: SplitCommittee, committee: Committee, given: Given) -> Sequence[CommitteeSplit]:
    day = command.split_on
    if committee.split_from == command.from_id:
        return []
    if committee.created_on is None:
        raise Refused("committee_unknown", found=day)
    if committee.split_from is not None or day != committee.created_on:
        raise Refused("split_at_creation", found=day, needed=committee.created_on)
    if command.from_id == command.committee_id or not given.starts_at(command.from_id):
        raise Refused("successor_unknown", found=day)
    return [
        CommitteeSplit(
            committee_id=command.committee_id,
            from_id=command.from_id,
            split_on=day,
            decision_no=command.decision_no,
        )
    ]


def ended_so(committee: Committee, day: date, successor: CommitteeId) -> bool:
    end = committee.end
    return end is not None and (end.on, end.successor_id) == (day, successor)


def check_end(committee: Committee, day: date) -> None:
    """Refuse the end of what has ended or was not there, and one before what was recorded last."""
    if committee.created_on is None:
        raise Refused("committee_unknown", found=day)
    if committee.end is not None:
        raise Refused("committee_ended", found=day, needed=committee.end.on)
    said = (committee.names, committee.parents, committee.types, committee.delegated)
    latest = max([committee.created_on, *(since for days in said for since in days)])
    if day < latest:
        raise Refused("before_latest", found=day, needed=latest)


def check_successor(
    committee: Committee, day: date, given: Given, *, successor: CommitteeId, own: CommitteeId
) -> None:
    """Refuse a successor that is not there, is the committee itself, or cannot take over.

    Who takes over is of the same level or a higher one, and by now has not itself passed to this
    committee, so no ring can form; what is left below can stand under it; a branch is succeeded by
    a branch, which alone can go on with its cases.
    """
    if successor == own or not given.line:
        raise Refused("successor_unknown", found=day)
    if not given.starts_at(successor):
        raise Refused("successor_ended", found=day)
    if own in {place.committee_id for place in given.line_today}:
        raise Refused("successor_since_joined", found=day)
    level, other = committee.type_on(day), given.line[0].type
    if level is not None and RANK[other] > RANK[level]:
        raise Refused("successor_below")
    if level in BRANCHES and other not in BRANCHES:
        raise Refused("successor_no_branch")
    if not all(may_stand_under(other, lower) for lower in given.below):
        raise Refused("successor_not_above")
