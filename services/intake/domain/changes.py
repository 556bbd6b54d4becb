"""What can be recorded of a committee: each change with its day and the decision behind it."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from shared.events.terms import CommitteeId, CommitteeType, DocumentNumber, PublicName


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateCommittee:
    """Record that a committee came into being, with its name and, below a province, its parent."""

    committee_id: CommitteeId
    type: CommitteeType
    name: PublicName
    parent_id: CommitteeId | None
    created_on: date
    decision_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCommittee:
    """Give a committee another name from a day on."""

    committee_id: CommitteeId
    name: PublicName
    named_on: date
    decision_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCommittee:
    """Transfer a committee, with all below it, under another parent from a day on."""

    committee_id: CommitteeId
    parent_id: CommitteeId
    placed_on: date
    decision_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class RetypeCommittee:
    """Make a committee one of another level from a day on."""

    committee_id: CommitteeId
    type: CommitteeType
    retyped_on: date
    decision_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeCommittee:
    """End a committee by merging it into another, which takes over all that it had."""

    committee_id: CommitteeId
    into_id: CommitteeId
    merged_on: date
    decision_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class DissolveCommittee:
    """End a committee; what was not placed elsewhere passes to its successor."""

    committee_id: CommitteeId
    successor_id: CommitteeId
    dissolved_on: date
    decision_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitCommittee:
    """Record that a committee was formed, on the day it was created, out of one that goes on."""

    committee_id: CommitteeId
    from_id: CommitteeId
    split_on: date
    decision_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateAdmission:
    """Give a grassroots committee the right to decide admissions, from a day on."""

    committee_id: CommitteeId
    delegated_on: date
    decision_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class EndDelegation:
    """Take that right back from a day on."""

    committee_id: CommitteeId
    ended_on: date
    decision_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class StateYouthUnion:
    """Say that there is a youth union at a committee, or none, from a day on."""

    committee_id: CommitteeId
    present: bool
    since_on: date
    decision_no: DocumentNumber


OrganisationCommand = (
    CreateCommittee
    | NameCommittee
    | PlaceCommittee
    | RetypeCommittee
    | MergeCommittee
    | DissolveCommittee
    | SplitCommittee
    | DelegateAdmission
    | EndDelegation
    | StateYouthUnion
)


def since(command: OrganisationCommand) -> date:
    """The day from which on it holds."""
    match command:
        case CreateCommittee(created_on=day) | NameCommittee(named_on=day):
            return day
        case PlaceCommittee(placed_on=day) | RetypeCommittee(retyped_on=day):
            return day
        case MergeCommittee(merged_on=day) | DissolveCommittee(dissolved_on=day):
            return day
        case SplitCommittee(split_on=day) | DelegateAdmission(delegated_on=day):
            return day
        case EndDelegation(ended_on=day) | StateYouthUnion(since_on=day):
            return day
        case _:
            assert_never(command)


def other_committee(command: OrganisationCommand) -> CommitteeId | None:
    """The other committee that a command is about, if any: the parent, the successor, the origin.

    Whoever sends the command needs the right there, too.
    """
    match command:
        case CreateCommittee(parent_id=other) | PlaceCommittee(parent_id=other):
            return other
        case MergeCommittee(into_id=other) | DissolveCommittee(successor_id=other):
            return other
        case SplitCommittee(from_id=other):
            return other
        case NameCommittee() | RetypeCommittee() | DelegateAdmission() | EndDelegation():
            return None
        case StateYouthUnion():
            return None
        case _:
            assert_never(command)
