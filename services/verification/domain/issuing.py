"""Which documents of committees tell of the steps of verification (HD 36-HD/VPTW)."""

from services.verification.domain.verification import Verification
from shared.events import Event
from shared.events.terms import CommitteeId, ReplyChannel
from shared.events.verification import ReminderSent, VerificationReplied, VerificationRequested
from shared.law.documents import Document


def document_of(event: Event, state: Verification, acting: CommitteeId) -> Document | None:
    """A letter, a reminder or an answer; None where its issuer is not in the directory.

    Papers of waivers and of discrepancies may be anybody's: who issued them is not said.
    """
    match event:
        case VerificationRequested(letter_no=number, sent_on=day) if number:
            return Document(number=number, on=day, issuer_id=acting)
        case ReminderSent(document_no=number, reminded_on=day):
            return Document(number=number, on=day, issuer_id=acting)
        case VerificationReplied(document_no=number, replied_on=day):
            issuer = who_answered(event, state, acting)
            return Document(number=number, on=day, issuer_id=issuer) if issuer else None
        case _:
            return None


def who_answered(
    reply: VerificationReplied, state: Verification, acting: CommitteeId
) -> CommitteeId | None:
    """The committee that acts, or the one whose paper came; nobody's where an agency was asked."""
    if reply.channel is ReplyChannel.COMMITTEE:
        return acting
    return state.requests[reply.request_id].addressee_id
