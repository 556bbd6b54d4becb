"""Places keep their identity through the changes of their names."""

from datetime import date

import pytest

from shared.law.places import changes, same_place

NOW, BEFORE = date(2025, 8, 1), date(2025, 6, 30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tỉnh Nam Định", "tỉnh  nam định"),
        ("Xã Mẫu, tỉnh Nam Định", "xã Mẫu, tỉnh Ninh Bình"),
        ("Xã Mẫu, huyện Cũ, tỉnh Hà Nam", "Xã Mẫu, tỉnh Ninh Bình"),
        ("Xã Mẫu, Hà Nam", "Xã Mẫu, Ninh Bình"),
        ("Xã Mẫu, tỉnh Hà Tây", "Xã Mẫu, thành phố Hà Nội"),
    ],
)
def test_5_3_a_place_is_the_same_after_the_mergers_of_2025(one, other):
    assert same_place(one, other, on=NOW)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xã Mẫu, tỉnh Nam Định", "Xã Khác, tỉnh Ninh Bình"),
        ("Tỉnh Nam Định", "Tỉnh Nam Đinh"),
        ("Xã Mẫu, tỉnh Hà Giang", "Xã Mẫu, tỉnh Ninh Bình"),
    ],
)
def test_other_places_and_lost_diacritics_differ(one, other):
    assert not same_place(one, other, on=NOW)


def test_before_the_merger_the_old_and_the_new_name_are_two_places():
    assert not same_place("Tỉnh Nam Định", "Tỉnh Ninh Bình", on=BEFORE)


def test_before_districts_ended_they_belong_to_the_place():
    one, other = "Xã Mẫu, huyện Cũ, tỉnh Ninh Bình", "Xã Mẫu, huyện Khác, tỉnh Ninh Bình"

    assert not same_place(one, other, on=BEFORE)
    assert same_place(one, other, on=NOW)


def test_every_change_says_how_sure_it_is_and_by_which_instrument():
    assert all(change.instrument and change.sure for change in changes())
