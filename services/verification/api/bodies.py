"""What programs send about requests and their answers, and its command."""

from typing import Annotated, TypeVar
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from services.verification.domain import (
    AskAgain,
    ProposeWaiver,
    RecordMatch,
    RecordPaperReply,
    RecordReceipt,
    RecordReply,
    Remind,
    WithdrawWaiver,
)
from shared.events.background import (
    Agency,
    CvField,
    MatchOutcome,
    Membership,
    QuestionItem,
    RefusalGround,
    RequestChannel,
    WaiverKind,
    Way,
    WithdrawReason,
)
from shared.events.terms import (
    CaseId,
    CommitteeId,
    PersonId,
    RequestId,
    VerificationResult,
    WaiverId,
)
from shared.law.documents import document_number
from shared.people.vault import Field as Value
from shared.people.vault import Sealed, Sides
from shared.web.day import Day

DocumentText = Annotated[
    str, Field(min_length=1, max_length=60, description="Number and symbol, as `31-CV/ĐU`.")
]
Line = StringConstraints(
    strip_whitespace=True, min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]+$"
)
Name = Annotated[str, Line, Field(description="Kept in the vault only.")]
Said = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$"),
    Field(description="Kept in the vault only."),
]
Replies = TypeVar("Replies", RecordReply, RecordPaperReply)


def example(**fields: JsonValue) -> ConfigDict:
    """How the documentation shows a body; a field that nobody asked for is a mistake."""
    return ConfigDict(extra="forbid", json_schema_extra={"example": fields})


class Reply(BaseModel):
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

    def command(self, kind: type[Replies], *, case_id: UUID, request_id: UUID) -> Replies:
        """Raises Refused for a number that is none of a Party document."""
        return kind(
            case_id=CaseId(case_id),
            request_id=RequestId(request_id),
            result=self.result,
            document_no=document_number(self.document_no),
            replied_on=self.replied_on,
            ground=self.ground,
            field=self.field,
        )


class Receipt(BaseModel):
    """On which day the request reached whom it asks."""

    model_config = example(received_on="2023-10-05")

    received_on: Day

    def command(self, case_id: UUID, request_id: UUID) -> RecordReceipt:
        return RecordReceipt(
            case_id=CaseId(case_id),
            request_id=RequestId(request_id),
            received_on=self.received_on,
        )


class ReminderBody(BaseModel):
    """The letter that reminded whoever has not answered."""

    model_config = example(document_no="45-CV/ĐU", reminded_on="2023-11-20")

    document_no: DocumentText
    reminded_on: Day

    def command(self, case_id: UUID, request_id: UUID) -> Remind:
        """Raises Refused for a number that is none of a Party document."""
        return Remind(
            case_id=CaseId(case_id),
            request_id=RequestId(request_id),
            document_no=document_number(self.document_no),
            reminded_on=self.reminded_on,
        )


class AgainBody(BaseModel):
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

    def command(self, case_id: UUID, request_id: UUID, key: UUID) -> AskAgain:
        """Raises Refused for a number that is none of a Party document."""
        return AskAgain(
            case_id=CaseId(case_id),
            request_id=RequestId(request_id),
            way=self.way,
            channel=self.channel,
            letter_no=document_number(self.letter_no),
            sent_on=self.sent_on,
            addressee_id=CommitteeId(self.addressee_id) if self.addressee_id else None,
            agency=self.agency,
            envoy_id=envoy(key) if self.envoy_name else None,
            items=tuple(item for item in QuestionItem if item in self.items),
        )

    def sealed(self, key: UUID) -> Sealed:
        return {envoy(key): {Value.NAME: self.envoy_name}} if self.envoy_name else {}


def envoy(key: UUID) -> PersonId:
    """Who is sent follows from the key of the command, so that it is one person, sent twice."""
    return PersonId(uuid5(key, "envoy"))


class WaiverBody(BaseModel):
    """A ground on which somebody need not be asked about, with its paper."""

    model_config = example(
        kind="own_side_member",
        person_id="7d444840-9dc0-51d1-b245-5ffdce74fad2",
        membership="current",
        document_no="12-BC/CB",
        proposed_on="2023-10-10",
    )

    kind: WaiverKind
    document_no: DocumentText
    proposed_on: Day
    person_id: UUID | None = None
    membership: Membership | None = None
    items: Annotated[tuple[QuestionItem, ...], Field(max_length=len(QuestionItem))] = ()
    conclusion_no: DocumentText | None = None

    def command(self, case_id: UUID) -> ProposeWaiver:
        """Raises Refused for a number that is none of a Party document."""
        return ProposeWaiver(
            case_id=CaseId(case_id),
            kind=self.kind,
            document_no=document_number(self.document_no),
            proposed_on=self.proposed_on,
            person_id=PersonId(self.person_id) if self.person_id else None,
            membership=self.membership,
            items=tuple(item for item in QuestionItem if item in self.items),
            conclusion_no=document_number(self.conclusion_no) if self.conclusion_no else None,
        )


class MatchBody(BaseModel):
    """What was found when the CV was laid beside the other file."""

    model_config = example(outcome="match", document_no="13-BB/CB", matched_on="2023-10-12")

    outcome: MatchOutcome
    document_no: DocumentText
    matched_on: Day

    def command(self, case_id: UUID, waiver_id: UUID) -> RecordMatch:
        """Raises Refused for a number that is none of a Party document."""
        return RecordMatch(
            case_id=CaseId(case_id),
            waiver_id=WaiverId(waiver_id),
            outcome=self.outcome,
            document_no=document_number(self.document_no),
            matched_on=self.matched_on,
        )


class WithdrawalBody(BaseModel):
    """Why and when a waiver was taken back."""

    model_config = example(reason="ground_fell_away", withdrawn_on="2023-10-20")

    reason: WithdrawReason
    withdrawn_on: Day

    def command(self, case_id: UUID, waiver_id: UUID) -> WithdrawWaiver:
        return WithdrawWaiver(
            case_id=CaseId(case_id),
            waiver_id=WaiverId(waiver_id),
            reason=self.reason,
            withdrawn_on=self.withdrawn_on,
        )


class Conclusion(BaseModel):
    """On which day the asking committee concluded."""

    model_config = example(concluded_on="2023-11-01")

    concluded_on: Day
