"""What people type into the forms of verification, read as commands."""

from typing import TypeVar

from services.verification.domain import Conclude, RecordPaperReply, RecordReply
from services.verification.pages.acts.act import maybe
from shared.events.background import CvField, RefusalGround
from shared.events.terms import CaseId, RequestId, VerificationResult
from shared.web.entry import Typed

Replies = TypeVar("Replies", RecordReply, RecordPaperReply)


def read_reply(
    kind: type[Replies], typed: Typed, case_id: CaseId, request_id: RequestId
) -> Replies | None:
    """An answer, or nothing where a field cannot be read: `typed` then says which."""
    result = typed.choice("result", VerificationResult)
    document_no = typed.document("document_no")
    replied_on = typed.day("replied_on")
    field = maybe(typed, "field", CvField)
    ground = maybe(typed, "ground", RefusalGround)
    if result is None or document_no is None or replied_on is None or typed.mistakes:
        return None
    return kind(
        case_id=case_id,
        request_id=request_id,
        result=result,
        document_no=document_no,
        replied_on=replied_on,
        ground=ground,
        field=field,
    )


def read_conclusion(typed: Typed, *, case_id: CaseId) -> Conclude | None:
    """A conclusion, or nothing where its day cannot be read."""
    concluded_on = typed.day("concluded_on")
    return Conclude(case_id=case_id, concluded_on=concluded_on) if concluded_on else None
