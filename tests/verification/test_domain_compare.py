"""Fields of the CV beside papers: each rule of the table of sources."""

from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.verification.domain.compare import FIELDS, compare
from shared.events.background import CheckOutcome, CvField

ON = date(2025, 8, 1)


def found(field: CvField, declared: str, paper: str) -> CheckOutcome:
    return compare(field, declared, paper, on=ON)


def test_01_a_name_is_compared_after_nfc_and_case_folding():
    upper = normalize("NFD", "NGƯỜI MỘT")

    assert found(CvField.NAME, "Người Một", upper) is CheckOutcome.EQUAL


@pytest.mark.parametrize("paper", ["Nguời Một", "Người Mót", "Nguoi Mot", "Người Một A"])
def test_01_diacritics_count(paper):
    assert found(CvField.NAME, "Người Một", paper) is CheckOutcome.DIFFERS


def test_04_aliases_are_compared_as_a_list():
    assert found(CvField.ALIASES, "Ba, Tư", "tư; ba") is CheckOutcome.EQUAL
    assert found(CvField.ALIASES, "Ba", "Ba, Tư") is CheckOutcome.DIFFERS
    assert found(CvField.ALIASES, "Ba", "không") is CheckOutcome.DIFFERS


@pytest.mark.parametrize("paper", ["20/3/1998", "20-03-1998", "1998-03-20"])
def test_05_a_date_of_birth_is_the_same_however_it_is_written(paper):
    assert found(CvField.BORN_ON, "20/03/1998", paper) is CheckOutcome.EQUAL


def test_05_any_other_date_is_a_difference():
    assert found(CvField.BORN_ON, "20/3/1998", "21/3/1998") is CheckOutcome.DIFFERS
    assert found(CvField.BORN_ON, "20/3/1998", "3/1998") is CheckOutcome.DIFFERS


def test_06_07_a_place_is_followed_through_its_names():
    old, new = "Xã Mẫu, huyện Cũ, tỉnh Nam Định", "Xã Mẫu, tỉnh Ninh Bình"

    assert found(CvField.HOME_PLACE, old, new) is CheckOutcome.RENAMED
    assert found(CvField.HOME_PLACE, new, new) is CheckOutcome.EQUAL
    assert found(CvField.BIRTH_PLACE, old, "Xã Khác, tỉnh Ninh Bình") is CheckOutcome.DIFFERS


def test_rewards_are_compared_as_present_or_absent():
    assert found(CvField.REWARDS, "không", "") is CheckOutcome.EQUAL
    assert found(CvField.REWARDS, "Bằng khen 2020", "có") is CheckOutcome.EQUAL
    assert found(CvField.REWARDS, "Bằng khen 2020", "không") is CheckOutcome.DIFFERS


WORKED = "09/2012-06/2016: học; 07/2016-12/2019: công nhân; 01/2020-nay: cán bộ"


def test_periods_that_join_and_are_told_alike_are_equal():
    assert found(CvField.LIFE_HISTORY, WORKED, WORKED.replace("nay", "now")) is CheckOutcome.EQUAL


@pytest.mark.parametrize(
    "declared",
    ["09/2012-06/2016; 08/2016-nay", "06/2016-09/2012", "từ nhỏ ở quê"],
)
def test_a_gap_between_periods_is_flagged(declared):
    assert found(CvField.LIFE_HISTORY, declared, WORKED) is CheckOutcome.GAP


def test_periods_told_unlike_differ():
    other = WORKED.replace("12/2019", "11/2019")

    assert found(CvField.LIFE_HISTORY, WORKED, other) is CheckOutcome.DIFFERS


@pytest.mark.parametrize("field", set(FIELDS) - {CvField.LIFE_HISTORY})
def test_a_paper_that_does_not_say_is_no_difference(field):
    assert found(field, "không", "") in (CheckOutcome.MISSING, CheckOutcome.EQUAL)


@given(st.sampled_from(sorted(set(FIELDS) - {CvField.LIFE_HISTORY})), st.text(max_size=40))
def test_a_value_beside_itself_never_differs(field, value):
    assert found(field, value, value) is not CheckOutcome.DIFFERS


def test_every_field_has_its_sources():
    assert set(FIELDS) == set(CvField)
    assert all(rule.papers for rule in FIELDS.values())
