"""What a step leaves in the read model."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import assert_never
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Insert,
    RowMapping,
    Uuid,
    any_,
    insert,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from services.statistics.domain import CaseFact, Occasion, evolve
from services.statistics.records.tables import (
    committee_names,
    committee_types,
    committees,
    facts,
    placements,
)
from shared.events.case import CaseEvent
from shared.events.organisation import (
    AdmissionDelegated,
    CommitteeCreated,
    CommitteeDissolved,
    CommitteeMerged,
    CommitteeNamed,
    CommitteePlaced,
    CommitteeRetyped,
    CommitteeSplit,
    DelegationEnded,
    OrganisationEvent,
    YouthUnionStated,
)
from shared.events.stage import Stage
from shared.events.terms import CaseId, CommitteeId, Ethnicity, Profile, Sex, Study, Union

Value = str | int | date | UUID | None

END = text("""
    UPDATE facts SET to_position = ended.position
    FROM unnest(CAST(:cases AS uuid[]), CAST(:positions AS bigint[])) AS ended (case_id, position)
    WHERE facts.case_id = ended.case_id AND facts.to_position IS NULL
""")


async def record_case(connection: AsyncConnection, event: CaseEvent, *, position: int) -> None:
    """End the state that the case was in at `position`, and begin the next one there."""
    ended = await connection.execute(
        update(facts)
        .where(facts.c.case_id == event.case_id, facts.c.to_position.is_(None))
        .values(to_position=position)
        .returning(facts)
    )
    before = ended.mappings().one_or_none()
    after = evolve(_fact(before) if before else None, event)
    if after:
        await connection.execute(insert(facts).values(from_position=position, **_row(after)))


async def record_cases(connection: AsyncConnection, said: Sequence[tuple[int, CaseEvent]]) -> None:
    """Leave what `record_case` leaves of each (position, event) in turn, at three statements."""
    known = await _now(connection, {event.case_id for _, event in said})
    newest: dict[CaseId, dict[str, Value]] = {}
    begun: list[dict[str, Value]] = []
    ended: dict[CaseId, int] = {}
    for position, event in said:
        before = known.pop(event.case_id, None)
        if before and event.case_id in newest:
            newest[event.case_id]["to_position"] = position
        elif before:
            ended[event.case_id] = position
        if after := evolve(before, event):
            known[event.case_id] = after
            newest[event.case_id] = {"from_position": position, **_row(after)}
            begun.append(newest[event.case_id])
    await connection.execute(END, {"cases": list(ended), "positions": list(ended.values())})
    await _copy(connection, begun)


async def _now(connection: AsyncConnection, case_ids: Collection[CaseId]) -> dict[CaseId, CaseFact]:
    """The state that each of the cases is in."""
    wanted = facts.c.case_id == any_(literal(list(case_ids), ARRAY(Uuid)))
    rows = await connection.execute(select(facts).where(wanted, facts.c.to_position.is_(None)))
    return {fact.case_id: fact for fact in map(_fact, rows.mappings())}


async def fact(connection: AsyncConnection, case_id: CaseId) -> CaseFact | None:
    """The state that a case is in; None before anything was heard of it."""
    return (await _now(connection, {case_id})).get(case_id)


async def _copy(connection: AsyncConnection, rows: Sequence[Mapping[str, Value]]) -> None:
    """COPY takes a third of the time of an INSERT; the driver alone can do it."""
    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None
    names = [column.name for column in facts.c]
    records = [[row.get(name) for name in names] for row in rows]
    await driver.copy_records_to_table(facts.name, columns=names, records=records)


async def record_committee(
    connection: AsyncConnection, event: OrganisationEvent, *, position: int
) -> None:
    """Keep what was said about a committee, from which day on, and at which position."""
    for row in _said(event):
        await connection.execute(row.values(committee_id=event.committee_id, position=position))


def _said(event: OrganisationEvent) -> list[Insert]:
    match event:
        case CommitteeCreated(type=type_, created_on=on):
            created = insert(committees).values(created_on=on)
            return [created, insert(committee_types).values(type=type_, typed_on=on)]
        case CommitteeNamed(name=name, named_on=on):
            return [insert(committee_names).values(name=name, named_on=on)]
        case CommitteePlaced(parent_id=parent_id, placed_on=on):
            return [insert(placements).values(parent_id=parent_id, placed_on=on, ended=False)]
        case CommitteeRetyped(type=type_, retyped_on=on):
            return [insert(committee_types).values(type=type_, typed_on=on)]
        case CommitteeMerged(into_id=successor, merged_on=on):
            return [insert(placements).values(parent_id=successor, placed_on=on, ended=True)]
        case CommitteeDissolved(successor_id=successor, dissolved_on=on):
            return [insert(placements).values(parent_id=successor, placed_on=on, ended=True)]
        case YouthUnionStated():
            return []
        case CommitteeSplit() | AdmissionDelegated() | DelegationEnded():
            return []  # What belongs to a new committee from then on, its placements say.
        case _:
            assert_never(event)


def _row(fact: CaseFact) -> Mapping[str, Value]:
    return {
        "case_id": fact.case_id,
        "stage": fact.stage,
        "branch_id": fact.branch_id,
        "cancelled_on": fact.cancelled_on,
        **_occasion_row("decided", fact.decided),
        **_occasion_row("held", fact.held),
    }


def _occasion_row(prefix: str, occasion: Occasion | None) -> Mapping[str, Value]:
    if occasion is None:
        return {}
    return {
        f"{prefix}_on": occasion.on,
        f"{prefix}_in": occasion.branch_id,
        f"{prefix}_sex": occasion.profile.sex,
        f"{prefix}_ethnicity": occasion.profile.ethnicity,
        f"{prefix}_union": occasion.profile.union,
        f"{prefix}_study": occasion.profile.study,
    }


def _fact(row: RowMapping) -> CaseFact:
    return CaseFact(
        case_id=CaseId(row["case_id"]),
        stage=Stage(row["stage"]),
        branch_id=CommitteeId(row["branch_id"]),
        decided=_occasion("decided", row),
        held=_occasion("held", row),
        cancelled_on=row["cancelled_on"],
    )


def _occasion(prefix: str, row: RowMapping) -> Occasion | None:
    if row[f"{prefix}_on"] is None:
        return None
    profile = Profile(
        sex=Sex(row[f"{prefix}_sex"]),
        ethnicity=Ethnicity(row[f"{prefix}_ethnicity"]),
        union=Union(row[f"{prefix}_union"]),
        study=Study(row[f"{prefix}_study"]),
    )
    branch_id = CommitteeId(row[f"{prefix}_in"])
    return Occasion(on=row[f"{prefix}_on"], branch_id=branch_id, profile=profile)
