"""A draft is sealed, seen by whoever typed it alone, and gone after 30 days or with the person."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.database import connect
from shared.events.terms import PersonId, UserId
from shared.people.drafts import LARGEST, Drafts, Drawer
from shared.people.vault import Field, KeyRing, Vault
from tests import examples
from tests.engines import Database
from tests.examples import NOON

KEY, NEXT_KEY = b"k" * 32, b"n" * 32
CLERK = examples.branch_clerk
TYPED = {"name_1": "Người Hai", "day": "1/2/2024"}


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    engine = connect(database.url("vault_app"), search_path="vault")
    yield engine
    await engine.dispose()


@pytest.fixture
def drafts(engine: AsyncEngine) -> Drafts:
    return Drafts(engine, KeyRing(KEY))


def drawer() -> Drawer:
    return Drawer(office=CLERK, form="cv", subject=uuid4())


async def test_what_was_typed_is_found_again(drafts):
    own = drawer()

    assert await drafts.keep(own, TYPED, at=NOON)

    draft = await drafts.find(own, at=NOON)
    assert (draft.fields, draft.saved_at) == (TYPED, NOON)


async def test_the_newest_draft_replaces_the_one_before(drafts):
    own = drawer()
    await drafts.keep(own, TYPED, at=NOON)
    await drafts.keep(own, {"day": "2/2/2024"}, at=NOON)

    assert (await drafts.find(own, at=NOON)).fields == {"day": "2/2/2024"}


@pytest.mark.parametrize(
    "other",
    [
        {"office": examples.grassroots_secretary},
        {"office": replace(CLERK, user_id=UserId(uuid4()))},
        {"form": "seal"},
        {"subject": uuid4()},
    ],
    ids=["office", "user", "form", "case"],
)
async def test_another_one_finds_nothing(drafts, other):
    own = drawer()
    await drafts.keep(own, TYPED, at=NOON)

    assert await drafts.find(replace(own, **other), at=NOON) is None


async def test_a_draft_that_is_discarded_is_gone(drafts):
    own = drawer()
    await drafts.keep(own, TYPED, at=NOON)

    await drafts.discard(own)

    assert await drafts.find(own, at=NOON) is None


@pytest.mark.parametrize(("days", "found"), [(30, True), (31, False)])
async def test_a_draft_lasts_30_days(drafts, days, found):
    own = drawer()
    await drafts.keep(own, TYPED, at=NOON)

    draft = await drafts.find(own, at=NOON + timedelta(days=days))

    assert (draft is not None) is found


async def test_more_than_a_form_can_hold_is_not_kept(drafts):
    own = drawer()

    assert not await drafts.keep(own, {"name": "x" * LARGEST}, at=NOON)
    assert await drafts.find(own, at=NOON) is None


async def test_nothing_that_was_typed_can_be_read_in_the_table(drafts, engine):
    own = drawer()
    await drafts.keep(own, TYPED, at=NOON)

    async with engine.connect() as connection:
        rows = (await connection.execute(text("SELECT * FROM drafts"))).all()
    assert "Người".encode() not in repr(rows).encode("utf-8") + rows[0].sealed


async def test_a_draft_moved_to_another_place_does_not_open(drafts, engine):
    own, other = drawer(), drawer()
    await drafts.keep(own, TYPED, at=NOON)
    async with engine.begin() as connection:
        moved = {"own": own.subject, "other": other.subject}
        await connection.execute(
            text("UPDATE drafts SET subject = :other WHERE subject = :own"), moved
        )

    assert await drafts.find(other, at=NOON) is None


async def test_with_the_master_key_its_drafts_are_gone(drafts, engine):
    own = drawer()
    await drafts.keep(own, TYPED, at=NOON)

    assert await Drafts(engine, KeyRing(NEXT_KEY, [KEY])).find(own, at=NOON)
    assert await Drafts(engine, KeyRing(NEXT_KEY)).find(own, at=NOON) is None


async def test_erasure_takes_the_drafts_about_the_person_and_none_comes_back(drafts, engine):
    vault, person = Vault(engine, KEY, "intake"), PersonId(uuid4())
    await vault.seal({person: {Field.NAME: "Người Một"}})
    own = replace(drawer(), person=person)
    await drafts.keep(own, TYPED, at=NOON)

    proof = await vault.erase(person)
    await drafts.keep(own, TYPED, at=NOON)

    assert proof.deleted["drafts"] == 1
    assert await drafts.find(own, at=NOON) is None
