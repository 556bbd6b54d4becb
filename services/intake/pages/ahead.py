"""What is next in a case: what is possible now, what lacks something, and whose turn it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from services.intake.desk import ACTION, File
from services.intake.domain import (
    ASKED_LEVEL,
    LEADS_TO,
    NextStep,
    above_grassroots,
    before_whom,
    canceller,
    competent_committee,
)
from services.intake.pages.forms import FORMS
from services.intake.pages.said import Names
from services.intake.pages.way import office_words
from services.intake.records import Title
from shared.events.stage import Stage
from shared.events.terms import CommitteeId
from shared.law.refusal import Reason
from shared.people.access import Action, Office, Role, may
from shared.web.texts import Texts

ACTION_OF: Mapping[Stage, Action] = {
    stage: ACTION[command] for command, stage in LEADS_TO.items() if command in ACTION
} | {Stage.BACKGROUND_CONCLUDED: Action.CONCLUDE}
"""What an office must be allowed to do to take the step to a stage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A step that is not taken yet, as the page shows it."""

    stage: Stage
    slug: str | None  # None where no form of ours takes it
    mine: bool
    office: str  # whose turn it is, in words
    act_as: str | None  # where to choose that office
    missing: Sequence[Reason]
    dated_back: bool  # a day before today may do


def ahead_of(
    file: File,
    steps: Sequence[NextStep],
    *,
    titles: Mapping[CommitteeId, Title],
    office: Office,
    texts: Texts,
) -> list[Ahead]:
    """The steps in the order of the way, seen from `office`."""
    names = Names(committees={one: title.name for one, title in titles.items()}, persons={})
    return [
        Ahead(
            stage=step.stage,
            slug=FORMS[step.stage].slug if step.stage in FORMS else None,
            mine=may_take(office, step.stage, file),
            office=office_words(holder, texts, names)
            if (holder := holder_of(step, file))
            else texts.say(f"role.{step.role}"),
            act_as=choosing(holder, file) if holder else None,
            missing=step.missing,
            dated_back=step.dated_back,
        )
        for step in steps
    ]


def may_take(office: Office, stage: Stage, file: File) -> bool:
    """Whether the step is for this office; a decision is for the one competent committee alone."""
    if stage not in ACTION_OF or not may(office, ACTION_OF[stage], file.line):
        return False
    if stage is Stage.CONSENT_GIVEN:
        return True  # also for the board of the committee that consents
    if stage in {Stage.RETURNED, Stage.RECOGNITION_RETURNED}:
        return office.committee_id == before_whom(stage, file.case, file.given.line)
    if office.role not in {Role.STANDING_COMMITTEE, Role.ORGANISATION_BOARD}:
        return True
    return office.committee_id == decider(stage, file)


def holder_of(step: NextStep, file: File) -> Office | None:
    """The office whose turn the step is."""
    committee: CommitteeId | None
    match step.role:
        case Role.BRANCH_CLERK:
            committee = file.line[0]
        case Role.GRASSROOTS_SECRETARY:
            levels = (place for place in file.given.line if place.type in ASKED_LEVEL)
            committee = next((place.committee_id for place in levels), None)
        case _:
            committee = decider(step.stage, file)
    return Office(role=step.role, committee_id=committee) if committee else None


def decider(stage: Stage, file: File) -> CommitteeId | None:
    """Who decides an admission, who alone cancels it, and whose board asks for a consent."""
    if stage is Stage.DECISION_CANCELLED:
        return canceller(file.case, file.given)
    if stage is Stage.CONSENT_GIVEN:
        return next((place.committee_id for place in above_grassroots(file.given.line)), None)
    return competent_committee(file.given.line)


def choosing(office: Office, file: File) -> str:
    """The address where to choose `office` and come back to the case."""
    query = {"next": f"/intake/cases/{file.case_id}", "office": office.code}
    return f"/sign-in?{urlencode(query)}"
