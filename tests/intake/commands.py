"""The command that leads to each example fact, so that a test can change one thing in it."""

from services.intake import domain
from tests import examples

CASE = examples.CASE

list_prospect = domain.ListProspect(
    case_id=CASE,
    person_id=examples.APPLICANT,
    branch_id=examples.BRANCH,
    listed_on=examples.prospect_listed.listed_on,
    profile=examples.profile,
)
certify_class = domain.CertifyClass(
    case_id=CASE,
    certificate_no=examples.class_certified.certificate_no,
    certified_on=examples.class_certified.certified_on,
)
file_application = domain.FileApplication(
    case_id=CASE, filed_on=examples.application_filed.filed_on
)
declare_cv = domain.DeclareCv(
    case_id=CASE, declared_on=examples.cv_declared.declared_on, persons=examples.persons
)
seal_cv = domain.SealCv(case_id=CASE, sealed_on=examples.cv_sealed.sealed_on)
receive_conclusion = domain.ReceiveConclusion(
    case_id=CASE, concluded_on=examples.conclusion_received.concluded_on
)
certify_cv = domain.CertifyCv(case_id=CASE, certified_on=examples.cv_certified.certified_on)
introduce = domain.Introduce(
    case_id=CASE,
    path=examples.applicant_introduced.path,
    introducers=examples.applicant_introduced.introducers,
    union_resolution=examples.applicant_introduced.union_resolution,
)
note_condition = domain.NoteCondition(
    case_id=CASE,
    condition=examples.condition_noted.condition,
    noted_on=examples.condition_noted.noted_on,
    since_on=examples.condition_noted.since_on,
)
take_back_condition = domain.TakeBackCondition(
    case_id=CASE,
    condition=examples.condition_taken_back.condition,
    taken_back_on=examples.condition_taken_back.taken_back_on,
)
give_consent = domain.GiveConsent(
    case_id=CASE,
    condition=examples.consent_given.condition,
    document_no=examples.consent_given.document_no,
    consented_on=examples.consent_given.consented_on,
    consented_by=examples.consent_given.consented_by,
)
replace_introducer = domain.ReplaceIntroducer(
    case_id=CASE,
    replaced_on=examples.introducer_replaced.replaced_on,
    replaced_id=examples.introducer_replaced.replaced_id,
    introducer_id=examples.introducer_replaced.introducer_id,
    reason=examples.introducer_replaced.reason,
)
summarise_opinions = domain.SummariseOpinions(
    case_id=CASE,
    summarised_on=examples.opinions_summarised.summarised_on,
    mass_organisations=examples.opinions_summarised.mass_organisations,
    residence_on=examples.opinions_summarised.residence_on,
)
resolve_in_branch = domain.ResolveInBranch(
    case_id=CASE,
    resolution_no=examples.branch_resolved.resolution_no,
    resolved_on=examples.branch_resolved.resolved_on,
    vote=examples.vote,
)
resolve_in_grassroots = domain.ResolveInGrassroots(
    case_id=CASE,
    resolution_no=examples.grassroots_resolved.resolution_no,
    resolved_on=examples.grassroots_resolved.resolved_on,
    vote=examples.grassroots_resolved.vote,
)
appraise = domain.AppraiseDossier(
    case_id=CASE,
    note_no=examples.dossier_appraised.note_no,
    appraised_on=examples.dossier_appraised.appraised_on,
)
decide_admission = domain.DecideAdmission(
    case_id=CASE,
    decision_no=examples.admission_decided.decision_no,
    decided_on=examples.admission_decided.decided_on,
)
receive_decision = domain.ReceiveDecision(
    case_id=CASE, received_on=examples.decision_received.received_on
)
hold_ceremony = domain.HoldCeremony(case_id=CASE, held_on=examples.ceremony_held.held_on)
cancel_decision = domain.CancelDecision(
    case_id=CASE,
    decision_no=examples.decision_cancelled.decision_no,
    cancelled_on=examples.decision_cancelled.cancelled_on,
    reason=examples.decision_cancelled.reason,
)
write_self_review = domain.WriteSelfReview(
    case_id=CASE, written_on=examples.self_review_written.written_on
)
comment_on_probation = domain.CommentOnProbation(
    case_id=CASE, commented_on=examples.probation_commented.commented_on
)
summarise_probation_opinions = domain.SummariseProbationOpinions(
    case_id=CASE,
    summarised_on=examples.probation_opinions_summarised.summarised_on,
    mass_organisations=examples.probation_opinions_summarised.mass_organisations,
    residence_on=examples.probation_opinions_summarised.residence_on,
)
record_lost_recognition = domain.RecordLostRecognition(
    case_id=CASE,
    minutes_no=examples.recognition_did_not_pass.minutes_no,
    held_on=examples.recognition_did_not_pass.held_on,
    vote=examples.recognition_did_not_pass.vote,
    for_striking_off=examples.recognition_did_not_pass.for_striking_off,
)
refer_recognition = domain.ReferRecognition(
    case_id=CASE,
    report_no=examples.recognition_referred.report_no,
    reported_on=examples.recognition_referred.reported_on,
)
return_recognition = domain.ReturnRecognition(
    case_id=CASE,
    note_no=examples.recognition_returned.note_no,
    returned_on=examples.recognition_returned.returned_on,
    reason=examples.recognition_returned.reason,
)
resubmit_recognition = domain.ResubmitRecognition(
    case_id=CASE, resubmitted_on=examples.recognition_resubmitted.resubmitted_on
)
propose_recognition = domain.ProposeRecognition(
    case_id=CASE,
    resolution_no=examples.recognition_proposed.resolution_no,
    resolved_on=examples.recognition_proposed.resolved_on,
    vote=examples.vote,
)
resolve_recognition = domain.ResolveRecognition(
    case_id=CASE,
    resolution_no=examples.recognition_resolved.resolution_no,
    resolved_on=examples.recognition_resolved.resolved_on,
    vote=examples.recognition_resolved.vote,
)
recognise_member = domain.RecogniseMember(
    case_id=CASE,
    decision_no=examples.member_recognised.decision_no,
    decided_on=examples.member_recognised.decided_on,
)

way: list[domain.CaseCommand] = [
    list_prospect,
    certify_class,
    file_application,
    declare_cv,
    seal_cv,
    receive_conclusion,
    certify_cv,
    introduce,
    summarise_opinions,
    resolve_in_branch,
    resolve_in_grassroots,
    appraise,
    decide_admission,
    receive_decision,
    hold_ceremony,
]
