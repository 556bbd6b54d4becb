"""A second count, from the feed with plain dictionaries.

It shares no code with the fold, the read model or the events: no one mistake can be in both.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

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
TO_THE_END = "2100-12-31"

Body = dict[str, object]


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
