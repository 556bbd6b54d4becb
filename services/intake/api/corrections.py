"""Corrections for programs: what one would change, and the correction itself."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict

from services.intake.api.bodies import ProfileBody
from services.intake.api.resolutions import CommitteeVoteBody, VoteBody
from services.intake.api.steps import CASE, Take
from services.intake.desk import Desk
from services.intake.desk.foresight import Foresight
from services.intake.domain import CorrectStep
from shared.events.correcting import CorrectionReason
from shared.events.stage import Stage
from shared.events.terms import CaseId
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.web import clock
from shared.web.body import Body, DocumentText, Sentence, example
from shared.web.day import Day
from shared.web.order import Ordered, Recorded


class CorrectionBody(Body):
    """The newest step to a stage as it should have been recorded; what is left out was right."""

    model_config = example(
        stage="admitted",
        on="2024-06-05",
        reason="typed_wrong",
        words="Nhập nhầm ngày.",
        day="2024-02-06",
    )

    stage: Stage
    on: Day
    reason: CorrectionReason
    words: Sentence
    day: Day | None = None
    document_no: DocumentText | None = None
    vote: VoteBody | None = None
    committee_vote: CommitteeVoteBody | None = None
    profile: ProfileBody | None = None

    def command(self, case_id: CaseId) -> CorrectStep:
        return CorrectStep(
            case_id=case_id,
            stage=self.stage,
            corrected_on=self.on,
            reason=self.reason,
            day=self.day,
            document_no=self.document_no,
            vote=self.vote.vote() if self.vote else None,
            committee_vote=self.committee_vote.vote() if self.committee_vote else None,
            profile=self.profile.profile() if self.profile else None,
        )


class ChangeAnswer(BaseModel):
    """A figure that would change; `before` is null outside the office's own area."""

    model_config = ConfigDict(from_attributes=True)

    committee_id: UUID
    name: str | None
    basis: str
    from_on: date
    to_on: date
    what: str
    by: int
    before: int | None


class ForeseenAnswer(BaseModel):
    """The figures that a correction would change; null: statistics did not answer."""

    model_config = ConfigDict(from_attributes=True)

    changes: Sequence[ChangeAnswer] | None


class SentenceAnswer(BaseModel):
    """Why a step was taken, in words."""

    version: int
    words: str


def add_corrections(api: APIRouter, desk: Desk, foresight: Foresight) -> None:
    take = Take(desk)

    @api.post(f"{CASE}/corrections/foreseen", summary="Which figures a correction would change")
    async def foreseen(case_id: UUID, body: CorrectionBody, order: Ordered) -> ForeseenAnswer:
        """It is judged as when it is recorded, and nothing is kept."""
        found = await foresight.foresee(body.command(CaseId(case_id)), order=order)
        return ForeseenAnswer.model_validate(found)

    @api.post(f"{CASE}/corrections", summary="A step is corrected", status_code=201)
    async def correction(
        case_id: UUID, body: CorrectionBody, order: Ordered, response: Response
    ) -> Recorded:
        return await take(body.command(CaseId(case_id)), order, response, words=body.words)

    @api.get(f"{CASE}/reasons", summary="Why steps were taken, in words")
    async def reasons(
        case_id: UUID, office: Annotated[Office, Depends(signed_in)]
    ) -> list[SentenceAnswer]:
        """From the vault, which notes that the office opened them."""
        file = await desk.file(CaseId(case_id), office=office, today=clock.today())
        words = await desk.sentences(file, office=office)
        return [SentenceAnswer(version=version, words=said) for version, said in words.items()]
