"""A probationary member, for programs: bodies, and the steps they tell."""

from collections.abc import Sequence
from typing import Any

from services.intake.api.bodies import ClassBody, DayBody, ReasonedBody
from services.intake.api.resolutions import BranchResolutionBody, GrassrootsResolutionBody
from services.intake.api.steps import Step
from services.intake.domain import (
    CertifyNewMember,
    ProposeRecognition,
    ReceiveMemberCv,
    RecogniseMember,
    ResolveRecognition,
    StrikeOff,
)
from shared.events.terms import StrikeReason
from shared.web.body import Body, DocumentText, example
from shared.web.day import Day


class RecognitionBody(Body):
    """The decision of recognition; from when it holds follows from the ceremony."""

    model_config = example(decision_no="310-QĐ/ĐUK", decided_on="2026-09-15")

    decision_no: DocumentText
    decided_on: Day


class StrikeBody(ReasonedBody):
    """The decision that strikes a probationary member off, with its reason."""

    model_config = example(decision_no="311-QĐ/ĐUK", on="2026-03-02", reason="unfit")

    decision_no: DocumentText
    on: Day
    reason: StrikeReason


PROBATION: Sequence[Step[Any]] = (
    Step(
        slug="member-cv",
        summary="The CV of a member is handed in",
        body=DayBody,
        command=lambda body, case_id, _: ReceiveMemberCv(case_id=case_id, received_on=body.on),
    ),
    Step(
        slug="new-member-class",
        summary="The class is certified",
        body=ClassBody,
        command=lambda body, case_id, _: CertifyNewMember(
            case_id=case_id, certificate_no=body.certificate_no, certified_on=body.certified_on
        ),
    ),
    Step(
        slug="striking-off",
        summary="The member is struck off",
        about="The admission stays counted.",
        body=StrikeBody,
        command=lambda body, case_id, _: StrikeOff(
            case_id=case_id,
            decision_no=body.decision_no,
            struck_off_on=body.on,
            reason=body.reason,
        ),
    ),
    Step(
        slug="recognition-proposal",
        summary="Recognition is proposed",
        about="Only after the end of probation.",
        body=BranchResolutionBody,
        command=lambda body, case_id, _: ProposeRecognition(
            case_id=case_id,
            resolution_no=body.resolution_no,
            resolved_on=body.resolved_on,
            vote=body.vote.vote(),
        ),
    ),
    Step(
        slug="recognition-resolution",
        summary="The committee resolved",
        body=GrassrootsResolutionBody,
        command=lambda body, case_id, _: ResolveRecognition(
            case_id=case_id,
            resolution_no=body.resolution_no,
            resolved_on=body.resolved_on,
            vote=body.vote.vote(),
        ),
    ),
    Step(
        slug="recognition",
        summary="The member is recognised",
        about="Official as of the end of probation, whatever the day of the decision.",
        body=RecognitionBody,
        command=lambda body, case_id, _: RecogniseMember(
            case_id=case_id, decision_no=body.decision_no, decided_on=body.decided_on
        ),
    ),
)
"""What comes between the ceremony and an official member."""
