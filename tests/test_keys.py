"""The keys of an embedded system are made once and kept to oneself."""

import stat
from concurrent.futures import ThreadPoolExecutor

from services.keys import Keys


def test_keys_are_made_once(tmp_path):
    first = Keys.kept_in(tmp_path / "keys.json")

    assert Keys.kept_in(tmp_path / "keys.json") == first


def test_only_the_owner_reads_the_file(tmp_path):
    Keys.kept_in(tmp_path / "keys.json")

    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


def test_a_key_has_32_bytes_and_no_two_are_the_same():
    keys = Keys.new()

    assert {len(key) for key in (keys.session, keys.vault, keys.fingerprint)} == {32}
    assert len({keys.session, keys.vault, keys.fingerprint}) == 3


def test_keys_do_not_show_when_printed():
    keys = Keys.new()

    assert keys.vault.hex() not in repr(keys)
    assert repr(keys) == "Keys()"


def test_whoever_is_slower_takes_the_keys_of_the_faster(tmp_path):
    with ThreadPoolExecutor(1) as faster:
        file = tmp_path / "keys.json"
        made = faster.submit(Keys.kept_in, file).result()
        Keys.new().keep(file)

    assert Keys.kept_in(file) == made
    assert list(tmp_path.iterdir()) == [file]


def test_rotated_keys_hold_the_old_one_aside_until_it_is_let_go(tmp_path):
    file = tmp_path / "keys.json"
    first = Keys.kept_in(file)

    first.rotated().supersede(file)
    between = Keys.kept_in(file)
    between.alone().supersede(file)

    assert (between.aside, between.session) == ((first.vault,), first.session)
    assert between.vault != first.vault
    assert Keys.kept_in(file).aside == ()
    assert first.vault.hex() not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
