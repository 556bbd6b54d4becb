"""How a request becomes an order, and an outcome an answer: the same in every service."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Depends, Header, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, ValidationError

from shared.log.decider import Order, Outcome
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.web.clock import now

IdempotencyKey = Annotated[
    UUID | None,
    Header(description="Chosen by the caller: the same key again leads to the first outcome."),
]
IfMatch = Annotated[
    str | None,
    Header(
        pattern='^"[0-9]{1,9}"$',
        description="The version that the caller has seen; moved on since, nothing is done (409).",
        examples=['"3"'],
    ),
]


def order_of(
    office: Annotated[Office, Depends(signed_in)],
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> Order:
    """Dependency: who asks, when, under which key, having seen which version."""
    shown = int(if_match.strip('"')) if if_match else None
    return Order(command_id=idempotency_key or uuid4(), office=office, at=now(), shown=shown)


Ordered = Annotated[Order, Depends(order_of)]


class Sent(BaseModel):
    """What every form carries besides its own fields."""

    key: UUID = Field(default_factory=uuid4)
    shown: int | None = Field(default=None, ge=0)


def order_in(form: Mapping[str, str], office: Office) -> Order:
    """The order that a form gives; raises RequestValidationError for spoilt hidden fields."""
    try:
        sent = Sent.model_validate({name: form[name] for name in ("key", "shown") if name in form})
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error
    return Order(command_id=sent.key, office=office, at=now(), shown=sent.shown)


class RecordedStep(BaseModel):
    """A step that was recorded."""

    version: int
    type: str
    recorded_at: datetime


class Recorded(BaseModel):
    """What came of a command: the version after it, and its steps; none, if all was said before."""

    stream: UUID
    version: int
    repeated: bool = Field(description="The key was known: this is the outcome of the first time.")
    steps: list[RecordedStep]


def recorded(outcome: Outcome, response: Response) -> Recorded:
    """The answer to a command: 201 with steps, 200 where nothing new was said."""
    response.status_code = 201 if outcome.steps else 200
    response.headers["ETag"] = f'"{outcome.version}"'
    return Recorded(
        stream=outcome.stream,
        version=outcome.version,
        repeated=outcome.repeated,
        steps=[
            RecordedStep(
                version=step.version,
                type=step.entry.type,
                recorded_at=step.entry.recorded_at,
            )
            for step in outcome.steps
        ],
    )
