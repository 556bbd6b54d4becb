"""Another master key takes over while services work, and the old one opens nothing any more."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.events.terms import PersonId
from shared.people.vault import Field, KeyRing, Tampered, Vault, rotation
from shared.people.vault.lookup import Identity
from tests.shared.people.vault.persons import KEY, ONE, TWO, VALUES, change, opened, rows

NEW = b"another key of the tests, 32 byt"
RING = KeyRing(NEW, [KEY])
IDENTITY = Identity(name="Người Một", born_on="1999-01-31")


@pytest.fixture
async def filled(vault: Vault) -> Vault:
    await vault.seal(VALUES, findable=VALUES)
    return vault


@pytest.fixture
def both(engine: AsyncEngine) -> Vault:
    """A service that was told of both keys."""
    return Vault(engine, NEW, "intake", others=[KEY])


async def test_everything_opens_under_the_new_key_alone(filled, engine):
    await rotation.rewrap(engine, RING)
    after = Vault(engine, NEW, "intake")

    assert await opened(after, ONE, TWO) == VALUES
    assert await after.find("mot", among=[ONE, TWO]) == [ONE]
    assert [one.person_id for one in await after.alike(IDENTITY)] == [ONE]


async def test_the_old_key_opens_nothing_any_more(filled, engine):
    await rotation.rewrap(engine, RING)

    with pytest.raises(Tampered):
        await opened(filled, ONE)
    assert await filled.alike(IDENTITY) == []


async def test_who_has_both_keys_works_before_between_and_after(filled, both, engine, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 1)
    for _ in range(3):
        assert await opened(both, ONE, TWO) == VALUES
        assert await both.find("nguoi", among=[ONE, TWO]) == [ONE, TWO]
        assert [one.person_id for one in await both.alike(IDENTITY)] == [ONE]
        await rotation.rewrap_some(engine, RING)


async def test_a_rotation_that_was_broken_off_goes_on_where_it_was(filled, engine, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 1)
    await rotation.rewrap_some(engine, RING)
    counts: list[int] = []

    assert await rotation.left(engine, RING) == 1
    await rotation.rewrap(engine, RING, done=counts.append)

    assert counts == [1]
    assert await rotation.left(engine, RING) == 0


async def test_what_is_sealed_meanwhile_is_not_lost(filled, both, engine):
    three = PersonId(ONE.__class__(int=3))
    await both.seal({ONE: {Field.ADDRESS: "Thôn Mẫu"}, three: {Field.NAME: "Người Ba"}})

    await rotation.rewrap(engine, RING)

    after = await opened(Vault(engine, NEW, "intake"), ONE, three)
    assert after == {
        ONE: VALUES[ONE] | {Field.ADDRESS: "Thôn Mẫu"},
        three: {Field.NAME: "Người Ba"},
    }


async def test_keys_from_before_generations_were_told_apart_are_wrapped_anew(filled, engine):
    await change(engine, "UPDATE people SET key_id = ''")

    assert await opened(filled, TWO) == {TWO: VALUES[TWO]}
    await rotation.rewrap(engine, RING)

    assert await opened(Vault(engine, NEW, "intake"), TWO) == {TWO: VALUES[TWO]}


async def test_the_proof_names_the_moment_at_which_no_backup_opens_any_more(filled, engine):
    before = await filled.erase(ONE)

    await rotation.rewrap(engine, RING)
    between = (await filled.erasures([ONE]))[ONE]
    await rotation.destroyed(engine, RING)
    after = (await filled.erasures([ONE]))[ONE]

    assert (before.generation, before.unreadable_at, between.unreadable_at) == (1, None, None)
    assert after.unreadable_at is not None


async def test_who_is_erased_after_a_rotation_waits_for_the_next(filled, both, engine):
    await rotation.rewrap(engine, RING)
    await rotation.destroyed(engine, RING)

    proof = await both.erase(ONE)

    assert (proof.generation, proof.unreadable_at) == (2, None)


async def test_the_generations_hold_no_key(filled, engine):
    await rotation.rewrap(engine, RING)

    kept = b"".join(bytes(each) for (each,) in await rows(engine, "SELECT key_id FROM generations"))
    assert len(kept) == 16
    assert kept[:8] not in NEW + KEY
