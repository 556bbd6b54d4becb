"""Whom to ask about a declared background, which answer is taken, and when one may conclude."""

from services.verification.domain.commands import (
    Command,
    Conclude,
    Given,
    PlanRequests,
    RecordPaperReply,
    RecordReply,
    day_of,
)
from services.verification.domain.decide import SUBJECTS, decide, lacking, request_id, subjects
from services.verification.domain.verification import (
    Answer,
    Request,
    Verification,
    evolve,
    initial,
)

__all__ = [
    "SUBJECTS",
    "Answer",
    "Command",
    "Conclude",
    "Given",
    "PlanRequests",
    "RecordPaperReply",
    "RecordReply",
    "Request",
    "Verification",
    "day_of",
    "decide",
    "evolve",
    "initial",
    "lacking",
    "request_id",
    "subjects",
]
