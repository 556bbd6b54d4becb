"""A document number has a number, a type and a body (HD 36-HD/VPTW)."""

from unicodedata import normalize

import pytest

from shared.law.documents import document_number, run_and_number, taken
from shared.law.refusal import Refused


@pytest.mark.parametrize(
    "text", ["12-NQ/CB", "208-TB/ĐUK", "05-QĐi/TW", "01-HD/BTCTW", "3028-CV/BTCTW"]
)
def test_a_well_formed_number_is_taken(text):
    assert document_number(text) == text


def test_decomposed_letters_and_blanks_around_are_mended():
    assert document_number(f" {normalize('NFD', '7-QĐ/HÀ')} ") == "7-QĐ/HÀ"


@pytest.mark.parametrize("text", ["", "NQ/CB", "12/CB", "12-NQ", "12-NQ/CB\n<b>", "-1-NQ/CB"])
def test_another_form_is_refused_by_hd_36(text):
    with pytest.raises(Refused) as refusal:
        document_number(text)

    assert refusal.value.rule.instrument == "36-HD/VPTW"


@pytest.mark.parametrize("text", ["1-BC/CB", "01-BC/CB", "001-bc/cb"])
def test_one_number_is_the_same_however_it_is_written(text):
    assert run_and_number(document_number(text)) == "1-bc/cb"


@pytest.mark.parametrize("text", ["10-BC/CB", "1-NQ/CB", "1-BC/CB2"])
def test_another_number_kind_or_body_is_another_document(text):
    assert run_and_number(document_number(text)) != "1-bc/cb"


def test_a_taken_number_is_refused_by_hd_36():
    refused = taken(document_number("1-BC/CB"))

    assert (refused.code, refused.found) == ("document_number_taken", "1-BC/CB")
    assert refused.rule.instrument == "36-HD/VPTW"
