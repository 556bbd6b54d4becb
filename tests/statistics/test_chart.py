"""Where the columns of a period stand."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.statistics.chart import BOTTOM, HEIGHT, TOP, WIDTH, drawn
from services.statistics.domain import Span


def months(*admitted: int) -> list[Span]:
    return [
        Span(from_on=date(2020 + number // 12, number % 12 + 1, 1), admitted=count)
        for number, count in enumerate(admitted)
    ]


@given(st.lists(st.integers(0, 5000), max_size=120))
def test_every_column_lies_within_the_picture_and_in_proportion(admitted: list[int]) -> None:
    chart = drawn(months(*admitted))

    top = chart.scale[-1].value
    for column in chart.columns:
        assert column.x >= 0
        assert column.x + column.width <= WIDTH
        assert TOP <= column.y <= HEIGHT - BOTTOM
        share = column.span.admitted / top
        assert abs(column.height - share * (HEIGHT - BOTTOM - TOP)) < 0.01


@given(st.integers(0, 10**6))
def test_the_scale_has_few_lines_at_round_numbers(most: int) -> None:
    values = [line.value for line in drawn(months(most)).scale]

    assert values[0] == 0
    assert values[-1] >= most
    assert 2 <= len(values) <= 6
    assert str(values[1]).rstrip("0") in ("1", "2", "5")


def test_many_months_are_labelled_by_their_years() -> None:
    chart = drawn(months(*[1] * 30))

    labelled = [column.span.from_on for column in chart.columns if column.labelled]
    assert labelled == [date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1)]
    assert not chart.numbered


def test_a_period_without_columns_has_a_scale_all_the_same() -> None:
    assert [line.value for line in drawn([]).scale] == [0, 1]
