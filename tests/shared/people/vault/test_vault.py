"""The vault opens for those who say why, and its tables alone say nothing."""

import pytest
from sqlalchemy.exc import ProgrammingError

from shared.database import connect
from shared.people.vault import Field, Tampered, Vault
from tests.shared.people.vault.persons import (
    CLERK,
    KEY,
    ONE,
    TWO,
    VALUES,
    change,
    opened,
    rows,
)


async def test_what_was_sealed_is_opened(vault):
    await vault.seal(VALUES)

    assert await opened(vault, ONE, TWO) == VALUES


async def test_only_the_fields_asked_for_are_opened(vault):
    await vault.seal(VALUES)

    found = await vault.open([ONE], fields=[Field.NAME], office=CLERK, reason="case_list")

    assert found == {ONE: {Field.NAME: "Người Một"}}


async def test_the_same_field_again_replaces_its_value(vault):
    await vault.seal(VALUES)

    await vault.seal({ONE: {Field.NAME: "Người Mới"}})

    assert (await opened(vault, ONE))[ONE] == VALUES[ONE] | {Field.NAME: "Người Mới"}


async def test_nothing_to_seal_is_no_mistake(vault):
    await vault.seal({})

    assert await opened(vault, ONE) == {}


async def test_each_opening_is_one_entry_that_lists_whom(vault, engine):
    await vault.seal(VALUES)

    await vault.open([TWO, ONE], fields=[Field.NAME], office=CLERK, reason="case_list")

    entries = await rows(engine, "SELECT service, office, reason, persons, fields FROM openings")
    assert entries == [("intake", CLERK.code, "case_list", [ONE, TWO], ["name"])]


async def test_even_looking_for_an_unknown_person_is_noted(vault, engine):
    assert await opened(vault, TWO) == {}

    assert await rows(engine, "SELECT persons FROM openings") == [([TWO],)]


async def test_nothing_is_opened_when_it_cannot_be_noted(vault, database):
    await vault.seal(VALUES)
    owner = connect(database.owner_url, search_path="vault")
    await change(owner, "REVOKE INSERT ON openings FROM vault_app")
    await owner.dispose()

    with pytest.raises(ProgrammingError, match="permission denied"):
        await opened(vault, ONE)


async def test_an_erased_person_is_missing_and_leaves_no_row(vault, engine):
    await vault.seal(VALUES)

    await vault.erase(ONE)

    assert await opened(vault, ONE, TWO) == {TWO: VALUES[TWO]}
    assert await rows(engine, "SELECT person_id FROM people") == [(TWO,)]
    assert await rows(engine, "SELECT person_id FROM sealed_values") == [(TWO,)]


async def test_no_value_and_no_key_can_be_read_from_the_tables(vault, engine):
    await vault.seal(VALUES)

    dump = b"".join(
        bytes(cell)
        for (cell,) in await rows(
            engine, "SELECT sealed FROM sealed_values UNION ALL SELECT wrapped_key FROM people"
        )
    )
    assert not any(
        value.encode() in dump for fields in VALUES.values() for value in fields.values()
    )
    assert KEY not in dump


async def test_equal_values_do_not_look_alike(vault, engine):
    await vault.seal({ONE: {Field.NAME: "Người Một"}, TWO: {Field.NAME: "Người Một"}})

    assert await rows(engine, "SELECT count(DISTINCT sealed) FROM sealed_values") == [(2,)]


async def test_another_master_key_opens_nothing(vault, engine):
    await vault.seal(VALUES)

    with pytest.raises(Tampered):
        await opened(Vault(engine, bytes(32), "intake"), ONE)


async def test_another_master_key_adds_nothing_to_a_known_person(vault, engine):
    await vault.seal(VALUES)

    with pytest.raises(Tampered):
        await Vault(engine, bytes(32), "intake").seal({ONE: {Field.ADDRESS: "Thôn Mẫu"}})


@pytest.mark.parametrize(
    "swap",
    [
        """UPDATE sealed_values SET sealed = (SELECT sealed FROM sealed_values
           WHERE person_id <> '{one}') WHERE person_id = '{one}' AND field = 'name'""",
        """UPDATE sealed_values SET sealed = (SELECT sealed FROM sealed_values
           WHERE field = 'born_on') WHERE person_id = '{one}' AND field = 'name'""",
        """UPDATE people SET wrapped_key = (SELECT wrapped_key FROM people
           WHERE person_id <> '{one}')""",
        "UPDATE sealed_values SET sealed = set_byte(sealed, 14, 255 - get_byte(sealed, 14))",
        "UPDATE sealed_values SET sealed = substr(sealed, 1, 20)",
        "UPDATE sealed_values SET sealed = ''",
    ],
    ids=["person", "field", "key", "byte", "cut", "empty"],
)
async def test_a_row_that_was_swapped_or_changed_is_told(vault, engine, swap):
    await vault.seal(VALUES)
    await change(engine, swap.format(one=ONE))

    with pytest.raises(Tampered):
        await opened(vault, ONE)


async def test_a_master_key_of_another_length_is_refused_at_once(engine):
    with pytest.raises(ValueError, match="16 bytes"):
        Vault(engine, bytes(16), "intake")


@pytest.mark.parametrize("service", ["intake", "verification", "statistics"])
@pytest.mark.parametrize("table", ["people", "sealed_values", "openings"])
async def test_the_role_of_a_service_cannot_read_the_vault(database, service, table):
    engine = connect(database.url(f"{service}_app"), search_path=service)

    with pytest.raises(ProgrammingError, match="permission denied"):
        await rows(engine, f"SELECT * FROM vault.{table}")

    await engine.dispose()


@pytest.mark.parametrize("statement", ["UPDATE openings SET reason = ''", "DELETE FROM openings"])
async def test_nobody_can_rewrite_who_opened_what(vault, engine, statement):
    await opened(vault, ONE)

    with pytest.raises(ProgrammingError, match="permission denied"):
        await change(engine, statement)
