"""What programs send about waivers, and the command it becomes."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.verification.api.bodies import ActBody, On
from services.verification.domain import ProposeWaiver, RecordMatch, WithdrawWaiver
from shared.events.background import (
    MatchOutcome,
    Membership,
    QuestionItem,
    WaiverKind,
    WithdrawReason,
)
from shared.events.terms import PersonId, WaiverId
from shared.web.body import DocumentText, example
from shared.web.day import Day


class WaiverBody(ActBody):
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

    def command(self, on: On) -> ProposeWaiver:
        return ProposeWaiver(
            case_id=on.case_id,
            kind=self.kind,
            document_no=self.document_no,
            proposed_on=self.proposed_on,
            person_id=PersonId(self.person_id) if self.person_id else None,
            membership=self.membership,
            items=tuple(item for item in QuestionItem if item in self.items),
            conclusion_no=self.conclusion_no,
        )


class MatchBody(ActBody):
    """What was found when the CV was laid beside the other file."""

    model_config = example(outcome="match", document_no="13-BB/CB", matched_on="2023-10-12")

    outcome: MatchOutcome
    document_no: DocumentText
    matched_on: Day

    def command(self, on: On) -> RecordMatch:
        return RecordMatch(
            case_id=on.case_id,
            waiver_id=WaiverId(on.of),
            outcome=self.outcome,
            document_no=self.document_no,
            matched_on=self.matched_on,
        )


class WithdrawalBody(ActBody):
    """Why and when a waiver was taken back."""

    model_config = example(reason="ground_fell_away", withdrawn_on="2023-10-20")

    reason: WithdrawReason
    withdrawn_on: Day

    def command(self, on: On) -> WithdrawWaiver:
        return WithdrawWaiver(
            case_id=on.case_id,
            waiver_id=WaiverId(on.of),
            reason=self.reason,
            withdrawn_on=self.withdrawn_on,
        )
