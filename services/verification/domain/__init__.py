"""Whom to ask about a declared background, which answer is taken, and when one may conclude."""

from services.verification.domain.asking import AGENCIES, SUBJECTS, request_id, subjects
from services.verification.domain.commands import (
    AskAgain,
    Command,
    Conclude,
    Given,
    PlanRequests,
    ProposeWaiver,
    RecordMatch,
    RecordPaperReply,
    RecordReceipt,
    RecordReply,
    Remind,
    Reply,
    WithdrawWaiver,
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
from services.verification.domain.waiver import MATCHED, MEMBERS, Waiver

__all__ = [
    "AGENCIES",
    "MATCHED",
    "MEMBERS",
    "SUBJECTS",
    "Answer",
    "AskAgain",
    "Command",
    "Conclude",
    "Given",
    "PlanRequests",
    "ProposeWaiver",
    "RecordMatch",
    "RecordPaperReply",
    "RecordReceipt",
    "RecordReply",
    "Remind",
    "Reminder",
    "Reply",
    "Request",
    "Verification",
    "Waiver",
    "WithdrawWaiver",
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
