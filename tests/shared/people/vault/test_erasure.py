"""Whoever is erased is gone from every table of the vault, never comes back, and leaves a proof."""

import asyncio

import pytest

from shared.database import connect
from shared.people.vault import Erased, Field
from shared.people.vault.lookup import Identity
from tests.shared.people.vault.persons import CLERK, ONE, TWO, VALUES, opened, rows

LEFT = frozenset({"openings", "erasures"})
"""Tables that may name a person who was erased: who opened what, and the proof; ids only."""


@pytest.fixture
async def filled(vault):
    await vault.seal(VALUES, findable=VALUES)
    return vault


async def test_the_proof_counts_what_went(filled):
    proof = await filled.erase(ONE)

    assert (proof.deleted["people"], proof.deleted["sealed_values"]) == (1, 2)
    assert proof.deleted["lookups"] == 1
    assert (proof.generation, proof.unreadable_at) == (1, None)


async def test_erasing_again_gives_the_proof_of_the_first_time(filled):
    first = await filled.erase(ONE)

    assert await filled.erase(ONE) == first
    assert await filled.erasures([ONE, TWO]) == {ONE: first}


async def test_every_table_that_names_a_person_forgets_with_the_key(filled, engine, database):
    owner = connect(database.owner_url, search_path="vault")
    named = await rows(
        owner,
        "SELECT table_name FROM information_schema.columns"
        " WHERE table_schema = 'vault' AND column_name IN ('person_id', 'persons')",
    )
    await owner.dispose()

    proof = await filled.erase(ONE)

    assert {name for (name,) in named} - LEFT == set(proof.deleted)


async def test_no_table_but_those_two_names_an_erased_person(filled, engine):
    await opened(filled, ONE)

    await filled.erase(ONE)

    for table in ("people", "sealed_values", "lookups"):
        assert await rows(engine, f"SELECT 1 FROM {table} WHERE person_id = '{ONE}'") == []


async def test_nobody_who_was_erased_is_found_or_alike(filled):
    await filled.erase(ONE)

    assert await filled.find("nguoi", among=[ONE, TWO]) == [TWO]
    assert await filled.alike(Identity(name="Người Một", born_on="1999-01-31")) == []


async def test_nothing_is_kept_again_about_whoever_was_erased(filled, engine):
    await filled.erase(ONE)

    with pytest.raises(Erased):
        await filled.seal({ONE: {Field.NAME: "Người Một"}, TWO: {Field.ADDRESS: "Thôn Mẫu"}})

    assert await rows(engine, "SELECT field FROM sealed_values") == [("name",)]


async def test_whoever_was_never_known_can_be_erased_before_anything_comes(vault):
    proof = await vault.erase(ONE)

    assert set(proof.deleted.values()) == {0}
    with pytest.raises(Erased):
        await vault.seal(VALUES)


async def test_who_seals_and_who_erases_at_once_leave_nothing_behind(vault, engine):
    async def seal() -> None:
        for _ in range(20):
            try:
                await vault.seal({ONE: {Field.NAME: "Người Một"}})
            except Erased:
                return

    async def erase() -> None:
        await rows(engine, "SELECT pg_sleep(0.01)")
        await vault.erase(ONE)

    await asyncio.gather(seal(), seal(), erase())

    assert await rows(engine, "SELECT * FROM people") == []
    with pytest.raises(Erased):
        await vault.seal({ONE: {Field.NAME: "Người Một"}})


async def test_being_told_of_somebody_is_noted_without_a_field(filled, engine):
    await filled.note([ONE], office=CLERK, reason="duplicate")

    entries = await rows(engine, "SELECT office, reason, persons, fields FROM openings")
    assert entries == [(CLERK.code, "duplicate", [ONE], [])]
