"""Events as bytes and lines of a ledger as JSON; nothing else knows either form."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, get_args
from uuid import UUID

import msgspec

from shared.events import CaseEvent, Event, VerificationEvent
from shared.events.step import Entry, Posted, Step

IN_SEVERAL_FILES = {"case": get_args(CaseEvent), "verification": get_args(VerificationEvent)}
"""The topics whose facts fill several files; every other one has the one that bears its name."""


class Unreadable(Exception):
    """Foreign bytes: a type that this version does not know, or a body that does not fit it."""


def type_name(event_class: type[Event]) -> str:
    """How a line names its event, as `case.ceremony_held.v1`: topic, fact, version of its form."""
    own_file = event_class.__module__.rpartition(".")[2]
    topic = next((t for t, facts in IN_SEVERAL_FILES.items() if event_class in facts), own_file)
    fact = re.sub(r"(?<!^)(?=[A-Z])", "_", event_class.__name__).lower()
    return f"{topic}.{fact}.v1"


EVENT_CLASSES: Mapping[str, type[Event]] = {type_name(each): each for each in get_args(Event)}
DECODERS: Mapping[str, msgspec.json.Decoder[Event]] = {
    name: msgspec.json.Decoder(event_class) for name, event_class in EVENT_CLASSES.items()
}


def encode(event: Event) -> tuple[str, bytes]:
    """Type and body: JSON without blanks, the fields in the order of their declaration."""
    return type_name(type(event)), msgspec.json.encode(event)


def decode(entry: Entry) -> Step:
    """The step of a line; raises Unreadable."""
    try:
        return Step(entry=entry, event=DECODERS[entry.type].decode(entry.body))
    except KeyError:
        raise Unreadable(f"unknown type {entry.type}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"malformed {entry.type}: {error}") from error


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A posted line as it crosses HTTP: the body as text, other bytes in hexadecimal."""

    source: str
    position: int
    stream: UUID
    version: int
    type: str
    body: str
    recorded_at: Annotated[datetime, msgspec.Meta(tz=True)]
    command_id: UUID
    fingerprint: str
    office: str
    rule_set: str
    previous: str
    hash: str


def to_json(posted: Posted) -> dict[str, str | int]:
    """A posted line for a feed, ready for any JSON encoder."""
    entry = posted.entry
    return {
        "source": posted.source,
        "position": posted.position,
        "stream": str(entry.stream),
        "version": entry.version,
        "type": entry.type,
        "body": entry.body.decode(),
        "recorded_at": entry.recorded_at.isoformat(),
        "command_id": str(entry.command_id),
        "fingerprint": entry.fingerprint.hex(),
        "office": entry.office,
        "rule_set": entry.rule_set,
        "previous": entry.previous.hex(),
        "hash": entry.hash.hex(),
    }


def from_json(fields: Mapping[str, object]) -> Posted:
    """What `to_json` was given; raises Unreadable."""
    try:
        return posted_of(msgspec.convert(dict(fields), Line))
    except ValueError as error:  # msgspec's own errors are among them
        raise Unreadable(f"malformed line: {error}") from error


def posted_of(line: Line) -> Posted:
    entry = Entry(
        stream=line.stream,
        version=line.version,
        type=line.type,
        body=line.body.encode(),
        recorded_at=line.recorded_at,
        command_id=line.command_id,
        fingerprint=bytes.fromhex(line.fingerprint),
        office=line.office,
        rule_set=line.rule_set,
        previous=bytes.fromhex(line.previous),
        hash=bytes.fromhex(line.hash),
    )
    return Posted(source=line.source, position=line.position, entry=entry)
