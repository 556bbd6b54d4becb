"""Where a case belonged when something happened to it: for whoever may hear of an area only."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import get_args
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.domain import happened_on
from services.intake.records.directory import Directory
from shared.events.case import CaseEvent
from shared.events.step import Posted
from shared.events.terms import CommitteeId
from shared.log.ledger import Ledger
from shared.log.wire import decode, type_name

NAMES_ITS_BRANCH = {
    type_name(event)
    for event in get_args(CaseEvent)
    if "branch_id" in {field.name for field in fields(event)}
}
"""The steps that say to which branch the case belongs from then on."""


async def lines_of(
    connection: AsyncConnection, posted: Sequence[Posted], *, ledger: Ledger, directory: Directory
) -> Mapping[int, Sequence[CommitteeId]]:
    """By position of each step: the branch of its case and all above, on the day it happened."""
    places = await _branches(connection, ledger, [_place(one) for one in posted])
    asked = {
        one.position: (branch, _day(one)) for one in posted if (branch := places.get(_place(one)))
    }
    lines = await directory.lines(connection, set(asked.values()))
    return {position: lines[where].ids for position, where in asked.items()}


async def _branches(
    connection: AsyncConnection, ledger: Ledger, places: Collection[tuple[UUID, int]]
) -> Mapping[tuple[UUID, int], CommitteeId]:
    newest = await ledger.newest_of_types(connection, NAMES_ITS_BRANCH, through=places)
    return {place: branch_id for place, step in newest.items() if (branch_id := _named(step.event))}


def _named(event: object) -> CommitteeId | None:
    return getattr(event, "branch_id", None)


def _place(posted: Posted) -> tuple[UUID, int]:
    return posted.entry.stream, posted.entry.version


def _day(posted: Posted) -> date:
    event = decode(posted.entry).event
    assert isinstance(event, CaseEvent)
    return happened_on(event)
