"""What becomes of a command about a committee; how one ends is decided in `lineage`."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import assert_never

from services.intake.domain.changes import (
    CreateCommittee,
    DelegateAdmission,
    DissolveCommittee,
    EndDelegation,
    MergeCommittee,
    NameCommittee,
    OrganisationCommand,
    PlaceCommittee,
    RetypeCommittee,
    SplitCommittee,
    StateYouthUnion,
    since,
)
from services.intake.domain.committee import Committee, check_latest
from services.intake.domain.delegation import delegate, end_delegation
from services.intake.domain.given import Given
from services.intake.domain.levels import (
    check_level,
    has_who_certifies,
    may_stand_under,
    stands_above,
)
from services.intake.domain.lineage import dissolve, merge, split
from services.intake.domain.youth_union import state_youth_union
from shared.events.organisation import (
    CommitteeCreated,
    CommitteeNamed,
    CommitteePlaced,
    CommitteeRetyped,
    OrganisationEvent,
)
from shared.events.terms import CommitteeId, CommitteeType
from shared.law.refusal import Refused
from shared.law.rules import in_force


def decide_committee(
    command: OrganisationCommand, committee: Committee, given: Given
) -> Sequence[OrganisationEvent]:
    """The facts that `command` makes; `given.line` goes up from the other committee it is about.

    That is the (future) parent, the successor, or the one that a committee was split from.
    """
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
        case RetypeCommittee():
            return retype(command, committee, given)
        case MergeCommittee():
            return merge(command, committee, given)
        case DissolveCommittee():
            return dissolve(command, committee, given)
        case SplitCommittee():
            return split(command, committee, given)
        case DelegateAdmission():
            return delegate(command, committee)
        case EndDelegation():
            return end_delegation(command, committee)
        case StateYouthUnion():
            return state_youth_union(command, committee)
        case _:
            assert_never(command)


def create(
    command: CreateCommittee, committee: Committee, given: Given
) -> Sequence[OrganisationEvent]:
    if committee.created_on is not None:
        return created_before(command, committee)
    check_level(command.type, command.created_on)
    check_parent({command.type}, command.parent_id, given)
    own, day, number = command.committee_id, command.created_on, command.decision_no
    created = CommitteeCreated(
        committee_id=own, type=command.type, created_on=day, decision_no=number
    )
    named = CommitteeNamed(committee_id=own, name=command.name, named_on=day, decision_no=number)
    if command.parent_id is None:
        return [created, named]
    placed = CommitteePlaced(
        committee_id=own, parent_id=command.parent_id, placed_on=day, decision_no=number
    )
    return [created, named, placed]


def created_before(command: CreateCommittee, committee: Committee) -> Sequence[OrganisationEvent]:
    """Nothing if it was created just so; Refused otherwise."""
    told = (command.type, command.created_on, command.decision_no, command.name, command.parent_id)
    day = command.created_on
    if told != (
        committee.type_on(day),
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
            committee_id=command.committee_id,
            name=command.name,
            named_on=command.named_on,
            decision_no=command.decision_no,
        )
    ]


def place(
    command: PlaceCommittee, committee: Committee, given: Given
) -> Sequence[OrganisationEvent]:
    day = command.placed_on
    if committee.parent_on(day) == command.parent_id:
        return []
    check_latest(day, committee, committee.parents)
    check_parent(committee.types_from(day), command.parent_id, given)
    return [
        CommitteePlaced(
            committee_id=command.committee_id,
            parent_id=command.parent_id,
            placed_on=day,
            decision_no=command.decision_no,
        )
    ]


def retype(
    command: RetypeCommittee, committee: Committee, given: Given
) -> Sequence[OrganisationEvent]:
    """The parent must stay above, and whatever stands below must stay below."""
    day = command.retyped_on
    if committee.type_on(day) is command.type:
        return []
    check_latest(day, committee, committee.types)
    check_level(command.type, day)
    check_parent({command.type}, above(committee, day, given), given)
    if not all(may_stand_under(command.type, lower) for lower in given.below):
        raise Refused("level_below")
    return [
        CommitteeRetyped(
            committee_id=command.committee_id,
            type=command.type,
            retyped_on=day,
            decision_no=command.decision_no,
        )
    ]


def check_parent(
    levels: Collection[CommitteeType], parent_id: CommitteeId | None, given: Given
) -> None:
    """Refuse a parent above a province, none below it, an unknown one, one of no higher level.

    What is dated back must also hold since: for the levels borne since, and the parent's of today.
    """
    if CommitteeType.PROVINCE_COMMITTEE in levels:
        if parent_id is not None:
            raise Refused("province_under_parent")
        return
    if parent_id is None:
        raise Refused("parent_missing")
    if not given.starts_at(parent_id):
        raise Refused("parent_ended" if given.line else "parent_unknown", found=given.today)
    if not all(stands_above(given.line[0].type, level) for level in levels):
        raise Refused("parent_not_above")
    if not all(has_who_certifies(given.line[0].type, level) for level in levels):
        raise Refused("branch_without_committee", rule=in_force("grassroots_whole", given.today))
    since = given.line_today[:1]
    if not all(may_stand_under(place.type, level) for place in since for level in levels):
        raise Refused("parent_lower_since")


def above(committee: Committee, day: date, given: Given) -> CommitteeId | None:
    """The parent, or whoever stands in its place: what is left there may become a whole itself."""
    return given.line[0].committee_id if given.line else committee.parent_on(day)
