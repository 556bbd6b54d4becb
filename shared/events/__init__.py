"""The facts: one file a topic, every one a frozen sentence in the past tense."""

from shared.events.case import CaseEvent
from shared.events.office import OfficeEvent
from shared.events.organisation import OrganisationEvent
from shared.events.person import PersonEvent
from shared.events.scan import ScanEvent
from shared.events.upkeep import UpkeepEvent
from shared.events.verification import VerificationEvent

Event = (
    CaseEvent
    | OrganisationEvent
    | VerificationEvent
    | OfficeEvent
    | ScanEvent
    | PersonEvent
    | UpkeepEvent
)

__all__ = [
    "CaseEvent",
    "Event",
    "OfficeEvent",
    "OrganisationEvent",
    "PersonEvent",
    "ScanEvent",
    "UpkeepEvent",
    "VerificationEvent",
]
