"""A second count: from the feed with plain dictionaries, compared with what statistics answers.

It shares no code with the fold, the read model or the events: no one mistake can be in both.
"""

import json
from asyncio import gather
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import httpx

from shared.log.feed import FULL_PAGE, Feed

SOURCE = "intake"
BASES = ("ceremony_date", "decision_date")
STAGES = {
    "conclusion_received": "background_concluded",
    "dossier_appraised": "appraised",
    "admission_decided": "decided",
    "ceremony_held": "admitted",
    "prospect_delisted": "delisted",
    "branch_did_not_pass": "branch_not_passed",
    "dossier_returned": "returned",
    "dossier_resubmitted": "resubmitted",
    "admission_refused": "refused",
    "application_withdrawn": "withdrawn",
    "case_closed": "closed",
    "recognition_did_not_pass": "recognition_not_passed",
    "member_recognised": "official",
    "probationer_struck_off": "struck_off",
    "applicant_moved": "applicant_moved",
    "admission_forwarded": "admission_forwarded",
    "forwarded_admission_received": "forwarded_admission_received",
    "ceremony_ordered": "ceremony_ordered",
    "admission_sent_back": "admission_sent_back",
    "case_suspended": "case_suspended",
    "case_resumed": "case_resumed",
}
NOTED = (
    "mentor_assigned",
    "mentor_reported",
    "condition_noted",
    "condition_taken_back",
    "consent_given",
    "probationer_transferred",
    "transfer_presented",
    "applicant_introduced",
    "introducer_replaced",
    "opinions_summarised",
    "cv_reaffirmed",
    "section_examined",
    "deadline_extended",
    "member_cv_received",
    "new_member_certified",
    "probationer_disciplined",
    "striking_off_appealed",
    "striking_off_upheld",
    "self_review_written",
    "probation_commented",
    "probation_opinions_summarised",
)
"""What moves no case."""
PLACES = {
    "committee_placed": ("placed_on", "parent_id", False),
    "committee_merged": ("merged_on", "into_id", True),
    "committee_dissolved": ("dissolved_on", "successor_id", True),
}
AT_ONCE = 8  # questions: thousands of committees would else wait for one another
PATIENCE = 5  # seconds to wait until statistics has heard what was counted here
FROM_THE_START = "1900-01-01"
TO_THE_END = "2100-12-31"

Body = dict[str, object]
Query = dict[str, str | int | float]


class Unanswered(Exception):
    """Statistics did not answer, so nothing could be compared."""


class Place(NamedTuple):
    """Under which committee one stood, or who took over from it, since a day."""

    since: str
    position: int
    above: str
    ended: bool


class Figure(NamedTuple):
    """Which figure: of which committee, under which basis, in which month, of whom."""

    committee_id: str
    basis: str
    month: str  # as 2024-05, or "now" for those who stand in a stage
    what: str


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


class Tally:
    """What the feed says, as plain values: ids and days as text."""

    def __init__(self) -> None:
        self.position = 0
        self.committees: set[str] = set()
        self._placed: dict[str, list[Place]] = {}
        self._cases: dict[str, Body] = {}

    def add(self, position: int, fact: str, body: Body) -> None:
        """Note one step."""
        self.position = position
        if fact == "committee_created":
            self.committees.add(str(body["committee_id"]))
        elif fact in PLACES:
            day, above, ended = PLACES[fact]
            place = Place(str(body[day]), position, str(body[above]), ended)
            self._placed.setdefault(str(body["committee_id"]), []).append(place)
        elif "case_id" in body:
            self._add_to(self._cases.setdefault(str(body["case_id"]), {}), fact, body)

    def count(self) -> Counter[Figure]:
        """Every figure that is not zero."""
        counted: Counter[Figure] = Counter()
        for case in self._cases.values():
            for committee in self._line(str(case["branch_id"]), TO_THE_END):
                for basis in BASES:
                    counted[Figure(committee, basis, "now", str(case["stage"]))] += 1
            for basis in BASES:
                counted.update(self._counted(case, basis))
        return counted

    def _add_to(self, case: Body, fact: str, body: Body) -> None:
        if fact == "step_corrected":
            _correct(case, body)
            return
        late = fact == "class_certified" and case["stage"] != "prospect_listed"
        if not late and fact not in NOTED:
            case["stage"] = STAGES.get(fact, fact)
        if "branch_id" in body:
            case["branch_id"] = body["branch_id"]
        if fact == "admission_decided":
            case["decision_date"] = (body["decided_on"], body["branch_id"], body["profile"])
        elif fact == "ceremony_held":
            case["ceremony_date"] = (body["held_on"], body["branch_id"], body["profile"])
        elif fact == "decision_cancelled":
            case.pop("decision_date", None)
            case.pop("ceremony_date", None)
        elif fact in ("application_withdrawn", "case_closed") and "ceremony_date" not in case:
            case.pop("decision_date", None)

    def _counted(self, case: Body, basis: str) -> Iterator[Figure]:
        match case.get(basis):
            case (str(day), str(branch), dict(profile)):
                for committee in self._line(branch, day):
                    for what in ("admitted", *_groups(profile)):
                        yield Figure(committee, basis, day[:7], what)

    def _line(self, committee: str, day: str) -> Iterator[str]:
        """The committee and all above it on a day, successors for those that had ended.

        A circle is gone round once.
        """
        seen: set[str] = set()
        while committee not in seen:
            seen.add(committee)
            places = [place for place in self._placed.get(committee, []) if place.since <= day]
            newest = max(places) if places else None
            if newest is None or not newest.ended:
                yield committee
            committee = newest.above if newest else committee


def _correct(case: Body, body: Body) -> None:
    """What counts on another day, or as another profile, than was said first."""
    basis = {"decided": "decision_date", "admitted": "ceremony_date"}.get(str(body["stage"]))
    match case.get(basis or ""):
        case (day, branch, profile):
            case[str(basis)] = (body["day"] or day, branch, body["profile"] or profile)


def _groups(profile: Body) -> Iterator[str]:
    if profile["sex"] == "female":
        yield "women"
    if profile["ethnicity"] == "minority":
        yield "ethnic_minority"
    if profile["union"] in ("youth_union", "trade_union_past_youth_age"):
        yield str(profile["union"])
    if profile["study"] == "college":
        yield "college_students"


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
