"""Who decides and who cancels, and where a case lies, on the day of a step."""

from collections.abc import Sequence
from datetime import date

from services.intake.domain.case import Case, known
from services.intake.domain.given import Given, Place
from services.intake.domain.levels import GRASSROOTS_LEVEL
from shared.events.terms import CommitteeId, CommitteeType
from shared.law.refusal import Refused
from shared.law.rules import in_force


def competent_committee(line: Sequence[Place]) -> CommitteeId | None:
    """Who decides: the grassroots committee with delegation, else the one directly above it.

    QĐ 29 §4.3.2a and b. The resolution that comes before has two thirds of all members of the
    grassroots committee, which is what a decision of its own needs (HD 06 §3.7a).
    A branch that stands directly under a higher committee is itself the grassroots organisation;
    a section (đảng bộ bộ phận) is a part of its grassroots committee.
    """
    above = organisations(line)
    if above and above[0].type in GRASSROOTS_LEVEL and not above[0].delegated:
        above = above[1:]
    return above[0].committee_id if above else None


def check_competent(given: Given, on: date) -> None:
    """Refuse all but the competent one: who admits also refuses, recognises and strikes off."""
    if competent_committee(given.line) != given.acting:
        raise Refused("not_competent", rule=in_force("competence", on))


def grassroots_committee(line: Sequence[Place]) -> CommitteeId | None:
    """The committee of the grassroots level, where the branch stands under one or is one."""
    if line and line[0].type is CommitteeType.GRASSROOTS_BRANCH:
        return line[0].committee_id
    above = organisations(line)[:1]
    return above[0].committee_id if above and above[0].type in GRASSROOTS_LEVEL else None


def above_grassroots(line: Sequence[Place]) -> list[Place]:
    """What stands above the grassroots level, whoever decides the admission."""
    return [place for place in organisations(line) if place.type not in GRASSROOTS_LEVEL]


def organisations(line: Sequence[Place]) -> list[Place]:
    """What stands above the branch, without the sections in between."""
    return [place for place in line[1:] if place.type is not CommitteeType.SECTION_COMMITTEE]


def canceller(case: Case, given: Given) -> CommitteeId | None:
    """Who alone can cancel the decision: its issuer, or the committee now competent (N11)."""
    if case.decision is None:
        return None
    issuer = case.decision.decided_by
    return issuer if given.now(issuer) == issuer else competent_committee(given.line)


def branch(case: Case, given: Given) -> CommitteeId:
    """Where the case lies on the day of the step: its branch, or what took over from it (N20)."""
    return given.line[0].committee_id if given.line else known(case.branch_id)
