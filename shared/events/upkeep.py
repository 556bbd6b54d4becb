"""Topic `ketnap.upkeep.v1`: what operators did about steps that a service could not apply.

Key: the service that they did it for.
"""

from dataclasses import dataclass
from enum import StrEnum

from shared.events.terms import DocumentNumber, StreamId


class Source(StrEnum):
    """The service in whose ledger a step stands."""

    INTAKE = "intake"
    VERIFICATION = "verification"
    STATISTICS = "statistics"


class SkipReason(StrEnum):
    """Why a step counts nowhere in a service, though it stands in a ledger."""

    RECORDED_IN_ERROR = "recorded_in_error"  # what it says never happened
    SAID_TWICE = "said_twice"
    SAID_OTHERWISE_SINCE = "said_otherwise_since"  # a later step says it rightly
    NOT_FOR_THIS_SERVICE = "not_for_this_service"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedStepRetried:
    """An operator had a step tried again that could not be applied, and all that wait behind it."""

    source: Source
    stream_id: StreamId
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedStepSkipped:
    """An operator had a step passed over for good, so that those behind it could be applied."""

    source: Source
    stream_id: StreamId
    version: int
    reason: SkipReason
    document_no: DocumentNumber


UpkeepEvent = ParkedStepRetried | ParkedStepSkipped
