"""Each line of a stream is bound to the one before by a hash, so that no line changes unseen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from uuid import UUID

from shared.events import Event
from shared.events.step import Entry, Step
from shared.log.wire import encode

ROOT = bytes(32)
"""What the first line of a stream names as the hash before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What all steps of one command have in common."""

    recorded_at: datetime
    command_id: UUID
    fingerprint: bytes
    office: str
    rule_set: str


def link(events: Iterable[Event], *, stream: UUID, last: Entry | None, act: Act) -> list[Step]:
    """The next steps of `stream` after `last`, the newest line it has (None: it has none)."""
    steps: list[Step] = []
    for event in events:
        last = following(last, stream=stream, event=event, act=act)
        steps.append(Step(entry=last, event=event))
    return steps


def following(last: Entry | None, *, stream: UUID, event: Event, act: Act) -> Entry:
    name, body = encode(event)
    unsealed = Entry(
        stream=stream,
        version=last.version + 1 if last else 1,
        type=name,
        body=body,
        recorded_at=act.recorded_at,
        command_id=act.command_id,
        fingerprint=act.fingerprint,
        office=act.office,
        rule_set=act.rule_set,
        previous=last.hash if last else ROOT,
        hash=b"",
    )
    return replace(unsealed, hash=digest(unsealed))


def digest(entry: Entry) -> bytes:
    """The hash that `entry` must bear: SHA-256 over its other fields, each after its length.

    The lengths make the encoding unambiguous: no two different lines give the same bytes.
    """
    hashed = sha256()
    for field in hashed_fields(entry):
        hashed.update(len(field).to_bytes(8, "big"))
        hashed.update(field)
    return hashed.digest()


def hashed_fields(entry: Entry) -> tuple[bytes, ...]:
    return (
        entry.stream.bytes,
        entry.version.to_bytes(8, "big"),
        entry.type.encode(),
        entry.body,
        moment(entry.recorded_at),
        entry.command_id.bytes,
        entry.fingerprint,
        entry.office.encode(),
        entry.rule_set.encode(),
        entry.previous,
    )


def moment(recorded_at: datetime) -> bytes:
    """The same bytes for the same moment in whatever zone it is told."""
    if recorded_at.tzinfo is None:
        raise ValueError("a moment without its zone is no moment")
    return recorded_at.astimezone(UTC).isoformat(timespec="microseconds").encode()


def broken(entries: Sequence[Entry]) -> int | None:
    """The first version of a whole stream, in order, that is missing or altered; None: all hold."""
    previous = ROOT
    for version, entry in zip(count(1), entries, strict=False):
        if (entry.version, entry.previous, entry.hash) != (version, previous, digest(entry)):
            return version
        previous = entry.hash
    return None
