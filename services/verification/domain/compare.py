"""How a field of the CV is compared with a paper: the rule and the sources of each field."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from shared.events.background import CheckOutcome, CvField, Paper, Severity
from shared.law.places import same_place, tidy

PERIOD = re.compile(
    r"(?P<from_month>\d{1,2})/(?P<from_year>\d{4})\s*[-–]\s*"
    r"(?:(?P<to_month>\d{1,2})/(?P<to_year>\d{4})|nay|now)",
    re.IGNORECASE,
)
NOTHING = frozenset({"", "không", "không có", "none", "no", "-", "–"})

Rule = Callable[[str, str, date], CheckOutcome]


def outcome(same: bool) -> CheckOutcome:
    return CheckOutcome.EQUAL if same else CheckOutcome.DIFFERS


def exact(declared: str, found: str, _: date) -> CheckOutcome:
    """After NFC and case folding; diacritics count."""
    return outcome(tidy(declared) == tidy(found))


def listed(declared: str, found: str, _: date) -> CheckOutcome:
    """The same names in whatever order."""
    return outcome(names(declared) == names(found))


def names(text: str) -> set[str]:
    return {part.strip() for part in re.split(r"[,;]", tidy(text)) if part.strip()} - NOTHING


def dates(declared: str, found: str, _: date) -> CheckOutcome:
    """The same day, month and year, however they are written."""
    return outcome(numbers_of(declared) == numbers_of(found))


def numbers_of(text: str) -> Sequence[int]:
    """Day, month, year; a day that is written year first is turned round."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    return numbers[::-1] if numbers and numbers[0] > 31 else numbers


def places(declared: str, found: str, on: date) -> CheckOutcome:
    """The same place through the history of its names."""
    if tidy(declared) == tidy(found):
        return CheckOutcome.EQUAL
    return CheckOutcome.RENAMED if same_place(declared, found, on=on) else CheckOutcome.DIFFERS


def presence(declared: str, found: str, _: date) -> CheckOutcome:
    """Both tell of something, or neither."""
    return outcome((tidy(declared) in NOTHING) == (tidy(found) in NOTHING))


def periods(declared: str, found: str, _: date) -> CheckOutcome:
    """The periods must join; then each side tells of the same ones."""
    own = periods_in(declared)
    if not own or gaps(own):
        return CheckOutcome.GAP
    return outcome(own == periods_in(found))


def periods_in(text: str) -> list[tuple[int, int]]:
    """First and last month of each period, counted from the year 0; an open end is the last."""
    found = []
    for period in PERIOD.finditer(text):
        first = int(period["from_year"]) * 12 + int(period["from_month"])
        last = 9999 * 12
        if period["to_year"]:
            last = int(period["to_year"]) * 12 + int(period["to_month"])
        found.append((first, last))
    return sorted(found)


def gaps(known: Sequence[tuple[int, int]]) -> bool:
    """Whether a month lies between two periods, or one ends before it begins."""
    backward = any(last < first for first, last in known)
    return backward or any(after > before + 1 for (_, before), (after, _) in pairwise(known))


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """How a field is compared, beside which papers it may be laid, and what a difference weighs."""

    compare: Rule
    papers: frozenset[Paper]
    severity: Severity = Severity.MATERIAL


def rule(compare: Rule, *papers: Paper, severity: Severity = Severity.MATERIAL) -> FieldRule:
    return FieldRule(compare=compare, papers=frozenset(papers), severity=severity)


FIELDS: Mapping[CvField, FieldRule] = {
    CvField.NAME: rule(
        exact,
        Paper.ID_CARD,
        Paper.AWARENESS_CERTIFICATE,
        Paper.INTRODUCTION,
        Paper.RESOLUTION,
    ),
    CvField.SEX: rule(exact, Paper.ID_CARD),
    CvField.BIRTH_NAME: rule(exact, Paper.BIRTH_CERTIFICATE, Paper.DIPLOMA),
    CvField.ALIASES: rule(listed, Paper.RELATIVES_CV, severity=Severity.FORMAL),
    CvField.BORN_ON: rule(
        dates,
        Paper.BIRTH_CERTIFICATE,
        Paper.ID_CARD,
        Paper.DIPLOMA,
        Paper.UNION_RECORD,
        Paper.AWARENESS_CERTIFICATE,
    ),
    CvField.BIRTH_PLACE: rule(places, Paper.BIRTH_CERTIFICATE, severity=Severity.FORMAL),
    CvField.HOME_PLACE: rule(
        places,
        Paper.ID_CARD,
        Paper.BIRTH_CERTIFICATE,
        Paper.RELATIVES_CV,
        severity=Severity.FORMAL,
    ),
    CvField.RESIDENCE: rule(
        places, Paper.RESIDENCE_RECORD, Paper.RESIDENCE_OPINION, severity=Severity.FORMAL
    ),
    CvField.ETHNIC_GROUP: rule(exact, Paper.ID_CARD, Paper.BIRTH_CERTIFICATE),
    CvField.RELIGION: rule(exact, Paper.ID_CARD, Paper.RELATIVES_CV),
    CvField.OCCUPATION: rule(exact, Paper.STAFF_FILE, severity=Severity.FORMAL),
    CvField.EDUCATION: rule(exact, Paper.DIPLOMA),
    CvField.MARITAL_STATUS: rule(exact, Paper.CERTIFICATE, severity=Severity.FORMAL),
    CvField.UNION_ENTRY: rule(dates, Paper.UNION_RECORD),
    CvField.EARLIER_ADMISSION: rule(dates, Paper.EARLIER_FILE, severity=Severity.POLITICAL),
    CvField.LIFE_HISTORY: rule(periods, Paper.STAFF_FILE, Paper.INSURANCE_RECORD),
    CvField.TRAINING: rule(presence, Paper.CERTIFICATE, severity=Severity.FORMAL),
    CvField.FOREIGN_TRAVEL: rule(presence, Paper.DECISION, severity=Severity.POLITICAL),
    CvField.REWARDS: rule(presence, Paper.DECISION, severity=Severity.FORMAL),
    CvField.DISCIPLINE: rule(presence, Paper.DECISION),
    CvField.FAMILY: rule(
        exact,
        Paper.MEMBER_FILE,
        Paper.RELATIVES_CV,
        Paper.EARLIER_FILE,
        severity=Severity.POLITICAL,
    ),
    CvField.POLITICAL_BACKGROUND: rule(
        exact, Paper.REPLY, Paper.MEMBER_FILE, severity=Severity.POLITICAL
    ),
}
"""The sources of each field (form 2-KNĐ)."""

OF_THE_PARTY = frozenset(
    {
        Paper.AWARENESS_CERTIFICATE,
        Paper.INTRODUCTION,
        Paper.RESOLUTION,
        Paper.RESIDENCE_OPINION,
        Paper.DECISION,
        Paper.REPLY,
    }
)
"""The papers that bear the number of a Party document; any other number may be a person's own."""


def compare(field: CvField, declared: str, found: str, *, on: date) -> CheckOutcome:
    """What laying the field beside a paper shows; a paper that does not say is no difference."""
    known = FIELDS[field]
    if not tidy(found) and known.compare is not presence:
        return CheckOutcome.MISSING
    return known.compare(declared, found, on)
