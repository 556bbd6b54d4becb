"""The admissions of a period as columns: where each stands in a picture of fixed size."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.statistics.domain import Span

WIDTH, HEIGHT = 1200, 300
LEFT, TOP, BOTTOM = 44, 22, 34  # room for the numbers of the scale, of the columns, for labels
WIDEST = 64
FEW = 24  # as many columns have room for their own label and number


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One month or year, in the units of the picture; only some have room for a label."""

    span: Span
    x: float
    y: float
    width: float
    height: float
    labelled: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the scale."""

    value: int
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The picture; `numbered` where there is room to write each number over its column."""

    columns: Sequence[Column]
    scale: Sequence[Line]
    numbered: bool


def drawn(spans: Sequence[Span]) -> Chart:
    """Columns of one width on a scale of round numbers."""
    most = max((span.admitted for span in spans), default=0)
    step = _step(most)
    top = max(step, -(-most // step) * step)
    few = len(spans) <= FEW
    room = (WIDTH - LEFT) / max(1, len(spans))
    return Chart(
        columns=[
            _column(span, start=LEFT + room * number, room=room, top=top, few=few)
            for number, span in enumerate(spans)
        ],
        scale=[Line(value=value, y=_y(value, top)) for value in range(0, top + 1, step)],
        numbered=few,
    )


def _column(span: Span, *, start: float, room: float, top: int, few: bool) -> Column:
    width = min(WIDEST, room * 0.72)
    y = _y(span.admitted, top)
    return Column(
        span=span,
        x=round(start + (room - width) / 2, 2),
        y=y,
        width=round(width, 2),
        height=round(HEIGHT - BOTTOM - y, 2),
        labelled=few or span.from_on.month == 1,
    )


def _y(value: int, top: int) -> float:
    return round(HEIGHT - BOTTOM - value / top * (HEIGHT - BOTTOM - TOP), 2)


def _step(most: int) -> int:
    """A round step that reaches `most` in at most five: 1, 2, 5, 10, 20, 50 and so on."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if step * 5 >= most:
                return step
        size *= 10
