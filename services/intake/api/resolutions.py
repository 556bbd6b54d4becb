"""What programs send of votes and decisions, and the commands that they become."""

from typing import Annotated

from pydantic import Field, StringConstraints

from services.intake.api.bodies import Body, DocumentText, ProfileBody, example
from services.intake.domain import (
    CancelDecision,
    DecideAdmission,
    HoldCeremony,
    ResolveInBranch,
    ResolveInGrassroots,
)
from shared.events.terms import CancelReason, CaseId, CommitteeVote, Vote
from shared.law.documents import document_number
from shared.web.day import Day

Count = Annotated[int, Field(ge=0, le=100_000, description="Persons.")]
Sentence = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=1000),
    Field(description="Kept in the vault only."),
]


class VoteBody(Body):
    """The vote of the branch and what its base is made of."""

    official_members: Count
    temporarily_elsewhere: Count = 0
    exempt_and_absent: Count = 0
    in_favour: Count


class BranchResolutionBody(Body):
    """The branch's resolution proposing admission (form 6-KNĐ)."""

    model_config = example(
        resolution_no="12-NQ/CB",
        resolved_on="2025-06-16",
        vote={"official_members": 20, "in_favour": 14},
    )

    resolution_no: DocumentText
    resolved_on: Day
    vote: VoteBody

    def command(self, case_id: CaseId) -> ResolveInBranch:
        return ResolveInBranch(
            case_id=case_id,
            resolution_no=document_number(self.resolution_no),
            resolved_on=self.resolved_on,
            vote=Vote(**self.vote.model_dump()),
        )


class CommitteeVoteBody(Body):
    """A committee's vote, of all its members."""

    members: Count
    in_favour: Count


class GrassrootsResolutionBody(Body):
    """The grassroots committee's resolution (form 8-KNĐ)."""

    model_config = example(
        resolution_no="40-NQ/ĐU",
        resolved_on="2025-06-27",
        vote={"members": 15, "in_favour": 12},
    )

    resolution_no: DocumentText
    resolved_on: Day
    vote: CommitteeVoteBody

    def command(self, case_id: CaseId) -> ResolveInGrassroots:
        return ResolveInGrassroots(
            case_id=case_id,
            resolution_no=document_number(self.resolution_no),
            resolved_on=self.resolved_on,
            vote=CommitteeVote(**self.vote.model_dump()),
        )


class DecisionBody(Body):
    """The decision of admission (form 9-KNĐ); without a profile, the last known one stands."""

    model_config = example(decision_no="208-QĐ/ĐUK", decided_on="2025-07-15")

    decision_no: DocumentText
    decided_on: Day
    profile: ProfileBody | None = None

    def command(self, case_id: CaseId) -> DecideAdmission:
        return DecideAdmission(
            case_id=case_id,
            decision_no=document_number(self.decision_no),
            decided_on=self.decided_on,
            profile=self.profile.profile() if self.profile else None,
        )


class CeremonyBody(Body):
    """The ceremony; without a profile, the last known one stands. A late one needs a consent."""

    model_config = example(held_on="2025-08-04")

    held_on: Day
    profile: ProfileBody | None = None
    consent_no: DocumentText | None = None

    def command(self, case_id: CaseId) -> HoldCeremony:
        return HoldCeremony(
            case_id=case_id,
            held_on=self.held_on,
            profile=self.profile.profile() if self.profile else None,
            consent_no=document_number(self.consent_no) if self.consent_no else None,
        )


class CancellationBody(Body):
    """The decision that cancels a wrong one, with its reason as a code and in words."""

    model_config = example(decision_no="251-QĐ/ĐUK", cancelled_on="2025-11-03", reason="procedure")

    decision_no: DocumentText
    cancelled_on: Day
    reason: CancelReason
    words: Sentence | None = None

    def command(self, case_id: CaseId) -> CancelDecision:
        return CancelDecision(
            case_id=case_id,
            decision_no=document_number(self.decision_no),
            cancelled_on=self.cancelled_on,
            reason=self.reason,
        )
