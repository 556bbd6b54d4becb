"""The page of a case: the way so far on the left, what is next on the right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from services.intake.desk import Desk, File
from services.intake.domain import WITH_ANOTHER, correctable, may_correct, renewable
from services.intake.pages.ahead import Ahead, ahead_of
from services.intake.pages.conditioned import conditions_of
from services.intake.pages.corrected import corrections_under
from services.intake.pages.due import shown_clocks
from services.intake.pages.forms import FORMS
from services.intake.pages.said import Names
from services.intake.pages.way import way
from services.intake.records import Title
from shared.events.case import CaseEvent, CvDeclared
from shared.events.conditions import ConditionEvent
from shared.events.mentoring import MentorAssigned
from shared.events.preparation import ApplicantIntroduced, IntroducerReplaced
from shared.events.stage import ASIDE, ENDED, STAGE_AFTER, Stage
from shared.events.step import Step
from shared.events.terms import CaseId, CommitteeId, NamedPerson, PersonId, UserId
from shared.people.access import Action, Office, may
from shared.web import clock
from shared.web.pages import Pages, texts_for
from shared.web.texts import Texts

HELPERS = frozenset({Stage.MENTOR_ASSIGNED, Stage.MENTOR_REPORTED, Stage.INTRODUCER_REPLACED})
"""Who helps and introduces: recorded beside the way."""
BACK = WITH_ANOTHER | {
    Stage.RESUBMITTED,
    Stage.RECOGNITION_RESUBMITTED,
    Stage.STRIKING_OFF_UPHELD,
    Stage.CV_REAFFIRMED,
}
"""Beside the way, and no way out of it."""
BESIDE: Mapping[str, frozenset[Stage]] = {
    "intake.case.beside": HELPERS,
    "intake.case.conditions": frozenset(
        {Stage.CONDITION_NOTED, Stage.CONDITION_TAKEN_BACK, Stage.DEADLINE_EXTENDED}
    ),
    "discipline.heading": frozenset({Stage.DISCIPLINED}),
    "appeal.heading": frozenset({Stage.STRIKING_OFF_APPEALED}),
}
"""What is recorded beside the way, by the heading over it; the rest are ways out."""
ANEW: Mapping[Stage, str] = {
    Stage.CV_REAFFIRMED: "intake.case.reaffirm",
    Stage.CV_DECLARED: "intake.case.declare_anew",
    Stage.OPINIONS_SUMMARISED: "intake.case.opinions_anew",
    Stage.CLASS_CERTIFIED: "intake.case.renew",
    Stage.BRANCH_RESOLVED: "intake.case.met_before",
}
"""What the page calls a step that is taken anew."""
OUT = (ENDED | ASIDE | HELPERS) - BACK
"""What the page offers apart from the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What the banner says after a form: what was recorded, and what comes next."""

    title: str
    next: str | None


async def shown(
    desk: Desk, pages: Pages, request: Request, *, case_id: CaseId, office: Office
) -> Response:
    today, texts = clock.today(), texts_for(request)
    file = await desk.file(case_id, office=office, today=today)
    titles = await desk.titles(committees_of(file), today=today)
    persons = await desk.names(persons_of(file), office=office, reason="case page")
    steps = ahead_of(file, file.next(today), titles=titles, office=office, texts=texts)
    users = await desk.offices.names(users_of(file.steps), office=office, reason="case page")
    committees = {one: title.name for one, title in titles.items()}
    names = Names(committees=committees, persons=persons, users=users)
    values = shown_ahead(file, steps) | {
        "case_id": case_id,
        "own_file": may(office, Action.READ_OWN_FILE, file.line[-1:]) and file.person_id,
        "name": persons.get(file.person_id, texts.say("intake.no_name")),
        "stage": file.case.stage,
        "above": above(file, titles),
        "ended": file.case.ended,
        "follows": file.case.follows,
        "way": way(file.steps, texts, names),
        "corrections": corrections_under(file.steps, texts, names),
        "correct": correctable_steps(file, office),
        "left": file.left,
        "reasoned": any(may_have_words(step) for step in file.steps),
        "conditions": conditions_of(file.case, texts, on=today),
        "clocks": shown_clocks(file.clocks(today), texts),
        "done": done(request.query_params.get("done"), file, steps, texts=texts),
    }
    return pages.render(request, "case.html", status=200, **values)


def may_have_words(step: Step) -> bool:
    """Whether a sentence may have been said with the step."""
    return isinstance(step.event, ConditionEvent) or hasattr(step.event, "reason")


def correctable_steps(file: File, office: Office) -> dict[int, Stage]:
    """The steps that the office may correct, by version: of each stage the newest."""
    if file.left or not may(office, Action.CORRECT_STEP, file.line):
        return {}
    newest = {
        STAGE_AFTER[type(fact)]: step.version
        for step in file.steps
        if isinstance(fact := step.event, CaseEvent) and type(fact) in STAGE_AFTER
    }
    return {
        newest[stage]: stage
        for stage in file.case.taken
        if correctable(file.case, stage) and may_correct(stage, file.case, file.given)
    }


def shown_ahead(file: File, steps: Sequence[Ahead]) -> dict[str, object]:
    """The steps ahead as the page divides them; a way out is never just the next step."""
    way_on = [step for step in steps if step.stage not in OUT]
    prepares = any(step.mine and step.stage is Stage.BRANCH_RESOLVED for step in way_on)
    return {
        "now": [step for step in way_on if not step.missing],
        "later": [step for step in way_on if step.missing],
        "asides": asides(steps),
        "anew": taken_anew(file, way_on) if prepares else [],
    }


def taken_anew(file: File, way_on: Sequence[Ahead]) -> list[tuple[str, str]]:
    """What may be taken anew though nobody must: the last word of its address, and its text."""
    told = {step.stage for step in way_on}
    late = {step.stage for step in way_on if step.dated_back}
    stages = [stage for stage in ANEW if stage in renewable(file.case) - told | late]
    return [(FORMS[stage].slug, ANEW[stage]) for stage in stages]


def asides(steps: Sequence[Ahead]) -> list[tuple[str, list[Ahead]]]:
    """What may be recorded beside the way, and the ways out, each under its heading."""
    possible = [step for step in steps if step.stage in OUT and not step.missing]
    ways_out = OUT.difference(*BESIDE.values())
    groups = [*BESIDE.items(), ("intake.case.out", ways_out)]
    under = [(head, [step for step in possible if step.stage in which]) for head, which in groups]
    return [(head, found) for head, found in under if found]


def above(file: File, titles: Mapping[CommitteeId, Title]) -> list[str]:
    """Where the case lies, from the province down to the branch."""
    return [titles[one].name for one in reversed(file.line) if one in titles]


def committees_of(file: File) -> set[CommitteeId]:
    """Every committee that the page names."""
    acted = {Office.parse(step.entry.office).committee_id for step in file.steps}
    asked = {person.committee_id for person in (*declared(file), *file.case.persons)}
    decided = {file.case.decision.decided_by} if file.case.decision else set()
    consented = {fact.consented_by for fact in file.case.consents.values() if fact.consented_by}
    return {*file.line, *acted, *asked, *decided, *consented}


def users_of(steps: Sequence[Step]) -> set[UserId]:
    """Everybody who entered a step, or was stood in for."""
    return {user for step in steps for user in Office.parse(step.entry.office).users}


def persons_of(file: File) -> list[PersonId]:
    """Every person whom the page names."""
    relatives = {person.person_id for person in declared(file)} - {file.person_id}
    return [file.person_id, *relatives, *introducers_of(file), *mentors_of(file)]


def declared(file: File) -> list[NamedPerson]:
    """All whom any version of the CV names."""
    facts = (step.event for step in file.steps)
    return [person for fact in facts if isinstance(fact, CvDeclared) for person in fact.persons]


def introducers_of(file: File) -> set[PersonId]:
    """All who ever introduced the applicant, replaced or not."""
    return {
        person
        for step in file.steps
        if isinstance(fact := step.event, ApplicantIntroduced | IntroducerReplaced)
        for person in persons_introducing(fact)
    }


def mentors_of(file: File) -> set[PersonId]:
    """All who were ever assigned to help."""
    facts = (step.event for step in file.steps)
    return {fact.mentor_id for fact in facts if isinstance(fact, MentorAssigned)}


def persons_introducing(fact: ApplicantIntroduced | IntroducerReplaced) -> list[PersonId]:
    if isinstance(fact, IntroducerReplaced):
        return [fact.introducer_id]
    return [introducer.person_id for introducer in fact.introducers]


def done(version: str | None, file: File, steps: Sequence[Ahead], *, texts: Texts) -> Done | None:
    """The banner for the step that the address names; nothing for an address that names none."""
    if version is None or not version.isdecimal() or int(version) > file.version:
        return None
    if int(version) == 0:
        return Done(title=texts.say("done.nothing"), next=coming(steps, texts))
    fact = type(file.steps[int(version) - 1].event).__name__
    title = texts.say("done.recorded", step=texts.say(f"event.{fact}"))
    return Done(title=title, next=coming(steps, texts))


def coming(steps: Sequence[Ahead], texts: Texts) -> str | None:
    """What comes next, and whose turn it is."""
    ways = (step for step in steps if step.stage not in OUT)
    first = next((step for step in ways if not step.missing), None)
    if first is None:
        return None
    named = texts.say(f"next.{first.stage}")
    if first.mine:
        return texts.say("done.next_mine", step=named)
    return texts.say("done.next", step=named, office=first.office)
