"""One address a step of a case, for programs: what is sent there, and the command it becomes."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from fastapi import APIRouter, Response

from services.intake.desk import Desk
from services.intake.domain import CaseCommand
from shared.events.terms import CaseId
from shared.log.decider import Order
from shared.people.vault import Sealed
from shared.web.body import Body
from shared.web.order import Ordered, Recorded, recorded

CASE = "/cases/{case_id}"

Sent = TypeVar("Sent", bound=Body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Generic[Sent]):
    """A step as programs tell it; the ids of persons whom it names follow from the key."""

    slug: str
    summary: str
    about: str | None = None
    body: type[Sent]
    command: Callable[[Sent, CaseId, UUID], CaseCommand]
    sealed: Callable[[Sent, UUID], Sealed] | None = None


def add_steps(api: APIRouter, desk: Desk, steps: Iterable[Step[Any]]) -> None:
    """One route a step."""
    take = Take(desk)
    for step in steps:
        route = api.post(
            f"{CASE}/{step.slug}",
            name=step.slug.replace("-", "_"),
            summary=step.summary,
            description=step.about,
            status_code=201,
        )
        route(endpoint(step, take))


def endpoint(step: Step[Sent], take: "Take") -> Callable[..., Awaitable[Recorded]]:
    """What answers at the address of `step`."""

    async def record(case_id: UUID, body: Sent, order: Ordered, response: Response) -> Recorded:
        command = step.command(body, CaseId(case_id), order.command_id)
        sealed = step.sealed(body, order.command_id) if step.sealed else None
        words = getattr(body, "words", None)
        return await take(command, order, response, sealed=sealed, words=words)

    record.__annotations__["body"] = step.body  # which FastAPI reads
    return record


class Take:
    """Brings a command to the desk and tells what came of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(
        self,
        command: CaseCommand,
        order: Order,
        response: Response,
        *,
        sealed: Sealed | None = None,
        words: str | None = None,
    ) -> Recorded:
        """`words` say the reason of the command; they go into the vault."""
        outcome = await self._desk.take(command, order=order, sealed=sealed, words=words)
        return recorded(outcome, response)
