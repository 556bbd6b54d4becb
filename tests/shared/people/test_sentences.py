"""Sentences about a person: each with its step, sealed, and gone with the person's key."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.database import connect
from shared.people.sentences import Sentences
from shared.people.vault import Tampered, Vault
from shared.people.vault.persons import Erased
from tests.engines import Database
from tests.shared.people.vault.persons import CLERK, KEY, ONE, TWO, change, rows

FIRST, SECOND = UUID(int=0xF1), UUID(int=0xF2)
WORDS = "Chuyển công tác sang đơn vị khác."


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    engine = connect(database.url("vault_app"), search_path="vault")
    yield engine
    await engine.dispose()


@pytest.fixture
def vault(engine: AsyncEngine) -> Vault:
    return Vault(engine, KEY, "intake")


async def opened(vault: Vault) -> dict[UUID, str]:
    return await Sentences(vault).open(ONE, office=CLERK, reason="reasons")


async def test_each_step_keeps_its_own_sentence(vault):
    await Sentences(vault).seal(ONE, FIRST, WORDS)
    await Sentences(vault).seal(ONE, SECOND, "Thiếu giấy tờ.")
    await Sentences(vault).seal(TWO, FIRST, "Về một người khác.")

    assert await opened(vault) == {FIRST: WORDS, SECOND: "Thiếu giấy tờ."}


async def test_the_same_command_again_replaces_its_sentence(vault):
    await Sentences(vault).seal(ONE, FIRST, "Lần đầu.")
    await Sentences(vault).seal(ONE, FIRST, WORDS)

    assert await opened(vault) == {FIRST: WORDS}


async def test_whoever_looks_is_noted(vault, engine):
    await opened(vault)

    noted = await rows(engine, "SELECT office, reason, persons, fields FROM openings")
    assert noted == [(CLERK.code, "reasons", [ONE], ["reason"])]


async def test_the_tables_alone_say_nothing(vault, engine):
    await Sentences(vault).seal(ONE, FIRST, WORDS)

    [(sealed,)] = await rows(engine, "SELECT sealed FROM sentences")
    assert WORDS.encode() not in sealed


async def test_a_sentence_opens_at_no_other_step(vault, engine):
    await Sentences(vault).seal(ONE, FIRST, WORDS)
    await change(engine, f"UPDATE sentences SET command_id = '{SECOND}'")

    with pytest.raises(Tampered):
        await opened(vault)


async def test_erasure_takes_the_sentences_and_none_comes_back(vault):
    await Sentences(vault).seal(ONE, FIRST, WORDS)
    await vault.erase(ONE)

    assert await opened(vault) == {}
    with pytest.raises(Erased):
        await Sentences(vault).seal(ONE, SECOND, WORDS)
