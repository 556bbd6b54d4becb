"""The commands by which the board of the province founds the committees and changes them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import assert_never

from services.intake.domain import (
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
)
from services.sample.entry import Entry, identity
from services.sample.tree import Act, Body, Kind, Tree
from shared.events.terms import DocumentNumber
from shared.people.access import Role

CREATED_ON = date(2016, 10, 3)
A_DAY = 60  # committees are founded
MORNING = time(1, 30, tzinfo=UTC)  # half past eight on the clocks of the province
MIDNIGHT = time(17, 1, tzinfo=UTC)  # there, and so before anybody takes a step on that day
APART = timedelta(seconds=20)  # between two entries of the board
NUMBERED_FROM = 3_001  # the decisions about changes; smaller numbers are for other matters
FOUNDED_FROM = 10_001  # those by which committees were founded


def founding(seed: int, tree: Tree) -> list[Entry]:
    """The commands that put the tree into the directory, some committees a day, parents first."""
    board = tree.province.office(Role.ORGANISATION_BOARD)
    return [
        Entry(
            key=identity(seed, "create", each.committee_id),
            at=datetime.combine(founded_on(number), MORNING) + APART * (number % A_DAY),
            office=board,
            command=creation(
                each, founded_on(number), DocumentNumber(f"{FOUNDED_FROM + number}-QĐ/TU")
            ),
        )
        for number, each in enumerate(tree)
    ]


def by_province(number: int) -> DocumentNumber:
    return DocumentNumber(f"{number}-QĐ/TU")


def founded_on(number: int) -> date:
    return CREATED_ON + timedelta(days=number // A_DAY)


def changing(seed: int, tree: Tree, *, until: date) -> list[Entry]:
    """What became of them up to a day, in the order of the days."""
    board = tree.province.office(Role.ORGANISATION_BOARD)
    return [
        Entry(
            key=identity(seed, act.kind, act.on, act.body.committee_id),
            at=datetime.combine(act.on - timedelta(days=1), MIDNIGHT) + APART * number,
            office=board,
            command=change(act, by_province(NUMBERED_FROM + number)),
        )
        for number, act in enumerate(tree.acts)
        if act.on <= until
    ]


def creation(body: Body, on: date, number: DocumentNumber) -> CreateCommittee:
    return CreateCommittee(
        committee_id=body.committee_id,
        type=body.type,
        name=body.name,
        parent_id=body.parent.committee_id if body.parent else None,
        created_on=on,
        decision_no=number,
    )


def change(act: Act, number: DocumentNumber) -> OrganisationCommand:
    own, on = act.body.committee_id, act.on
    match act.kind:
        case Kind.FOUNDED:
            return creation(act.body, on, number)
        case Kind.NAMED:
            assert act.name is not None
            return NameCommittee(committee_id=own, name=act.name, named_on=on, decision_no=number)
        case Kind.RETYPED:
            assert act.type is not None
            return RetypeCommittee(
                committee_id=own, type=act.type, retyped_on=on, decision_no=number
            )
        case Kind.DELEGATED:
            return DelegateAdmission(committee_id=own, delegated_on=on, decision_no=number)
        case Kind.TAKEN_BACK:
            return EndDelegation(committee_id=own, ended_on=on, decision_no=number)
        case Kind.YOUTH_UNION | Kind.NO_YOUTH_UNION:
            present = act.kind is Kind.YOUTH_UNION
            return StateYouthUnion(
                committee_id=own, present=present, since_on=on, decision_no=number
            )
        case Kind.PLACED | Kind.MERGED | Kind.DISSOLVED | Kind.SPLIT:
            return towards(act, number)
        case _:
            assert_never(act.kind)


def towards(act: Act, number: DocumentNumber) -> OrganisationCommand:
    """A change that names another committee."""
    own, other, on = act.body.committee_id, act.to.committee_id, act.on
    match act.kind:
        case Kind.MERGED:
            return MergeCommittee(committee_id=own, into_id=other, merged_on=on, decision_no=number)
        case Kind.DISSOLVED:
            return DissolveCommittee(
                committee_id=own, successor_id=other, dissolved_on=on, decision_no=number
            )
        case Kind.SPLIT:
            return SplitCommittee(committee_id=own, from_id=other, split_on=on, decision_no=number)
        case _:
            return PlaceCommittee(
                committee_id=own, parent_id=other, placed_on=on, decision_no=number
            )
