"""What clerks sent, and what they were answered."""

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """What a service answered to a command: its steps end at this version of this stream."""

    source: str
    key: UUID
    stream: UUID
    version: int


@dataclass(slots=True, kw_only=True)
class Told:
    """A command without an answer may have been taken, but then whole."""

    sent: dict[UUID, int] = field(default_factory=dict)  # how many steps each leads to
    acknowledged: dict[UUID, Acknowledged] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)  # by status, or "broken off"
    ceremonies: int = 0
    wrong: list[str] = field(default_factory=list)  # answers that must never be given
