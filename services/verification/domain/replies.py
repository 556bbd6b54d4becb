"""Which answer is taken: on a possible day, about an open question, and once."""

from collections.abc import Sequence
from uuid import uuid5

from services.verification.domain.asking import known_request
from services.verification.domain.commands import Given, RecordReply, Reply
from services.verification.domain.compare import FIELDS
from services.verification.domain.request import Answer, Request
from services.verification.domain.verification import Verification
from shared.events.background import CvField, Paper
from shared.events.crosscheck import DiscrepancyOpened
from shared.events.terms import DiscrepancyId, ReplyChannel, RequestId, VerificationResult
from shared.events.verification import VerificationEvent, VerificationReplied
from shared.law.refusal import Refused


def reply(command: Reply, state: Verification, given: Given) -> Sequence[VerificationEvent]:
    answer = answer_of(command)
    known = state.requests.get(command.request_id)
    if known and known.answer == answer:
        return []
    check_field(command)
    check_reply(answer, known_request(state, command.request_id), given)
    event = VerificationReplied(
        case_id=command.case_id,
        request_id=command.request_id,
        result=answer.result,
        channel=answer.channel,
        document_no=answer.document_no,
        replied_on=answer.replied_on,
        ground=answer.ground,
    )
    return [event, *found_to_differ(command, state.requests[command.request_id])]


def found_to_differ(command: Reply, request: Request) -> Sequence[DiscrepancyOpened]:
    """What an answer finds unlike the CV is a discrepancy, to be decided before the conclusion."""
    if command.result is not VerificationResult.DIFFERS:
        return []
    field = command.field or CvField.POLITICAL_BACKGROUND
    return [
        DiscrepancyOpened(
            case_id=command.case_id,
            discrepancy_id=reply_discrepancy(command.request_id, len(request.answers)),
            person_id=request.person_id,
            field=field,
            paper=Paper.REPLY,
            document_no=command.document_no,
            severity=FIELDS[field].severity,
            opened_on=command.replied_on,
            request_id=command.request_id,
        )
    ]


def reply_discrepancy(request_id: RequestId, answered: int) -> DiscrepancyId:
    """What the next answer after so many finds unlike."""
    return DiscrepancyId(uuid5(request_id, f"answer {answered}"))


def answer_of(command: Reply) -> Answer:
    own = isinstance(command, RecordReply)
    return Answer(
        result=command.result,
        channel=ReplyChannel.COMMITTEE if own else ReplyChannel.PAPER,
        document_no=command.document_no,
        replied_on=command.replied_on,
        ground=command.ground,
    )


def check_reply(answer: Answer, request: Request, given: Given) -> None:
    """Refuse an answer on an impossible day, and any change of what is settled."""
    if request.confirmed:
        raise Refused("already_answered", values={"relation": request.relation})
    if request.followed:
        raise Refused("asked_elsewhere_since", values={"relation": request.relation})
    if request.called_back_by:
        raise Refused("request_called_back", values={"relation": request.relation})
    earliest = request.received_on or request.sent_on
    if answer.replied_on < earliest:
        raise Refused("reply_before_request", found=answer.replied_on, needed=earliest)
    if answer.replied_on > given.today:
        raise Refused("reply_in_future", found=answer.replied_on, needed=given.today)
    if answer.ground and answer.result is not VerificationResult.REFUSED:
        raise Refused("ground_of_refusal_only")


def check_field(command: Reply) -> None:
    if command.field and command.result is not VerificationResult.DIFFERS:
        raise Refused("field_of_difference_only")
