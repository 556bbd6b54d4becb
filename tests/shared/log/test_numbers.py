"""A number is borne by one step alone, whoever comes at the same time (HD 36-HD/VPTW)."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from shared.events.terms import CommitteeId, CommitteeType, DocumentNumber
from shared.law.documents import Document
from shared.law.refusal import Refused
from shared.log.ledger import Conflict
from shared.log.numbers import Bearer, Issuer, claim, release
from tests.shared.log.steps import commit, eventually

ISSUER = CommitteeId(UUID(int=0xC1))
RESOLUTION = Document(
    number=DocumentNumber("12-NQ/CB"),
    on=date(2023, 12, 1),
    issuer_id=ISSUER,
    level=CommitteeType.BRANCH,
)
REPORT = replace(RESOLUTION, number=DocumentNumber("12-BC/CB"))
WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'")


async def step(engine, matter="branch_resolved", *, many=False) -> Bearer:
    """A step in the ledger, as every number has one."""
    stream = uuid4()
    await commit(engine, stream)
    return Bearer(stream=stream, version=1, matter=matter, many=many)


@asynccontextmanager
async def borne(engine, document, bearer):
    """The number is claimed, and whether it stays so is not known yet."""
    async with engine.connect() as connection:
        await claim(connection, document, bearer)
        yield connection


async def give(engine, document, bearer) -> None:
    async with engine.begin() as connection:
        await claim(connection, document, bearer)


async def once_it_waits(engine, waiting: asyncio.Task[None]) -> None:
    async def blocked() -> bool:
        async with engine.connect() as connection:
            return waiting.done() or bool((await connection.execute(WAITING)).scalar_one())

    await eventually(blocked)
    assert not waiting.done()


async def test_a_number_is_given_once(engine):
    await give(engine, RESOLUTION, await step(engine))

    with pytest.raises(Refused) as refused:
        await give(engine, RESOLUTION, await step(engine))

    assert (refused.value.code, refused.value.found) == ("document_number_taken", "12-NQ/CB")


@pytest.mark.parametrize(
    "other",
    [
        REPORT,
        replace(RESOLUTION, issuer_id=CommitteeId(UUID(int=0xC2))),
        replace(RESOLUTION, on=date(2025, 12, 1)),
    ],
    ids=["another kind", "another issuer", "another term"],
)
async def test_another_kind_issuer_or_term_has_numbers_of_its_own(engine, other):
    await give(engine, RESOLUTION, await step(engine))

    await give(engine, other, await step(engine))


async def test_who_comes_second_waits_and_is_refused_once_the_first_has_committed(engine, owner):
    first, second = await step(engine), await step(engine)
    async with borne(engine, RESOLUTION, first) as connection:
        waiting = asyncio.create_task(give(engine, RESOLUTION, second))
        await once_it_waits(owner, waiting)
        await connection.commit()

    with pytest.raises(Refused):
        await waiting


async def test_who_comes_second_has_it_once_the_first_has_let_go(engine, owner):
    first, second = await step(engine), await step(engine)
    async with borne(engine, RESOLUTION, first) as connection:
        waiting = asyncio.create_task(give(engine, RESOLUTION, second))
        await once_it_waits(owner, waiting)
        await connection.rollback()

    await waiting


async def test_two_who_wait_for_each_other_are_a_conflict_and_no_fault(engine, owner):
    first, second = await step(engine), await step(engine)
    async with borne(engine, RESOLUTION, first) as one, borne(engine, REPORT, second) as other:
        crossing = asyncio.create_task(claim(one, REPORT, first))
        await once_it_waits(owner, crossing)
        ends = await asyncio.gather(
            crossing, claim(other, RESOLUTION, second), return_exceptions=True
        )

    assert [type(end) for end in ends].count(Conflict) == 1


async def test_a_freed_number_is_given_anew_and_says_who_issued_it(engine):
    bearer = await step(engine)
    await give(engine, RESOLUTION, bearer)

    async with engine.begin() as connection:
        issuer = await release(connection, bearer.stream, bearer.matter, number=RESOLUTION.number)
        await claim(connection, RESOLUTION, await step(engine))

    assert issuer == Issuer(committee_id=ISSUER, level=CommitteeType.BRANCH)


async def test_nobody_frees_the_number_of_another_step(engine):
    await give(engine, RESOLUTION, await step(engine))

    async with engine.begin() as connection:
        freed = await release(connection, uuid4(), "branch_resolved", number=RESOLUTION.number)

    assert freed is None


async def test_one_document_may_tell_of_many_steps_of_one_matter(engine):
    one, other = [await step(engine, "organisation", many=True) for _ in range(2)]

    await give(engine, RESOLUTION, one)
    await give(engine, RESOLUTION, other)


@pytest.mark.parametrize("many", [True, False])
async def test_but_not_of_another_matter_too(engine, many):
    await give(engine, RESOLUTION, await step(engine, "organisation", many=True))

    with pytest.raises(Refused):
        await give(engine, RESOLUTION, await step(engine, many=many))
