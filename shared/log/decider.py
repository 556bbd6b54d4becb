"""The one shell around every decision: read the history, fold it, decide, append."""

import hmac
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from typing import Generic, TypeVar
from uuid import NAMESPACE_DNS, UUID, uuid5

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.events import Event
from shared.events.step import Step
from shared.log.chain import Act, link
from shared.log.ledger import Conflict, Ledger
from shared.people.access import Office

Command = TypeVar("Command")
State = TypeVar("State")
Given = TypeVar("Given")

NAMESPACE_KETNAP = uuid5(NAMESPACE_DNS, "ketnap")


@dataclass(frozen=True, slots=True)
class Decider(Generic[Command, State, Given]):
    """The pure middle of a service: `decide` may refuse, `evolve` never does."""

    initial: State
    decide: Callable[[Command, State, Given], Sequence[Event]]
    evolve: Callable[[State, Event], State]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Who asks, when, under which key, and which version his form showed (None: he saw none)."""

    command_id: UUID
    office: Office
    at: datetime
    shown: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command led to, with the version after it; without steps it changed nothing."""

    stream: UUID
    version: int
    steps: Sequence[Step]
    repeated: bool  # The key was known: these are the steps of the first time.


class KeyReused(Exception):
    """The key of a command came again with another command."""


class MovedOn(Exception):
    """The stream is no longer at the version that the command was meant for."""

    def __init__(self, since: Sequence[Step]) -> None:
        super().__init__(f"{len(since)} steps were recorded since")
        self.since = since


async def execute(
    connection: AsyncConnection,
    ledger: Ledger,
    decider: Decider[Command, State, Given],
    stream: UUID,
    command: Command,
    *,
    order: Order,
    fingerprint: bytes,
    rule_set: str,
    given: Callable[[State], Awaitable[Given]],
    settle: Callable[[Sequence[Step]], Awaitable[None]] | None = None,
) -> Outcome:
    """Decide on the newest history and append the outcome, in the caller's transaction.

    `given` reads what the decision needs, `settle` does what belongs to the new steps, such as to
    put personal values away. It is called once the new lines hold their place and before they are
    committed: whoever loses a race has then overwritten nothing of the winner's, and no step is
    ever committed without its values.
    Raises KeyReused, MovedOn, Conflict and what `decide` refuses with.
    """
    history = await ledger.history(connection, stream)
    if known := [step for step in history if step.entry.command_id == order.command_id]:
        return first_outcome(known, fingerprint)
    if order.shown is not None and order.shown != len(history):
        raise MovedOn(history[order.shown :])
    state = reduce(decider.evolve, (step.event for step in history), decider.initial)
    events = decider.decide(command, state, await given(state))
    act = act_of(order, fingerprint=fingerprint, rule_set=rule_set)
    steps = link(events, stream=stream, last=history[-1].entry if history else None, act=act)
    if steps:
        entries = [step.entry for step in steps]
        await ledger.append(connection, stream, after=len(history), entries=entries)
        if settle:
            await settle(steps)
    return Outcome(stream=stream, version=len(history) + len(steps), steps=steps, repeated=False)


def act_of(order: Order, *, fingerprint: bytes, rule_set: str) -> Act:
    return Act(
        recorded_at=order.at,
        command_id=order.command_id,
        fingerprint=fingerprint,
        office=order.office.code,
        rule_set=rule_set,
    )


def first_outcome(known: Sequence[Step], fingerprint: bytes) -> Outcome:
    """What a key led to the first time, if it came with the same command."""
    last = known[-1]
    if last.entry.fingerprint != fingerprint:
        raise KeyReused(str(last.entry.command_id))
    return Outcome(stream=last.stream, version=last.version, steps=known, repeated=True)


async def attempt(
    engine: AsyncEngine,
    work: Callable[[AsyncConnection, Order], Awaitable[Outcome]],
    *,
    order: Order,
) -> Outcome:
    """Do `work`, which ends in `execute`, in a transaction of its own, and commit it.

    Whoever loses a race is not judged anew, for he has not seen what came before him: the second
    time only looks whether it was his own key that won, else MovedOn tells what happened.
    """
    try:
        async with engine.begin() as connection:
            return await work(connection, order)
    except Conflict as lost:
        order = replace(order, shown=lost.after)
    async with engine.begin() as connection:
        return await work(connection, order)


def fingerprint(key: bytes, command: object, sealed: Mapping[UUID, Mapping[str, str]]) -> bytes:
    """What tells a repeated command from another one under the same key.

    Keyed, since names and days of birth, which are among `sealed`, could otherwise be guessed
    from the ledger.
    """
    values = {
        str(person): {str(field): value for field, value in fields.items()}
        for person, fields in sealed.items()
    }
    told = msgspec.json.encode((type(command).__name__, command, values), order="sorted")
    return hmac.digest(key, told, "sha256")


def reaction_id(source: str, stream: UUID, version: int) -> UUID:
    """The key of what a service does about a step that it heard: one step, one key."""
    return uuid5(NAMESPACE_KETNAP, f"{source}/{stream}/{version}")
