"""What programs send about requests and their answers, and its command."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Annotated, TypeVar
from uuid import UUID, uuid5

from pydantic import Field

from services.verification.domain import (
    AskAgain,
    Command,
    Conclude,
    RecordPaperReply,
    RecordReceipt,
    RecordReply,
    Remind,
)
from shared.events.background import (
    Agency,
    CvField,
    QuestionItem,
    RefusalGround,
    RequestChannel,
    Way,
)
from shared.events.terms import (
    CaseId,
    CommitteeId,
    PersonId,
    RequestId,
    VerificationResult,
)
from shared.people.vault import Field as Value
from shared.people.vault import Sealed, Sides
from shared.web.body import Body, DocumentText, Name, Said, example
from shared.web.day import Day

Replies = TypeVar("Replies", RecordReply, RecordPaperReply)


@dataclass(frozen=True, slots=True, kw_only=True)
class On:
    """What is acted on: a case, which of its requests or other things, and under which key."""

    case_id: CaseId
    of: UUID
    key: UUID


class ActBody(Body, ABC):
    """What is sent of one act: it becomes a command, and perhaps values for the vault."""

    @abstractmethod
    def command(self, on: On) -> Command: ...

    def sealed(self, _: On) -> Sealed:
        """Names on their way into the vault."""
        return {}

    @property
    def sides(self) -> Sides | None:
        """Both values of what is unlike, on their way into the vault."""
        return None


class Reply(ActBody):
    """What the asked side found about the person."""

    model_config = example(result="confirmed", document_no="31-CV/ĐU", replied_on="2023-10-20")

    result: VerificationResult
    document_no: DocumentText
    replied_on: Day
    ground: RefusalGround | None = None
    field: CvField | None = None
    declared: Said | None = None
    found: Said | None = None

    @property
    def sides(self) -> Sides | None:
        """What the CV says and what was found, where an answer differs."""
        if self.declared is None and self.found is None:
            return None
        return Sides(declared=self.declared or "", found=self.found or "")

    def command(self, on: On) -> Command:
        return self._told(RecordReply, on)

    def _told(self, kind: type[Replies], on: On) -> Replies:
        return kind(
            case_id=on.case_id,
            request_id=RequestId(on.of),
            result=self.result,
            document_no=self.document_no,
            replied_on=self.replied_on,
            ground=self.ground,
            field=self.field,
        )


class PaperReply(Reply):
    """An answer that came on paper, as the asking side enters it."""

    def command(self, on: On) -> Command:
        return self._told(RecordPaperReply, on)


class Receipt(ActBody):
    """On which day the request reached whom it asks."""

    model_config = example(received_on="2023-10-05")

    received_on: Day

    def command(self, on: On) -> RecordReceipt:
        return RecordReceipt(
            case_id=on.case_id,
            request_id=RequestId(on.of),
            received_on=self.received_on,
        )


class ReminderBody(ActBody):
    """The letter that reminded whoever has not answered."""

    model_config = example(document_no="45-CV/ĐU", reminded_on="2023-11-20")

    document_no: DocumentText
    reminded_on: Day

    def command(self, on: On) -> Remind:
        return Remind(
            case_id=on.case_id,
            request_id=RequestId(on.of),
            document_no=self.document_no,
            reminded_on=self.reminded_on,
        )


class AgainBody(ActBody):
    """The question put anew: why, by which channel, and to whom if it is not the one above."""

    model_config = example(
        way="elsewhere",
        channel="letter",
        addressee_id="7d444840-9dc0-51d1-b245-5ffdce74fad2",
        letter_no="46-CV/ĐU",
        sent_on="2023-11-20",
    )

    way: Way
    channel: RequestChannel
    letter_no: DocumentText
    sent_on: Day
    addressee_id: UUID | None = None
    agency: Agency | None = None
    envoy_name: Name | None = None
    items: Annotated[tuple[QuestionItem, ...], Field(max_length=len(QuestionItem))] = ()

    def command(self, on: On) -> AskAgain:
        return AskAgain(
            case_id=on.case_id,
            request_id=RequestId(on.of),
            way=self.way,
            channel=self.channel,
            letter_no=self.letter_no,
            sent_on=self.sent_on,
            addressee_id=CommitteeId(self.addressee_id) if self.addressee_id else None,
            agency=self.agency,
            envoy_id=envoy(on.key) if self.envoy_name else None,
            items=tuple(item for item in QuestionItem if item in self.items),
        )

    def sealed(self, on: On) -> Sealed:
        return {envoy(on.key): {Value.NAME: self.envoy_name}} if self.envoy_name else {}


def envoy(key: UUID) -> PersonId:
    """Who is sent follows from the key of the command, so that it is one person, sent twice."""
    return PersonId(uuid5(key, "envoy"))


class Conclusion(ActBody):
    """On which day the asking committee concluded."""

    model_config = example(concluded_on="2023-11-01")

    concluded_on: Day

    def command(self, on: On) -> Conclude:
        return Conclude(case_id=on.case_id, concluded_on=self.concluded_on)
