"""Whom to ask about a declared background, which answer is taken, and when one may conclude."""

from services.verification.domain.asking import AGENCIES, SUBJECTS, request_id, subjects
from services.verification.domain.commands import (
    AskAgain,
    CheckField,
    Command,
    Conclude,
    FollowCase,
    Given,
    Heard,
    PlanRequests,
    ProposeWaiver,
    RecordMatch,
    RecordPaperReply,
    RecordReceipt,
    RecordReply,
    Remind,
    Reply,
    ResolveDiscrepancy,
    SupplementDossier,
    WithdrawWaiver,
    day_of,
)
from services.verification.domain.compare import FIELDS, OF_THE_PARTY
from services.verification.domain.conclusion import lacking
from services.verification.domain.decide import decide
from services.verification.domain.discrepancy import Check, Discrepancy
from services.verification.domain.replies import reply_discrepancy
from services.verification.domain.request import (
    Answer,
    Reminder,
    Request,
    days_left,
    reply_due_on,
    ways_on,
)
from services.verification.domain.verification import Verification, evolve, initial
from services.verification.domain.waiver import INSTEAD, MATCHED, MEMBERS, Waiver

__all__ = [
    "AGENCIES",
    "FIELDS",
    "INSTEAD",
    "MATCHED",
    "MEMBERS",
    "OF_THE_PARTY",
    "SUBJECTS",
    "Answer",
    "AskAgain",
    "Check",
    "CheckField",
    "Command",
    "Conclude",
    "Discrepancy",
    "FollowCase",
    "Given",
    "Heard",
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
    "ResolveDiscrepancy",
    "SupplementDossier",
    "Verification",
    "Waiver",
    "WithdrawWaiver",
    "day_of",
    "days_left",
    "decide",
    "evolve",
    "initial",
    "lacking",
    "reply_discrepancy",
    "reply_due_on",
    "request_id",
    "subjects",
    "ways_on",
]
