"""The forms up to the ceremony, but for those that name persons."""

from collections.abc import Sequence

from services.intake.domain import (
    AppraiseDossier,
    CancelDecision,
    CertifyClass,
    CertifyCv,
    DecideAdmission,
    ExamineInSection,
    ExtendDeadline,
    FileApplication,
    HoldAppraisal,
    HoldCeremony,
    ReaffirmCv,
    ReceiveDecision,
    RecordMentorReport,
    ResolveInBranch,
    ResolveInGrassroots,
    SealCv,
    SummariseOpinions,
)
from services.intake.pages.forms.form import StepForm
from services.intake.pages.forms.parts import (
    day,
    day_if_any,
    document,
    document_if_any,
    number,
    reason,
    vote_of_branch,
    vote_of_committee,
)
from shared.events.appraisal import AppraisalOutcome
from shared.events.extending import ExtensionReason
from shared.events.stage import Stage
from shared.events.terms import CancelReason

ADMISSION: Sequence[StepForm] = (
    StepForm(
        Stage.CLASS_CERTIFIED,
        "certificate",
        document("certificate_no", "field.certificate_no"),
        day("certified_on", "field.certified_on"),
        command=CertifyClass,
    ),
    StepForm(
        Stage.MENTOR_REPORTED,
        "mentor-report",
        day("reported_on", "field.reported_on"),
        command=RecordMentorReport,
    ),
    StepForm(
        Stage.APPLICATION_FILED,
        "application",
        day("filed_on", "field.filed_on"),
        command=FileApplication,
    ),
    StepForm(Stage.CV_SEALED, "seal", day("sealed_on", "field.sealed_on"), command=SealCv),
    StepForm(
        Stage.CV_CERTIFIED,
        "certify",
        day("certified_on", "field.cv_certified_on"),
        command=CertifyCv,
    ),
    StepForm(
        Stage.OPINIONS_SUMMARISED,
        "opinions",
        number("mass_organisations", "field.mass_organisations"),
        day_if_any("residence_on", "field.residence_on"),
        day("summarised_on", "field.summarised_on"),
        command=SummariseOpinions,
    ),
    StepForm(
        Stage.CV_REAFFIRMED,
        "reaffirm",
        day("reaffirmed_on", "field.reaffirmed_on"),
        command=ReaffirmCv,
    ),
    StepForm(
        Stage.BRANCH_RESOLVED,
        "branch-resolution",
        document("resolution_no", "field.resolution_no"),
        day("resolved_on", "field.resolved_on"),
        vote_of_branch(),
        command=ResolveInBranch,
    ),
    StepForm(
        Stage.GRASSROOTS_RESOLVED,
        "grassroots-resolution",
        document("resolution_no", "field.resolution_no"),
        day("resolved_on", "field.resolved_on"),
        vote_of_committee(),
        command=ResolveInGrassroots,
    ),
    StepForm(
        Stage.SECTION_EXAMINED,
        "section-report",
        document("report_no", "field.report_no"),
        day("examined_on", "field.examined_on"),
        command=ExamineInSection,
    ),
    StepForm(
        Stage.APPRAISAL_HELD,
        "appraisal-hold",
        document("note_no", "field.appraisal_no"),
        day("held_on", "field.appraised_on"),
        reason("outcome", "field.outcome", codes=AppraisalOutcome, words="appraisal_outcome"),
        command=HoldAppraisal,
        in_words=True,
    ),
    StepForm(
        Stage.APPRAISED,
        "appraisal",
        document("note_no", "field.appraisal_no"),
        day("appraised_on", "field.appraised_on"),
        command=AppraiseDossier,
    ),
    StepForm(
        Stage.DEADLINE_EXTENDED,
        "extend",
        document("document_no", "field.extension_no"),
        day("extended_on", "field.extended_on"),
        reason("reason", "field.why", codes=ExtensionReason, words="extension_reason"),
        command=ExtendDeadline,
        in_words=True,
    ),
    StepForm(
        Stage.DECIDED,
        "decision",
        document("decision_no", "field.decision_no"),
        day("decided_on", "field.decided_on"),
        command=DecideAdmission,
    ),
    StepForm(
        Stage.DECISION_RECEIVED,
        "received",
        day("received_on", "field.received_on"),
        command=ReceiveDecision,
    ),
    StepForm(
        Stage.ADMITTED,
        "ceremony",
        day("held_on", "field.held_on"),
        document_if_any("consent_no", "field.consent_no"),
        command=HoldCeremony,
    ),
    StepForm(
        Stage.DECISION_CANCELLED,
        "cancel",
        document("decision_no", "field.decision_no"),
        day("cancelled_on", "field.cancelled_on"),
        reason("reason", "field.reason", codes=CancelReason, words="cancel_reason"),
        command=CancelDecision,
        in_words=True,
    ),
)
