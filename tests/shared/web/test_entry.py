"""What officials type is understood, and where it is not, it is said how it was understood."""

from datetime import date

import pytest

from shared.events.terms import Sex
from shared.web.entry import Misread, Typed, parse_day, parse_document, parse_number
from shared.web.texts import Language, Texts

TODAY = date(2026, 11, 25)


def typed(**fields: str) -> Typed:
    return Typed(fields, today=TODAY)


@pytest.mark.parametrize(
    "text", ["12/6/24", "12/06/2024", "12-06-2024", "12.6.2024", "12 6 2024", "2024-06-12"]
)
def test_a_day_is_read_in_every_usual_way(text):
    assert parse_day(text, today=TODAY) == date(2024, 6, 12)


def test_the_day_stands_before_the_month():
    assert parse_day("3/2/2001", today=TODAY) == date(2001, 2, 3)


def test_a_short_year_is_never_one_to_come():
    assert parse_day("1/1/27", today=TODAY) == date(1927, 1, 1)
    assert parse_day("1/1/26", today=TODAY) == date(2026, 1, 1)


@pytest.mark.parametrize("text", ["", "12/6", "June 12", "12/6/024", "1/2/3/4"])
def test_what_is_no_day_is_misread(text):
    with pytest.raises(Misread) as misread:
        parse_day(text, today=TODAY)

    assert misread.value.key == "entry.day"


def test_a_day_that_the_calendar_lacks_is_told_as_it_was_understood():
    form = typed(day="30/2/24")

    assert form.day("day") is None
    assert form.said(Texts(Language.EN)) == {
        "day": "“30/2/24” was understood as day 30 of month 2 of 2024, "
        "but the calendar has no such day."
    }


def test_a_day_to_come_is_told_as_it_was_understood():
    form = typed(day="26/11/2026")

    assert form.day("day") is None
    assert form.said(Texts(Language.VI)) == {
        "day": "“26/11/2026” được hiểu là 26/11/2026, nhưng ngày đó chưa đến."
    }


def test_today_has_come():
    assert typed(day="25/11/2026").day("day") == TODAY


def test_a_number_may_be_written_with_its_thousands():
    assert parse_number("1.234") == 1234
    assert parse_number("14") == 14


@pytest.mark.parametrize("text", ["", "-1", "14,5x", "mười", "1234567"])
def test_what_is_no_number_is_misread(text):
    with pytest.raises(Misread):
        parse_number(text)


def test_the_number_of_a_document_is_taken_in_its_form():
    assert parse_document("208-TB/ĐUK") == "208-TB/ĐUK"
    with pytest.raises(Misread):
        parse_document("no number")


def test_letters_typed_in_parts_are_put_together():
    decomposed = "Nguyê\u0303n"

    assert typed(name=decomposed).text("name") == "Nguyễn"


def test_a_code_that_is_not_on_the_page_is_not_taken():
    form = typed(sex="other")

    assert form.choice("sex", Sex) is None
    assert list(form.mistakes) == ["sex"]


def test_an_empty_field_and_one_too_long_are_both_told():
    form = typed(name="", place="x" * 201)

    form.text("name")
    form.text("place")

    assert [mistake.key for mistake in form.mistakes.values()] == ["entry.empty", "entry.too_long"]
