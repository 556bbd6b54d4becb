"""A fact and its place: the line of a ledger as it was hashed, and the same after publication."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a ledger, exactly as it was hashed; the whole of it travels."""

    stream: UUID
    version: int
    type: str
    body: bytes
    recorded_at: datetime
    command_id: UUID
    fingerprint: bytes
    office: str
    rule_set: str
    previous: bytes
    hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An event and its line in the ledger: number `version` of `stream`."""

    entry: Entry
    event: Event

    @property
    def stream(self) -> UUID:
        return self.entry.stream

    @property
    def version(self) -> int:
        return self.entry.version


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A line with its position in the order of publication of the ledger `source`, without gaps."""

    source: str
    position: int
    entry: Entry
