"""What programs are answered about committees: as of a day, and with their history and lineage."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from services.intake.api.answers import Answer
from services.intake.desk import CommitteeFile
from services.intake.domain import Descent, predecessors, successors
from shared.events.step import Step
from shared.events.terms import CommitteeType


class CommitteeAnswer(Answer):
    """A committee as of a day."""

    committee_id: UUID
    type: CommitteeType
    name: str
    parent_id: UUID | None


class CommitteeStepAnswer(Answer):
    """A change of a committee: what was recorded, by whom and when."""

    version: int
    type: str
    recorded_at: datetime
    office: str
    fact: dict[str, object]


class LinkAnswer(Answer):
    """One committee stands since a day in the place of another, or beside it after a split."""

    earlier_id: UUID
    later_id: UUID
    descent: Descent
    since: date
    decision_no: str


class CommitteeFileAnswer(Answer):
    """A committee: its line of today, its history, and out of which and into which it went."""

    committee_id: UUID
    name: str | None
    type: CommitteeType | None
    exists: bool
    decides: bool
    youth_union: bool | None  # None where nothing was stated
    line: Sequence[UUID]
    version: int
    steps: Sequence[CommitteeStepAnswer]
    predecessors: Sequence[LinkAnswer]
    successors: Sequence[LinkAnswer]


def committee_answer(file: CommitteeFile, on: date) -> CommitteeFileAnswer:
    own, committee = file.committee_id, file.committee
    return CommitteeFileAnswer(
        committee_id=own,
        name=file.name_on(on),
        type=committee.type_on(on),
        exists=committee.exists_on(on),
        decides=committee.decides_on(on),
        youth_union=committee.youth_union_on(on),
        line=list(file.line),
        version=file.version,
        steps=[committee_step(step) for step in file.steps],
        predecessors=[LinkAnswer.model_validate(one) for one in predecessors(own, on, file.links)],
        successors=[LinkAnswer.model_validate(one) for one in successors(own, on, file.links)],
    )


def committee_step(step: Step) -> CommitteeStepAnswer:
    return CommitteeStepAnswer(
        version=step.version,
        type=step.entry.type,
        recorded_at=step.entry.recorded_at,
        office=step.entry.office,
        fact=msgspec.json.decode(step.entry.body, type=dict[str, object]),
    )
