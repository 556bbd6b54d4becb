"""Operators rotate the master key, and erase again what a restored backup brought back."""

from datetime import date
from uuid import UUID, uuid4

import msgspec
import pytest
from sqlalchemy import text

from services.command import erasures, rotate_key
from services.command.upkeep import erased, master_key
from services.command.vault import Place
from services.postgres import Unusable
from shared.database import connect
from shared.events.person import PersonErased
from shared.events.step import Posted
from shared.events.terms import DocumentNumber, PersonId
from shared.log.chain import link
from shared.log.wire import to_json
from shared.people.access import ITSELF
from shared.people.vault import Field, KeyRing, Vault
from tests.engines import Database
from tests.shared.log.steps import act

OLD, NEW = b"old key of the tests, 32 bytes..", b"new key of the tests, 32 bytes.."
ONE, TWO = PersonId(UUID(int=1)), PersonId(UUID(int=2))
NAMES = {ONE: {Field.NAME: "Người Một"}, TWO: {Field.NAME: "Người Hai"}}


def place(database: Database, *secrets: bytes) -> Place:
    return Place(
        vault_url=database.url("vault_app"),
        intake_url=database.url("intake_app"),
        ring=KeyRing(secrets[0], secrets[1:]),
    )


@pytest.fixture
async def engine(database: Database):
    engine = connect(database.url("vault_app"), search_path="vault")
    await Vault(engine, OLD, "intake").seal(NAMES)
    yield engine
    await engine.dispose()


@pytest.fixture
async def owner(database: Database):
    engine = connect(database.owner_url, search_path="public", pool=1)
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()


def erasure(person: PersonId):
    fact = PersonErased(
        person_id=person, document_no=DocumentNumber("31-QĐ/BTC"), erased_on=date(2024, 6, 12)
    )
    [step] = link([fact], stream=person, last=None, act=act())
    return step.entry


async def names(engine, key: bytes) -> dict[PersonId, dict[Field, str]]:
    vault = Vault(engine, key, "intake")
    return await vault.open(list(NAMES), fields=[Field.NAME], office=ITSELF, reason="test")


async def test_after_a_rotation_only_the_new_key_opens(engine, database, owner):
    here = place(database, NEW, OLD)

    await rotate_key.wrap_all(here, json=True)
    finding = await rotate_key.ended(here)

    assert finding.well
    assert await names(engine, NEW) == NAMES
    assert (await master_key(owner)).well


async def test_a_key_that_is_still_needed_is_not_noted_as_destroyed(engine, database):
    finding = await rotate_key.ended(place(database, NEW, OLD))

    assert not finding.well
    assert "2 persons' keys" in finding.found


async def test_a_rotation_that_is_not_at_its_end_is_told(engine, database, owner):
    await Vault(engine, NEW, "intake", others=[OLD]).seal(
        {PersonId(uuid4()): {Field.NAME: "Người Ba"}}
    )

    assert not (await master_key(owner)).well


async def test_whoever_was_erased_after_the_backup_is_erased_again(engine, database):
    here = place(database, OLD)

    finding = await erasures.replay(here, {ONE: erasure(ONE)})

    assert finding.found == "1 known, 1 of them erased again, 1 put back into the ledger"
    assert await names(engine, OLD) == {TWO: NAMES[TWO]}


async def test_the_very_line_comes_back_into_the_ledger(engine, database):
    here, line = place(database, OLD), erasure(ONE)

    await erasures.replay(here, {ONE: line})
    intake = connect(here.intake_url, search_path="intake", pool=1)

    assert await erasures.recorded(intake) == {ONE: line}
    await intake.dispose()


async def test_replaying_again_changes_nothing(engine, database):
    here = place(database, OLD)
    await erasures.replay(here, {ONE: erasure(ONE)})

    finding = await erasures.replay(here, {})

    assert finding.found == "1 known, 0 of them erased again, 0 put back into the ledger"


async def test_the_doctor_tells_of_whoever_was_erased_and_is_there_again(engine, database, owner):
    here = place(database, OLD)
    await erasures.replay(here, {ONE: erasure(ONE)})
    assert (await erased(owner)).well

    await owner.execute(text("DELETE FROM vault.erasures"))

    assert not (await erased(owner)).well


def printed(*entries) -> bytes:
    lines = (to_json(Posted(source="intake", position=0, entry=entry)) for entry in entries)
    return b"\n".join(map(msgspec.json.encode, lines))


def test_what_was_printed_can_be_read_back(tmp_path):
    file = tmp_path / "erasures.jsonl"
    one, two = erasure(ONE), erasure(TWO)
    file.write_bytes(printed(one, two))

    assert erasures.told_by(file) == {ONE: one, TWO: two}


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines.replace(b"31-Q", b"32-Q"),
        lambda lines: lines[:-5],
        lambda lines: b"[]",
        lambda lines: b"\xff",
    ],
    ids=["another document", "cut off", "no line", "no text"],
)
def test_a_file_that_was_altered_is_not_followed(tmp_path, change):
    file = tmp_path / "erasures.jsonl"
    file.write_bytes(change(printed(erasure(ONE))))

    with pytest.raises(Unusable):
        erasures.told_by(file)
