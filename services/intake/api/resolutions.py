"""Votes and decisions, for programs: bodies, and the steps they tell."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field

from services.intake.api.bodies import DayBody, ProfileBody, ReasonedBody
from services.intake.api.steps import Step
from services.intake.domain import (
    CancelDecision,
    DecideAdmission,
    HoldCeremony,
    ReceiveDecision,
    ResolveInBranch,
    ResolveInGrassroots,
)
from shared.events.terms import CancelReason, CommitteeVote, Vote
from shared.web.body import Body, DocumentText, example
from shared.web.day import Day

Count = Annotated[int, Field(ge=0, le=100_000, description="Persons.")]


class VoteBody(Body):
    """The vote of the branch and what its base is made of."""

    official_members: Count
    temporarily_elsewhere: Count = 0
    exempt_and_absent: Count = 0
    in_favour: Count

    def vote(self) -> Vote:
        return Vote(**self.model_dump())


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


class LostVoteBody(Body):
    """The minutes of a meeting whose vote did not reach two thirds."""

    model_config = example(
        minutes_no="7-BB/CB", held_on="2025-06-16", vote={"official_members": 20, "in_favour": 13}
    )

    minutes_no: DocumentText
    held_on: Day
    vote: VoteBody


class CommitteeVoteBody(Body):
    """A committee's vote, of all its members."""

    members: Count
    in_favour: Count

    def vote(self) -> CommitteeVote:
        return CommitteeVote(**self.model_dump())


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


class DecisionBody(Body):
    """The decision of admission (form 9-KNĐ); without a profile, the last known one stands."""

    model_config = example(decision_no="208-QĐ/ĐUK", decided_on="2025-07-15")

    decision_no: DocumentText
    decided_on: Day
    profile: ProfileBody | None = None


class CeremonyBody(Body):
    """The ceremony; without a profile, the last known one stands. A late one needs a consent."""

    model_config = example(held_on="2025-08-04")

    held_on: Day
    profile: ProfileBody | None = None
    consent_no: DocumentText | None = None


class CancellationBody(ReasonedBody):
    """The decision that cancels a wrong one, with its reason as a code and in words."""

    model_config = example(decision_no="251-QĐ/ĐUK", cancelled_on="2025-11-03", reason="procedure")

    decision_no: DocumentText
    cancelled_on: Day
    reason: CancelReason


RESOLUTIONS: Sequence[Step[Any]] = (
    Step(
        slug="branch-resolution",
        summary="The branch resolved",
        about="Age, certificate and vote are judged on the day of the meeting.",
        body=BranchResolutionBody,
        command=lambda body, case_id, _: ResolveInBranch(
            case_id=case_id,
            resolution_no=body.resolution_no,
            resolved_on=body.resolved_on,
            vote=body.vote.vote(),
        ),
    ),
    Step(
        slug="grassroots-resolution",
        summary="The committee resolved",
        body=GrassrootsResolutionBody,
        command=lambda body, case_id, _: ResolveInGrassroots(
            case_id=case_id,
            resolution_no=body.resolution_no,
            resolved_on=body.resolved_on,
            vote=body.vote.vote(),
        ),
    ),
    Step(
        slug="decision",
        summary="The admission is decided",
        body=DecisionBody,
        command=lambda body, case_id, _: DecideAdmission(
            case_id=case_id,
            decision_no=body.decision_no,
            decided_on=body.decided_on,
            profile=body.profile.profile() if body.profile else None,
        ),
    ),
    Step(
        slug="received",
        summary="The branch received the decision",
        body=DayBody,
        command=lambda body, case_id, _: ReceiveDecision(case_id=case_id, received_on=body.on),
    ),
    Step(
        slug="ceremony",
        summary="The ceremony was held",
        body=CeremonyBody,
        command=lambda body, case_id, _: HoldCeremony(
            case_id=case_id,
            held_on=body.held_on,
            profile=body.profile.profile() if body.profile else None,
            consent_no=body.consent_no,
        ),
    ),
    Step(
        slug="cancel",
        summary="A wrong decision is cancelled",
        body=CancellationBody,
        command=lambda body, case_id, _: CancelDecision(
            case_id=case_id,
            decision_no=body.decision_no,
            cancelled_on=body.cancelled_on,
            reason=body.reason,
        ),
    ),
)
"""Votes, decision, ceremony, cancellation."""
