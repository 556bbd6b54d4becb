"""What becomes of a command: the facts it makes, nothing if all is said, or a refusal."""

from collections.abc import Sequence
from typing import assert_never

from services.verification.domain.asking import ask_again, follow, plan, receive, remind
from services.verification.domain.checking import check, resolve, supplement
from services.verification.domain.commands import (
    AskAgain,
    CheckField,
    Command,
    Conclude,
    FollowCase,
    Given,
    PlanRequests,
    ProposeWaiver,
    RecordMatch,
    RecordPaperReply,
    RecordReceipt,
    RecordReply,
    Remind,
    ResolveDiscrepancy,
    SupplementDossier,
    WithdrawWaiver,
)
from services.verification.domain.conclusion import conclude
from services.verification.domain.grounds import propose
from services.verification.domain.replies import reply
from services.verification.domain.verification import Verification
from services.verification.domain.waiving import match, withdraw
from shared.events.verification import VerificationEvent


def decide(command: Command, state: Verification, given: Given) -> Sequence[VerificationEvent]:
    match command:
        case PlanRequests():
            return plan(command, state)
        case FollowCase():
            return follow(command, state)
        case RecordReceipt():
            return receive(command, state, given)
        case Remind():
            return remind(command, state, given)
        case RecordReply() | RecordPaperReply():
            return reply(command, state, given)
        case AskAgain():
            return ask_again(command, state, given)
        case ProposeWaiver():
            return propose(command, state, given)
        case RecordMatch():
            return match(command, state, given)
        case WithdrawWaiver():
            return withdraw(command, state, given)
        case CheckField():
            return check(command, state, given)
        case ResolveDiscrepancy():
            return resolve(command, state, given)
        case SupplementDossier():
            return supplement(command, state, given)
        case Conclude():
            return conclude(command, state, given)
        case _:
            assert_never(command)
