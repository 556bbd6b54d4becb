"""A posted line as a Kafka message and back: a CloudEvent 1.0 in binary mode, whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from shared.events.step import Posted
from shared.log.public import public_form
from shared.log.topics import ROUTES, Audience
from shared.log.wire import Unreadable, from_json, to_json

Header = tuple[str, bytes]

SOURCE = "/ketnap/"  # and the name of the ledger: an event is told from all others by source and id

# Names of extensions are lower case and without separators, so the specification wants it.
FIELDS: Mapping[str, str] = {
    "ce_type": "type",
    "ce_time": "recorded_at",
    "ce_subject": "stream",
    "ce_position": "position",
    "ce_version": "version",
    "ce_commandid": "command_id",
    "ce_fingerprint": "fingerprint",
    "ce_office": "office",
    "ce_ruleset": "rule_set",
    "ce_previous": "previous",
    "ce_hash": "hash",
}
NUMBERS = ("position", "version")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a topic holds of one event; those of one key keep their order."""

    type: str
    key: bytes
    value: bytes
    headers: tuple[Header, ...]


def message_of(posted: Posted) -> Message:
    """The whole line: whoever hears it can check it as if it had read the ledger."""
    line = to_json(posted)
    columns = [(header, str(line[field]).encode()) for header, field in FIELDS.items()]
    return message(posted, type=posted.entry.type, value=posted.entry.body, columns=columns)


def public_message_of(posted: Posted) -> Message | None:
    """What everybody may know of it: the fact without the line; None where that is nothing."""
    public = public_form(posted)
    return fact_of(posted, type=public[0], value=public[1]) if public else None


def told_outside(posted: Posted) -> Message | None:
    """The fact of a line that the public topics carry, without who recorded it; else None."""
    if ROUTES[posted.entry.type.partition(".")[0]].audience is Audience.PUBLIC:
        return fact_of(posted, type=posted.entry.type, value=posted.entry.body)
    return public_message_of(posted)


def fact_of(posted: Posted, *, type: str, value: bytes) -> Message:
    line = to_json(posted)
    columns = [
        ("ce_type", type.encode()),
        ("ce_time", str(line["recorded_at"]).encode()),
        ("ce_subject", str(line["stream"]).encode()),
    ]
    return message(posted, type=type, value=value, columns=columns)


def structured(message: Message, *, position: int) -> dict[str, object]:
    """The same event in CloudEvents' JSON format, with its place in the order of its source."""
    headers = {name: content.decode() for name, content in message.headers}
    attributes = {
        name.removeprefix("ce_"): content
        for name, content in headers.items()
        if name.startswith("ce_")
    }
    return {
        **attributes,
        "position": position,
        "datacontenttype": headers["content-type"],
        "data": msgspec.Raw(message.value),
    }


def message(posted: Posted, *, type: str, value: bytes, columns: Iterable[Header]) -> Message:
    stream = str(posted.entry.stream)
    headers = (
        ("ce_specversion", b"1.0"),
        ("ce_id", f"{posted.source}/{stream}/{posted.entry.version}".encode()),
        ("ce_source", f"{SOURCE}{posted.source}".encode()),
        *columns,
        ("content-type", b"application/json"),
    )
    return Message(type=type, key=stream.encode(), value=value, headers=headers)


def posted_of(value: bytes | None, headers: Iterable[Header]) -> Posted:
    """The line that `message_of` was given; raises Unreadable."""
    try:
        texts = {name: content.decode() for name, content in headers}
        line: dict[str, object] = {field: texts[header] for header, field in FIELDS.items()}
        line |= {name: int(texts[f"ce_{name}"]) for name in NUMBERS}
        source = texts["ce_source"].removeprefix(SOURCE)
        return from_json({**line, "source": source, "body": (value or b"").decode()})
    except (KeyError, ValueError) as error:
        raise Unreadable(f"no line of a ledger: {error}") from error
