"""A person is found by part of the name, however it was typed, and nothing is opened for it."""

import unicodedata
from uuid import UUID

import pytest

from shared.events.terms import PersonId
from shared.people.vault import Field, Vault
from shared.people.vault.keyring import MasterKey
from shared.people.vault.lookup import Alike, Identity, part_hash, parts_of
from tests.shared.people.vault.persons import KEY, ONE, TWO, rows

NAMES = {
    ONE: "Mẫu Thị Hoà Nguyễn",
    TWO: "Mẫu Văn Đồi",
    PersonId(UUID(int=3)): "Mẫu Văn Đời",
}
EVERYBODY = list(NAMES)


@pytest.fixture
async def known(vault):
    values = {person: {Field.NAME: name} for person, name in NAMES.items()}
    await vault.seal(values, findable=values)
    return vault


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Mẫu Thị Hoà Nguyễn", {1}),
        ("nguyen", {1}),
        ("NGUYỄN", {1}),
        ("nguyê", {1}),  # half typed: with its hat, without its tone
        ("nguyễ", {1}),
        ("nguyền", set()),  # another tone is another name
        ("hòa", {1}),  # the older place of the tone
        ("nguyen mau", {1}),  # in whatever order
        ("doi", {2, 3}),
        ("đồi", {2}),
        ("dời", set()),  # who types diacritics means them
        ("đơi", {3}),
        ("mau v", {2, 3}),
        ("oi", set()),  # from the beginning of a word only
        ("van van doi", {2, 3}),
        ("  ", set()),
        ("?%_", set()),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
async def test_a_name_is_found_by_the_beginnings_of_its_words(known, typed, found, form):
    typed = unicodedata.normalize(form, typed)

    assert {one.int for one in await known.find(typed, among=EVERYBODY)} == found


async def test_a_name_that_was_sealed_decomposed_is_found_composed(vault):
    name = unicodedata.normalize("NFD", "Mẫu Văn Đường")
    await vault.seal({ONE: {Field.NAME: name}}, findable=[ONE])

    assert await vault.find("đường", among=[ONE]) == [ONE]


async def test_only_whom_the_asker_may_see_is_looked_at(known):
    assert await known.find("doi", among=[ONE, TWO]) == [TWO]


async def test_to_look_for_somebody_opens_nothing(known, engine):
    await known.find("mau", among=EVERYBODY)

    assert await rows(engine, "SELECT * FROM openings") == []


async def test_whoever_is_not_made_findable_is_not_found(vault):
    await vault.seal({ONE: {Field.NAME: "Người Một"}})

    assert await vault.find("nguoi", among=[ONE]) == []


async def test_a_corrected_name_is_found_and_the_old_one_no_more(known):
    await known.seal({ONE: {Field.NAME: "Mẫu Thị Suối"}})

    assert await known.find("suoi", among=EVERYBODY) == [ONE]
    assert await known.find("nguyen", among=EVERYBODY) == []


async def test_equal_names_do_not_look_alike_in_the_index(vault, engine):
    values = {person: {Field.NAME: "Người Một"} for person in (ONE, TWO)}
    await vault.seal(values, findable=values)

    [(one,), (two,)] = await rows(engine, "SELECT name_parts FROM lookups")
    assert len(one) == len(two)
    assert parts(one) & parts(two) == set()


async def test_the_index_does_not_tell_how_long_a_name_is(vault, engine):
    values = {ONE: {Field.NAME: "Mẫu An"}, TWO: {Field.NAME: "Mẫu Thị Suối Mây"}}
    await vault.seal(values, findable=values)

    assert await rows(engine, "SELECT DISTINCT length(name_parts) FROM lookups") == [(512,)]


async def test_the_index_says_nothing_under_another_master_key(known, engine):
    stranger = Vault(engine, bytes(32), "intake", others=[KEY])

    assert await stranger.find("doi", among=EVERYBODY)  # under the key that is on its ring
    assert parts_under(bytes(32), TWO, "doi") & parts_under(KEY, TWO, "doi") == set()


SAME = Identity(name="người  MỘT", born_on="1999-01-31")


async def test_the_same_name_and_birthday_are_alike_whoever_typed_them(vault):
    await vault.seal({ONE: {Field.NAME: "Người Một", Field.BORN_ON: "1999-01-31"}}, findable=[ONE])

    assert await vault.alike(SAME) == [Alike(person_id=ONE, surely=False)]
    assert await vault.alike(SAME, but=ONE) == []


async def test_two_of_the_same_name_and_birth_year_are_two(vault):
    """Domain 11.16: the same name and birth year twice in one organisation are two persons."""
    await vault.seal({ONE: {Field.NAME: "Người Một", Field.BORN_ON: "1999-02-01"}}, findable=[ONE])

    assert await vault.alike(SAME) == []


NUMBER = "001099000001"


@pytest.mark.parametrize(
    ("kept", "asked", "found"),
    [
        (NUMBER, NUMBER, [True]),
        (NUMBER, "001099000002", []),  # told apart by the ID number
        (NUMBER, None, [False]),
        (None, NUMBER, [False]),
    ],
)
async def test_the_id_number_tells_persons_apart(vault, kept, asked, found):
    number = {Field.ID_NUMBER: kept} if kept else {}
    values = {Field.NAME: "Người Một", Field.BORN_ON: "1999-01-31"}
    await vault.seal({ONE: values | number}, findable=[ONE])

    identity = Identity(name="Người Một", born_on="1999-01-31", id_number=asked)
    assert [one.surely for one in await vault.alike(identity)] == found


async def test_the_same_id_number_is_the_same_person_under_another_name(vault):
    values = {Field.NAME: "Người Một", Field.BORN_ON: "1999-01-31", Field.ID_NUMBER: NUMBER}
    await vault.seal({ONE: values}, findable=[ONE])

    renamed = Identity(name="Người Hai", born_on="1999-01-13", id_number=NUMBER)
    assert await vault.alike(renamed) == [Alike(person_id=ONE, surely=True)]


def parts(kept: bytes) -> set[bytes]:
    return {kept[at : at + 8] for at in range(0, len(kept), 8)}


def parts_under(secret: bytes, person: PersonId, name: str) -> set[bytes]:
    return {part_hash(MasterKey(secret=secret), person, part) for part in parts_of(name)}
