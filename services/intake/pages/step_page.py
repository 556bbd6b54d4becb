"""The page of one step: its form, and what becomes of it when it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from services.intake.desk import Desk, File
from services.intake.domain import (
    ASKED_LEVEL,
    BRANCHES,
    CaseCommand,
    ProposeRecognition,
    RecordLostRecognition,
    RecordLostVote,
    ResolveInBranch,
    ResolveInGrassroots,
    ResolveRecognition,
    day_of,
    renewable,
)
from services.intake.pages.ahead import ACTION_OF
from services.intake.pages.disciplined import disciplined
from services.intake.pages.fields import FIELD_OF, Choices, fields_of
from services.intake.pages.forms import FORMS, STAGES, Form, Kind, NamingForm, StepForm, Subject
from services.intake.pages.offered import offered_in
from services.intake.pages.others import choices
from services.intake.pages.persons import FIRST_ROWS, RELATIVES, ROWS
from services.intake.pages.sent import Question, Sent, Taken
from services.intake.pages.votes import base_and_needed, vote_words
from services.intake.records import Title
from shared.events.stage import Stage
from shared.events.terms import CaseId, CommitteeId
from shared.law.refusal import Refused
from shared.log.decider import KeyReused, MovedOn
from shared.people.access import Office, may
from shared.people.drafts import Drawer
from shared.people.vault import Sealed
from shared.web import clock
from shared.web.failures import problem_of
from shared.web.pages import Pages, texts_for
from shared.web.problem import Forbidden, NotFound
from shared.web.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step that the office may take, in the case as it stands."""

    stage: Stage
    file: File
    closed: bool  # taken already, or something is missing: the page of the case says what

    @property
    def form(self) -> Form:
        return FORMS[self.stage]

    @property
    def address(self) -> str:
        """The page of the case."""
        return f"/intake/cases/{self.file.case_id}"

    def drawer(self, office: Office) -> Drawer:
        """Where what `office` typed into the form lies."""
        file = self.file
        return Drawer(
            office=office, form=self.form.slug, subject=file.case_id, person=file.person_id
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A form that could be read."""

    command: CaseCommand
    sealed: Sealed = field(default_factory=dict)
    words: str | None = None  # why, about the applicant


async def open_step(desk: Desk, case_id: CaseId, slug: str, *, office: Office) -> Step:
    """The step of the address; raises NotFound, Forbidden."""
    if slug not in STAGES:
        raise NotFound(slug)
    stage, today = STAGES[slug], clock.today()
    file = await desk.file(case_id, office=office, today=today)
    if not may(office, ACTION_OF[stage], file.line):
        raise Forbidden(ACTION_OF[stage], office)
    possible = {step.stage for step in file.next(today) if step.possible or step.dated_back}
    return Step(stage=stage, file=file, closed=stage not in possible | renewable(file.case))


async def take(
    desk: Desk, step: Step, sent: Sent, *, office: Office, texts: Texts
) -> Taken | Question:
    """What it led to, or the form again with what stands against it."""
    fields = sent.typed.fields
    read = await read_form(desk, step, sent, office=office)
    if read is None:
        return Question(typed=fields, mistakes=sent.typed.said(texts), key=sent.key)
    try:
        meaning = meaning_of(read.command, texts)
        if meaning and fields.get("checked") != meaning:
            return Question(typed=fields, meaning=meaning, key=sent.key)
        order = sent.order(office, clock.now())
        outcome = await desk.take(read.command, order=order, sealed=read.sealed, words=read.words)
    except (Refused, KeyReused, MovedOn) as error:
        return Question(typed=fields, problem=problem_of(error))
    return Taken.by(outcome)


async def read_form(desk: Desk, step: Step, sent: Sent, *, office: Office) -> Read | None:
    match step.form:
        case StepForm() as form:
            words = sent.typed.sentence("words") if form.in_words else None
            command = form.read(sent.typed, step.file.case_id)
            return Read(command=command, words=words) if command else None
        case NamingForm() as form:
            known = await committees_for(desk, step, office)
            named = form.read(sent.typed, Subject(file=step.file, key=sent.key, committees=known))
            return Read(command=named.command, sealed=named.sealed) if named else None
        case _:
            raise AssertionError(f"no reader of {step.form.slug}")


async def committees_for(desk: Desk, step: Step, office: Office) -> list[CommitteeId]:
    """Who can be asked about the persons of a CV; other forms ask nobody."""
    if step.stage is not Stage.CV_DECLARED:
        return []
    return [title.committee_id for title in await askable(desk, office)]


def meaning_of(command: CaseCommand, texts: Texts) -> str | None:
    """What a vote means, to be seen before it is recorded; one that is refused says so itself."""
    match command:
        case ResolveInBranch() | ResolveInGrassroots() | RecordLostVote():
            pass
        case ProposeRecognition() | ResolveRecognition() | RecordLostRecognition():
            pass
        case _:
            return None
    day, lost = day_of(command), isinstance(command, RecordLostVote | RecordLostRecognition)
    base, needed = base_and_needed(command.vote, day)
    passed = needed <= command.vote.in_favour
    if passed is lost or command.vote.in_favour > base:
        return None
    return vote_words(command.vote, day, texts)


async def shown(
    desk: Desk,
    pages: Pages,
    request: Request,
    *,
    step: Step,
    office: Office,
    question: Question,
) -> Response:
    """The form; raises Forbidden."""
    texts, person = texts_for(request), step.file.person_id
    introducers = step.file.case.introducers if asks_introducer(step.form) else ()
    names = await desk.names([person, *introducers], office=office, reason="form of a step")
    offered = await offered_in(desk, step.file, step.form, names=names, texts=texts)
    values: dict[str, object] = {
        "case_id": step.file.case_id,
        "stage": step.stage,
        "slug": step.form.slug,
        "name": names.get(person, texts.say("intake.no_name")),
        "shown": step.file.version,
        "question": question,
        "labels": {field: texts.say(key) for field, key in step.form.labels.items()},
        "link": FIELD_OF.get(question.problem.code) if question.problem else None,
        "votes": step.form.votes,
        "reasoned": step.form.in_words,
        "fields": fields_of(step.form, texts, offered=offered),
        "disciplined": disciplined(step.file, step.stage, texts),
    }
    if "branch" in step.form.labels:
        values["branches"] = await branches(desk, request, step, question.typed)
        values["find"] = request.query_params.get("find", "")
    if step.stage is Stage.CV_DECLARED:
        values |= rows(await askable(desk, office), question, texts)
    return pages.render(request, "step.html", status=question.status, **values)


def asks_introducer(form: Form) -> bool:
    return any(asked.kind is Kind.INTRODUCER for asked in form.asked)


def rows(committees: Sequence[Title], question: Question, texts: Texts) -> dict[str, object]:
    """What the rows of the CV are chosen from."""
    used = [row for row in ROWS if question.typed.get(f"name_{row}")]
    return {
        "rows": ROWS,
        "first_rows": FIRST_ROWS,
        "more_open": max(used, default=0) > FIRST_ROWS,
        "relations": [(code.value, texts.say(f"relation.{code}")) for code in RELATIVES],
        "committees": [(title.committee_id, title.name) for title in committees],
    }


async def branches(desk: Desk, request: Request, step: Step, typed: Mapping[str, str]) -> Choices:
    """The branches nearby, or those that bear the name that is looked for."""
    titles = await desk.choices(on=clock.today())
    known = {title.committee_id: title for title in titles}
    find = request.query_params.get("find", "")
    found = choices(titles, step.file.line[0], find, typed)
    return [(str(one), name) for one, name in found if known[one].type in BRANCHES]


async def askable(desk: Desk, office: Office) -> list[Title]:
    """The committees that can be asked about a person: those who know their people."""
    tree = await desk.tree(office=office, on=clock.today())
    return [title for title in tree if title.type in ASKED_LEVEL]


async def beforehand(desk: Desk, step: Step, office: Office) -> dict[str, str]:
    """What stands in an empty form: people are mostly known to the committee of their own place."""
    if step.stage is not Stage.CV_DECLARED:
        return {}
    known = {title.committee_id for title in await askable(desk, office)}
    own = next((one for one in step.file.line if one in known), None)
    return {f"committee_{row}": str(own) for row in (0, *ROWS)} if own else {}
