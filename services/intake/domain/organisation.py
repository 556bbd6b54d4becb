"""The directory of committees: created, named and placed, each with its day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from services.intake.domain.given import Given
from shared.events import Event
from shared.events.organisation import (
    CommitteeCreated,
    CommitteeNamed,
    CommitteePlaced,
    OrganisationEvent,
)
from shared.events.terms import CommitteeId, CommitteeType, DocumentNumber, PublicName
from shared.law.refusal import Refused


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCommittee:
    """Put a committee under another parent from a day on."""

    committee_id: CommitteeId
    parent_id: CommitteeId
    placed_on: date


OrganisationCommand = CreateCommittee | NameCommittee | PlaceCommittee


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    """A committee as its history tells it; names and parents each hold from their day on."""

    type: CommitteeType | None = None
    created_on: date | None = None
    decision_no: DocumentNumber | None = None
    names: Mapping[date, PublicName] = field(default_factory=dict)
    parents: Mapping[date, CommitteeId] = field(default_factory=dict)

    def exists_on(self, day: date) -> bool:
        return self.created_on is not None and self.created_on <= day

    def name_on(self, day: date) -> PublicName | None:
        return self.names.get(latest(self.names, day))

    def parent_on(self, day: date) -> CommitteeId | None:
        return self.parents.get(latest(self.parents, day))


nobody = Committee()


def latest(days: Iterable[date], day: date) -> date:
    """The last of `days` up to `day`; `day` itself if there is none."""
    return max((since for since in days if since <= day), default=day)


RANK = tuple(CommitteeType)
"""From the province down: a committee stands under one of higher rank, so no ring can form."""


def evolve_committee(committee: Committee, fact: Event) -> Committee:
    """The committee after one more fact; total, whatever the history holds."""
    match fact:
        case CommitteeCreated(type=type_, created_on=day, decision_no=number):
            return replace(committee, type=type_, created_on=day, decision_no=number)
        case CommitteeNamed(name=name, named_on=day):
            return replace(committee, names={**committee.names, day: name})
        case CommitteePlaced(parent_id=parent, placed_on=day):
            return replace(committee, parents={**committee.parents, day: parent})
        case _:
            return committee


def decide_committee(
    command: OrganisationCommand, committee: Committee, given: Given
) -> Sequence[OrganisationEvent]:
    """The facts that `command` makes; `given.line` goes from the future parent upward."""
    day = since(command)
    if day > given.today:
        raise Refused("in_future", found=day, needed=given.today)
    match command:
        case CreateCommittee():
            return create(command, committee, given)
        case NameCommittee():
            return name(command, committee)
        case PlaceCommittee():
            return place(command, committee, given)
        case _:
            assert_never(command)


def since(command: OrganisationCommand) -> date:
    """The day from which on it holds."""
    match command:
        case CreateCommittee(created_on=day) | NameCommittee(named_on=day):
            return day
        case PlaceCommittee(placed_on=day):
            return day
        case _:
            assert_never(command)


def create(
    command: CreateCommittee, committee: Committee, given: Given
) -> Sequence[OrganisationEvent]:
    if committee.created_on is not None:
        return created_before(command, committee)
    check_parent(command.type, command.parent_id, given)
    created = CommitteeCreated(
        committee_id=command.committee_id,
        type=command.type,
        created_on=command.created_on,
        decision_no=command.decision_no,
    )
    named = CommitteeNamed(
        committee_id=command.committee_id, name=command.name, named_on=command.created_on
    )
    if command.parent_id is None:
        return [created, named]
    placed = CommitteePlaced(
        committee_id=command.committee_id,
        parent_id=command.parent_id,
        placed_on=command.created_on,
    )
    return [created, named, placed]


def created_before(command: CreateCommittee, committee: Committee) -> Sequence[OrganisationEvent]:
    """Nothing if it was created just so; Refused otherwise."""
    told = (command.type, command.created_on, command.decision_no, command.name, command.parent_id)
    day = command.created_on
    if told != (
        committee.type,
        committee.created_on,
        committee.decision_no,
        committee.name_on(day),
        committee.parent_on(day),
    ):
        raise Refused("committee_exists", needed=committee.created_on)
    return []


def name(command: NameCommittee, committee: Committee) -> Sequence[OrganisationEvent]:
    if committee.name_on(command.named_on) == command.name:
        return []
    check_latest(command.named_on, committee, committee.names)
    return [
        CommitteeNamed(
            committee_id=command.committee_id, name=command.name, named_on=command.named_on
        )
    ]


def place(
    command: PlaceCommittee, committee: Committee, given: Given
) -> Sequence[OrganisationEvent]:
    if committee.parent_on(command.placed_on) == command.parent_id:
        return []
    check_latest(command.placed_on, committee, committee.parents)
    check_parent(committee.type, command.parent_id, given)
    return [
        CommitteePlaced(
            committee_id=command.committee_id,
            parent_id=command.parent_id,
            placed_on=command.placed_on,
        )
    ]


def check_latest(day: date, committee: Committee, earlier: Mapping[date, object]) -> None:
    """Refuse what would hold before the committee was there, or before what was recorded last."""
    if committee.created_on is None:
        raise Refused("committee_unknown", found=day)
    latest = max(earlier, default=committee.created_on)
    if day < latest:
        raise Refused("before_latest", found=day, needed=latest)


def check_parent(child: CommitteeType | None, parent_id: CommitteeId | None, given: Given) -> None:
    """Refuse a parent above a province, none below it, an unknown one, one of no higher rank."""
    if child is CommitteeType.PROVINCE_COMMITTEE:
        if parent_id is not None:
            raise Refused("province_under_parent")
        return
    if parent_id is None:
        raise Refused("parent_missing")
    if not given.line:
        raise Refused("parent_unknown", found=given.today)
    if child is not None and RANK.index(given.line[0].type) >= RANK.index(child):
        raise Refused("parent_not_above")
