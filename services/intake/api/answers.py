"""What programs are answered: cases in lists, a case with its way, and what is next."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec
from pydantic import BaseModel, ConfigDict

from services.intake.desk import File
from services.intake.domain import (
    TAKEN_BY,
    Due,
    NextStep,
    Term,
    happened_on,
)
from services.intake.records import CaseRow
from shared.events.case import CaseEvent
from shared.events.stage import Stage
from shared.events.step import Step
from shared.law.refusal import Reason
from shared.law.working_days import working_days_between
from shared.people.access import Role
from shared.web.problem import said_of
from shared.web.texts import Texts


class Answer(BaseModel):
    """Anything that is answered; attributes are read as they are."""

    model_config = ConfigDict(from_attributes=True)


class CaseLine(Answer):
    """A case in a list, without anything personal."""

    case_id: UUID
    branch_id: UUID
    stage: Stage
    waits_for: Sequence[Stage]
    version: int
    listed_on: date
    last_on: date
    due_on: date | None


class WorkLine(CaseLine):
    """The same with whose turn each possible step is, and how many working days are left."""

    turns: Sequence[Role]
    working_days_left: int | None


class StepAnswer(Answer):
    """A step of the way: the day it happened, who recorded it when, and what it says."""

    version: int
    type: str
    happened_on: date
    recorded_at: datetime
    office: str
    rule_set: str
    fact: dict[str, object]


class ReasonAnswer(Answer):
    """What stands against a step, and what to do about it, in the language asked for."""

    code: str
    instrument: str | None
    clause: str | None
    detail: str
    do: str


class NextAnswer(Answer):
    """A step not taken yet, who takes it, and what it lacks."""

    stage: Stage
    role: Role
    possible: bool
    missing: Sequence[ReasonAnswer]


class ClockAnswer(Answer):
    """A term of the case: since when, up to which day, by which clause."""

    term: Term
    started_on: date
    due_on: date
    longest: date
    running: bool
    left: int
    in_working_days: bool
    late: bool
    breach: bool
    extended: bool
    instrument: str
    clause: str


class CaseAnswer(Answer):
    """A case: who it is about, its way so far, and what comes next."""

    case_id: UUID
    name: str | None
    branch_id: UUID
    line: Sequence[UUID]
    stage: Stage
    version: int
    steps: Sequence[StepAnswer]
    next: Sequence[NextAnswer]
    clocks: Sequence[ClockAnswer]


def work_line(row: CaseRow, today: date) -> WorkLine:
    return WorkLine(
        case_id=row.case_id,
        branch_id=row.branch_id,
        stage=row.stage,
        waits_for=row.waits_for,
        turns=[TAKEN_BY[stage] for stage in row.waits_for],
        version=row.version,
        listed_on=row.listed_on,
        last_on=row.last_on,
        due_on=row.due_on,
        working_days_left=working_days_between(today, row.due_on) if row.due_on else None,
    )


def case_answer(file: File, *, name: str | None, today: date, texts: Texts) -> CaseAnswer:
    return CaseAnswer(
        case_id=file.case_id,
        name=name,
        branch_id=file.line[0],
        line=list(file.line),
        stage=file.stage,
        version=file.version,
        steps=[
            step_answer(step, fact)
            for step in file.steps
            if isinstance(fact := step.event, CaseEvent)
        ],
        next=[next_answer(step, texts) for step in file.next(today)],
        clocks=[clock_answer(due) for due in file.clocks(today)],
    )


def step_answer(step: Step, fact: CaseEvent) -> StepAnswer:
    return StepAnswer(
        version=step.version,
        type=step.entry.type,
        happened_on=happened_on(fact),
        recorded_at=step.entry.recorded_at,
        office=step.entry.office,
        rule_set=step.entry.rule_set,
        fact=msgspec.json.decode(step.entry.body, type=dict[str, object]),
    )


def next_answer(step: NextStep, texts: Texts) -> NextAnswer:
    return NextAnswer(
        stage=step.stage,
        role=step.role,
        possible=step.possible,
        missing=[reason_answer(reason, texts) for reason in step.missing],
    )


def clock_answer(due: Due) -> ClockAnswer:
    return ClockAnswer(
        term=due.term,
        started_on=due.started_on,
        due_on=due.due_on,
        longest=due.longest,
        running=due.running,
        left=due.left,
        in_working_days=due.in_working_days,
        late=due.late,
        breach=due.breach,
        extended=due.extended,
        instrument=due.rule.instrument,
        clause=due.rule.clause,
    )


def reason_answer(reason: Reason, texts: Texts) -> ReasonAnswer:
    said = said_of(reason, texts)
    return ReasonAnswer(
        code=reason.code,
        instrument=reason.rule.instrument if reason.rule else None,
        clause=reason.rule.clause if reason.rule else None,
        detail=said.detail,
        do=said.do,
    )
