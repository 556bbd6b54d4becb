"""Compares what statistics answers with a second count of the feed."""

import json
from asyncio import gather
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from itertools import product

import httpx

from services.statistics.tally import BASES, TO_THE_END, Body, Figure, Tally
from shared.log.feed import FULL_PAGE, Feed

SOURCE = "intake"
AT_ONCE = 8  # questions: thousands of committees would else wait for one another
PATIENCE = 5  # seconds to wait until statistics has heard what was counted here
FROM_THE_START = "1900-01-01"

Query = dict[str, str | int | float]


class Unanswered(Exception):
    """Statistics did not answer, so nothing could be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A figure that the two ways of counting do not agree on."""

    figure: Figure
    counted: int
    shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """How many figures were compared at which stand, and which differ: there must be none."""

    stand: int
    compared: int
    differences: Sequence[Difference]


async def reconcile(
    feed: Feed,
    statistics: httpx.AsyncClient,
    *,
    token: Callable[[], str],
    tell: Callable[[int, int], None] | None = None,
    patience: float = PATIENCE,
) -> Reconciliation:
    """Count everything again and compare; `tell` is told how many committees of how many are done.

    `statistics` asks the service by paths as `/api/figures`, with a token that may read all.
    Raises Unanswered, and Unreachable where the feed is.
    """
    tally = Tally()
    async for position, fact, body in _steps(feed):
        tally.add(position, fact, body)
    shown: Counter[Figure] = Counter()
    asked = sorted(product(sorted(tally.committees), BASES))
    for start in range(0, len(asked), AT_ONCE):
        part = asked[start : start + AT_ONCE]
        queries = [_query(*which, tally.position, patience) for which in part]
        answers = await gather(*(_ask(statistics, query, token) for query in queries))
        for which, answer in zip(part, answers, strict=True):
            shown.update(_shown(*which, answer))
        if tell:
            tell((start + len(part)) // len(BASES), len(tally.committees))
    counted = tally.count()
    figures = sorted(counted.keys() | shown.keys())
    return Reconciliation(
        stand=tally.position,
        compared=len(figures),
        differences=[
            Difference(figure=figure, counted=counted[figure], shown=shown[figure])
            for figure in figures
            if counted[figure] != shown[figure]
        ],
    )


async def _steps(feed: Feed) -> AsyncIterator[tuple[int, str, Body]]:
    """Each published step of intake: position, fact (as `ceremony_held`) and its JSON."""
    position = 0
    while page := await feed.page(SOURCE, after=position, limit=FULL_PAGE):
        for posted in page:
            position = posted.position
            yield position, posted.entry.type.split(".")[1], json.loads(posted.entry.body)


def _query(committee_id: str, basis: str, stand: int, patience: float) -> Query:
    return {
        "committee": committee_id,
        "from": FROM_THE_START,
        "to": TO_THE_END,
        "basis": basis,
        "as_of": stand,
        "within": patience,
    }


async def _ask(statistics: httpx.AsyncClient, query: Query, token: Callable[[], str]) -> Body:
    headers = {"Authorization": f"Bearer {token()}"}
    try:
        answer = await statistics.get("/api/figures", params=query, headers=headers)
        answered: Body = answer.raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        raise Unanswered(f"figures of {query['committee']}") from error
    return answered


def _shown(committee_id: str, basis: str, answer: Body) -> Counter[Figure]:
    """The same figures, as statistics answered them."""
    shown: Counter[Figure] = Counter()
    match answer:
        case {"months": list(months), "stages": dict(stages)}:
            for month in months:
                for what, count in {"admitted": month["admitted"], **month["groups"]}.items():
                    shown[Figure(committee_id, basis, month["from_on"][:7], what)] = count
            for stage, count in stages.items():
                shown[Figure(committee_id, basis, "now", stage)] = count
    return +shown
