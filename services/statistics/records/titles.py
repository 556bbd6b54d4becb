"""What committees are called and of which level they are, on a day and at a stand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncConnection

from services.statistics.records.tables import committee_names, committee_types
from shared.events.terms import CommitteeId, CommitteeType


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """What a committee is called on a day, and of which level it is."""

    committee_id: CommitteeId
    type: CommitteeType
    name: str


async def titles(
    connection: AsyncConnection,
    committee_ids: Collection[CommitteeId],
    *,
    on: date,
    stand: int,
) -> Mapping[CommitteeId, Title]:
    """The names borne and the levels held on a day; before the first, the first."""
    names, types = committee_names.c, committee_types.c
    rows = await connection.execute(
        select(names.committee_id, names.name, types.type)
        .join(committee_types, types.committee_id == names.committee_id)
        .ext(distinct_on(names.committee_id))
        .where(names.committee_id.in_(committee_ids))
        .where(names.position <= stand, types.position <= stand)
        .order_by(
            names.committee_id,
            *(names.named_on > on, func.abs(names.named_on - on), names.position.desc()),
            *(types.typed_on > on, func.abs(types.typed_on - on), types.position.desc()),
        )
    )
    return {
        CommitteeId(id_): Title(committee_id=CommitteeId(id_), type=CommitteeType(type_), name=name)
        for id_, name, type_ in rows
    }
