"""What a form sent: its fields as typed, the key of the command, the version it showed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from starlette.requests import Request

from services.intake.desk import Namesake
from shared.events.terms import CaseId
from shared.log.decider import Order, Outcome
from shared.people.access import Office
from shared.people.drafts import Draft
from shared.web import clock
from shared.web.entry import Typed
from shared.web.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One sending of a form."""

    typed: Typed
    key: UUID
    shown: int | None = None

    def order(self, office: Office, at: datetime) -> Order:
        return Order(command_id=self.key, office=office, at=at, shown=self.shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A form as it is shown: empty, or again with what was typed and what stands against it."""

    typed: Mapping[str, str] = field(default_factory=dict)
    mistakes: Mapping[str, str] = field(default_factory=dict)
    problem: Problem | None = None
    meaning: str | None = None  # what a vote means, to be confirmed
    namesakes: Sequence[Namesake] = ()  # who may be the same person, to be told apart
    key: UUID = field(default_factory=uuid4)
    draft: Draft | None = None

    @property
    def status(self) -> int:
        if self.problem:
            return self.problem.status
        return 422 if self.mistakes else 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a form led to; no steps if everything had been said before."""

    case_id: CaseId
    version: int
    steps: int

    @classmethod
    def by(cls, outcome: Outcome) -> "Taken":
        case_id = CaseId(outcome.stream)
        return cls(case_id=case_id, version=outcome.version, steps=len(outcome.steps))

    @property
    def address(self) -> str:
        """The page of the case, with a word about what was just recorded."""
        return f"/intake/cases/{self.case_id}?done={self.version if self.steps else 0}"


async def sent(request: Request) -> Sent:
    """Read a form."""
    form = await request.form()
    return sent_in({name: text for name, text in form.items() if isinstance(text, str)})


def sent_in(fields: Mapping[str, str]) -> Sent:
    """A form by its fields; a key or a version that cannot be read counts as none."""
    shown = fields.get("shown", "")
    return Sent(
        typed=Typed(fields, today=clock.today()),
        key=_uuid(fields.get("key", "")) or uuid4(),
        shown=int(shown) if shown.isdecimal() and len(shown) < 10 else None,
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
