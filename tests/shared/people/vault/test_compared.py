"""Both values of a comparison: sealed, noted when opened, kept, and gone with the person."""

from dataclasses import replace
from uuid import UUID

import pytest

from shared.people.vault import Compared, Erased, Sides
from tests.shared.people.vault.persons import CLERK, ONE, TWO, VALUES, rows

MATTER, OTHER = UUID(int=0x1A), UUID(int=0x2B)
SIDES = Sides(declared="20/3/1998", found="21/3/1998")


@pytest.fixture
async def compared(vault):
    await vault.seal(VALUES)
    compared = Compared(vault)
    await compared.keep(MATTER, ONE, SIDES)
    return compared


async def test_both_values_come_back_as_they_were_entered(compared):
    opened = await compared.open({MATTER: ONE, OTHER: TWO}, office=CLERK, reason="test")

    assert opened == {MATTER: SIDES}


async def test_what_was_kept_first_stays(compared):
    await compared.keep(MATTER, ONE, replace(SIDES, found="22/3/1998"))

    assert (await compared.open({MATTER: ONE}, office=CLERK, reason="test"))[MATTER] == SIDES


async def test_neither_value_lies_open_in_its_row(compared, engine):
    [row] = await rows(engine, "SELECT declared, found FROM compared")

    assert not any(b"1998" in value for value in row)


async def test_opening_is_noted_with_who_and_why(compared, engine):
    await compared.open({MATTER: ONE}, office=CLERK, reason="verification_compared")

    noted = await rows(engine, "SELECT office, reason, persons, fields FROM openings")
    assert noted == [(CLERK.code, "verification_compared", [ONE], ["compared"])]


async def test_with_the_person_both_values_are_gone_for_good(compared, vault):
    proof = await vault.erase(ONE)

    assert await compared.open({MATTER: ONE}, office=CLERK, reason="test") == {}
    assert proof.deleted["compared"] == 1
    with pytest.raises(Erased):
        await compared.keep(OTHER, ONE, SIDES)


async def test_nothing_asked_is_nothing_noted(compared, engine):
    assert await compared.open({}, office=CLERK, reason="test") == {}

    assert await rows(engine, "SELECT * FROM openings") == []
