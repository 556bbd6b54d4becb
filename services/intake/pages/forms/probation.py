"""The forms between the ceremony and an official member."""

from collections.abc import Sequence

from services.intake.domain import (
    CertifyNewMember,
    ProposeRecognition,
    ReceiveMemberCv,
    RecogniseMember,
    ResolveRecognition,
    StrikeOff,
)
from services.intake.pages.forms.form import StepForm
from services.intake.pages.forms.parts import (
    day,
    document,
    reason,
    vote_of_branch,
    vote_of_committee,
)
from shared.events.stage import Stage
from shared.events.terms import StrikeReason

PROBATION: Sequence[StepForm] = (
    StepForm(
        Stage.MEMBER_CV_RECEIVED,
        "member-cv",
        day("received_on", "field.handed_in_on"),
        command=ReceiveMemberCv,
    ),
    StepForm(
        Stage.NEW_MEMBER_CERTIFIED,
        "new-member-class",
        document("certificate_no", "field.certificate_no"),
        day("certified_on", "field.certified_on"),
        command=CertifyNewMember,
    ),
    StepForm(
        Stage.RECOGNITION_PROPOSED,
        "recognition-proposal",
        document("resolution_no", "field.resolution_no"),
        day("resolved_on", "field.resolved_on"),
        vote_of_branch(),
        command=ProposeRecognition,
    ),
    StepForm(
        Stage.RECOGNITION_RESOLVED,
        "recognition-resolution",
        document("resolution_no", "field.resolution_no"),
        day("resolved_on", "field.resolved_on"),
        vote_of_committee(),
        command=ResolveRecognition,
    ),
    StepForm(
        Stage.OFFICIAL,
        "recognition",
        document("decision_no", "field.decision_no"),
        day("decided_on", "field.decided_on"),
        command=RecogniseMember,
    ),
    StepForm(
        Stage.STRUCK_OFF,
        "strike-off",
        document("decision_no", "field.decision_no"),
        day("struck_off_on", "field.struck_off_on"),
        reason("reason", "field.why", codes=StrikeReason, words="strike_reason"),
        command=StrikeOff,
        in_words=True,
    ),
)
