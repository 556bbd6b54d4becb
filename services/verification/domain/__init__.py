"""Whom to ask about a declared background, which answer is taken, and when one may conclude."""

from services.verification.domain.asking import AGENCIES, SUBJECTS, request_id, subjects
from services.verification.domain.commands import (
    AskAgain,
    Command,
    Conclude,
    Given,
    PlanRequests,
    RecordPaperReply,
    RecordReceipt,
    RecordReply,
    Remind,
    Reply,
    day_of,
)
from services.verification.domain.conclusion import lacking
from services.verification.domain.decide import decide
from services.verification.domain.request import (
    Answer,
    Reminder,
    Request,
    days_left,
    reply_due_on,
    ways_on,
)
from services.verification.domain.verification import Verification, evolve, initial

__all__ = [
    "AGENCIES",
    "SUBJECTS",
    "Answer",
    "AskAgain",
    "Command",
    "Conclude",
    "Given",
    "PlanRequests",
    "RecordPaperReply",
    "RecordReceipt",
    "RecordReply",
    "Remind",
    "Reminder",
    "Reply",
    "Request",
    "Verification",
    "day_of",
    "days_left",
    "decide",
    "evolve",
    "initial",
    "lacking",
    "reply_due_on",
    "request_id",
    "subjects",
    "ways_on",
]
