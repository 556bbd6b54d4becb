"""One honest example of every fact: a case up to its cancelled decision, and its committees."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from shared.events.appeal import StrikingOffAnnulled, StrikingOffAppealed, StrikingOffUpheld
from shared.events.appraisal import (
    AppraisalHeld,
    AppraisalOutcome,
    DossierAppraised,
    SectionExamined,
)
from shared.events.background import (
    CheckOutcome,
    CvField,
    MatchOutcome,
    Paper,
    QuestionItem,
    Resolution,
    Severity,
    WaiverKind,
    WithdrawReason,
)
from shared.events.case import (
    AdmissionDecided,
    ApplicationFiled,
    BranchResolved,
    CaseEvent,
    CeremonyHeld,
    ClassCertified,
    ConclusionReceived,
    CvCertified,
    CvDeclared,
    CvSealed,
    DecisionCancelled,
    DecisionReceived,
    GrassrootsResolved,
    ProspectListed,
)
from shared.events.conditions import (
    ConditionNoted,
    ConditionTakenBack,
    ConsentGiven,
    SpecialCondition,
)
from shared.events.correcting import CorrectionReason, StepCorrected
from shared.events.crosscheck import DiscrepancyOpened, DiscrepancyResolved, FieldChecked
from shared.events.discipline import DisciplineForm, DisciplineReason, ProbationerDisciplined
from shared.events.extending import Deadline, DeadlineExtended, ExtensionReason
from shared.events.leaving import (
    AdmissionRefused,
    ApplicationWithdrawn,
    BranchDidNotPass,
    CaseClosed,
    DossierResubmitted,
    DossierReturned,
    ProspectDelisted,
)
from shared.events.mentoring import MentorAssigned, MentorReported
from shared.events.moving import (
    AdmissionForwarded,
    AdmissionSentBack,
    ApplicantMoved,
    CaseResumed,
    CaseSuspended,
    CeremonyOrdered,
    ForwardedAdmissionReceived,
    ProbationerTransferred,
    TransferPresented,
)
from shared.events.organisation import (
    AdmissionDelegated,
    CommitteeCreated,
    CommitteeDissolved,
    CommitteeMerged,
    CommitteeNamed,
    CommitteePlaced,
    CommitteeRetyped,
    CommitteeSplit,
    DelegationEnded,
    YouthUnionStated,
)
from shared.events.person import PersonErased
from shared.events.preparation import (
    ApplicantIntroduced,
    CvReaffirmed,
    Introducer,
    IntroducerReplaced,
    IntroductionPath,
    OpinionsSummarised,
    ReplacementReason,
    UnionResolution,
)
from shared.events.probation import (
    MemberCvReceived,
    MemberRecognised,
    NewMemberCertified,
    ProbationerStruckOff,
    RecognitionProposed,
    RecognitionResolved,
)
from shared.events.recognition import (
    ProbationCommented,
    ProbationOpinionsSummarised,
    RecognitionDidNotPass,
    RecognitionReferred,
    RecognitionResubmitted,
    RecognitionReturned,
    SelfReviewWritten,
)
from shared.events.scan import MediaType, ScanAttached, ScanWithdrawn, WithdrawalReason
from shared.events.terms import (
    CancelReason,
    CaseId,
    CheckId,
    CommitteeId,
    CommitteeType,
    CommitteeVote,
    DiscrepancyId,
    DocumentNumber,
    Ethnicity,
    LeaveReason,
    NamedPerson,
    PersonId,
    Profile,
    PublicName,
    RefusalReason,
    Relation,
    Reliance,
    ReplyChannel,
    RequestId,
    ReturnReason,
    ScanId,
    Sex,
    StrikeReason,
    Study,
    Union,
    VerificationResult,
    Vote,
    WaiverId,
)
from shared.events.verification import (
    DossierSupplemented,
    ReminderSent,
    RequestReceived,
    VerificationConcluded,
    VerificationReopened,
    VerificationReplied,
    VerificationRequested,
    VerificationTransferred,
)
from shared.events.waiving import (
    FileMatched,
    RequestCalledBack,
    WaiverProposed,
    WaiverWithdrawn,
)
from shared.events.way import Stage
from shared.people.access import Office, Role

CASE = CaseId(UUID(int=0xCA5E))
APPLICANT, FATHER, MOTHER, SISTER = (PersonId(UUID(int=0xA0 + n)) for n in range(4))
INTRODUCER, ANOTHER, MENTOR = (PersonId(UUID(int=0xB0 + n)) for n in range(3))
PROVINCE, BLOC, GRASSROOTS, BRANCH, COMMUNE = (CommitteeId(UUID(int=0xC0 + n)) for n in range(5))
LINE = (BRANCH, GRASSROOTS, BLOC, PROVINCE)
BORN_ON = date(1998, 3, 20)
NOON = datetime(2024, 6, 12, 5, 0, tzinfo=UTC)

branch_clerk = Office(role=Role.BRANCH_CLERK, committee_id=BRANCH)
grassroots_secretary = Office(role=Role.GRASSROOTS_SECRETARY, committee_id=GRASSROOTS)
standing_committee = Office(role=Role.STANDING_COMMITTEE, committee_id=BLOC)
appraisal_board = Office(role=Role.ORGANISATION_BOARD, committee_id=BLOC)
organisation_board = Office(role=Role.ORGANISATION_BOARD, committee_id=PROVINCE)


def created(committee: CommitteeId, kind: CommitteeType, number: str) -> CommitteeCreated:
    return CommitteeCreated(
        committee_id=committee,
        type=kind,
        created_on=date(2018, 1, 2),
        decision_no=DocumentNumber(number),
    )


def named(made: CommitteeCreated, name: str) -> CommitteeNamed:
    return CommitteeNamed(
        committee_id=made.committee_id,
        name=PublicName(name),
        named_on=made.created_on,
        decision_no=made.decision_no,
    )


def placed(made: CommitteeCreated, parent: CommitteeId) -> CommitteePlaced:
    return CommitteePlaced(
        committee_id=made.committee_id,
        parent_id=parent,
        placed_on=made.created_on,
        decision_no=made.decision_no,
    )


province_created = created(PROVINCE, CommitteeType.PROVINCE_COMMITTEE, "1-QĐ/TW")
bloc_created = created(BLOC, CommitteeType.BLOC_COMMITTEE, "2-QĐ/TU")
grassroots_created = created(GRASSROOTS, CommitteeType.GRASSROOTS_COMMITTEE, "3-QĐ/ĐUK")
branch_created = created(BRANCH, CommitteeType.BRANCH, "4-QĐ/ĐU")
commune_created = created(COMMUNE, CommitteeType.COMMUNE_COMMITTEE, "5-QĐ/TU")
province_named = named(province_created, "Tỉnh ủy Mẫu")
bloc_named = named(bloc_created, "Đảng ủy Khối các cơ quan tỉnh")
grassroots_named = named(grassroots_created, "Đảng ủy Sở Mẫu")
branch_named = named(branch_created, "Chi bộ Văn phòng")
commune_named = named(commune_created, "Đảng ủy xã Mẫu")
bloc_placed = placed(bloc_created, PROVINCE)
grassroots_placed = placed(grassroots_created, BLOC)
branch_placed = placed(branch_created, GRASSROOTS)
commune_placed = placed(commune_created, PROVINCE)
committee_created, committee_named, committee_placed = branch_created, branch_named, branch_placed
committee_retyped = CommitteeRetyped(
    committee_id=COMMUNE,
    type=CommitteeType.UPPER_COMMUNE_COMMITTEE,
    retyped_on=date(2025, 7, 1),
    decision_no=DocumentNumber("30-QĐ/TU"),
)

committees = {
    PROVINCE: [province_created, province_named],
    BLOC: [bloc_created, bloc_named, bloc_placed],
    GRASSROOTS: [grassroots_created, grassroots_named, grassroots_placed],
    BRANCH: [branch_created, branch_named, branch_placed],
    COMMUNE: [commune_created, commune_named, commune_placed],
}
NEIGHBOUR = CommitteeId(UUID(int=0xD0))
committee_merged = CommitteeMerged(
    committee_id=BRANCH,
    into_id=NEIGHBOUR,
    merged_on=date(2023, 11, 20),
    decision_no=DocumentNumber("31-QĐ/ĐU"),
)
committee_dissolved = CommitteeDissolved(
    committee_id=BLOC,
    successor_id=PROVINCE,
    dissolved_on=date(2025, 2, 3),
    decision_no=DocumentNumber("32-QĐ/TU"),
)
committee_split = CommitteeSplit(
    committee_id=NEIGHBOUR,
    from_id=BRANCH,
    split_on=date(2018, 1, 2),
    decision_no=DocumentNumber("33-QĐ/ĐU"),
)
admission_delegated = AdmissionDelegated(
    committee_id=GRASSROOTS, delegated_on=date(2024, 1, 2), decision_no=DocumentNumber("40-QĐ/ĐUK")
)
delegation_ended = DelegationEnded(
    committee_id=GRASSROOTS, ended_on=date(2025, 6, 30), decision_no=DocumentNumber("41-QĐ/ĐUK")
)
youth_union_stated = YouthUnionStated(
    committee_id=GRASSROOTS,
    present=True,
    since_on=date(2019, 3, 26),
    decision_no=DocumentNumber("12-CV/ĐU"),
)
changes = [
    committee_retyped,
    committee_merged,
    committee_dissolved,
    committee_split,
    admission_delegated,
    delegation_ended,
    youth_union_stated,
]
"""What happened to some of them later."""

profile = Profile(
    sex=Sex.FEMALE,
    ethnicity=Ethnicity.MINORITY,
    union=Union.YOUTH_UNION,
    study=Study.NONE,
)
persons = (
    NamedPerson(person_id=APPLICANT, relation=Relation.APPLICANT, committee_id=COMMUNE),
    NamedPerson(person_id=FATHER, relation=Relation.FATHER, committee_id=COMMUNE),
    NamedPerson(person_id=MOTHER, relation=Relation.MOTHER, committee_id=COMMUNE),
    NamedPerson(person_id=SISTER, relation=Relation.SIBLING, committee_id=COMMUNE),
)
relied_on = (
    Reliance(stream=BRANCH, version=3),
    Reliance(stream=GRASSROOTS, version=3),
    Reliance(stream=BLOC, version=3),
    Reliance(stream=PROVINCE, version=2),
)
vote = Vote(official_members=20, temporarily_elsewhere=1, exempt_and_absent=1, in_favour=15)

prospect_listed = ProspectListed(
    case_id=CASE,
    person_id=APPLICANT,
    branch_id=BRANCH,
    listed_on=date(2023, 2, 1),
    profile=profile,
    relied_on=relied_on,
)
class_certified = ClassCertified(
    case_id=CASE,
    certificate_no=DocumentNumber("117-CN/TTCT"),
    certified_on=date(2023, 5, 15),
)
application_filed = ApplicationFiled(case_id=CASE, filed_on=date(2023, 9, 1))
cv_declared = CvDeclared(case_id=CASE, declared_on=date(2023, 9, 20), persons=persons)
cv_sealed = CvSealed(case_id=CASE, sealed_on=date(2023, 10, 2), branch_id=BRANCH, persons=persons)


def requested(person: NamedPerson, number: int) -> VerificationRequested:
    return VerificationRequested(
        case_id=CASE,
        request_id=RequestId(uuid5(CASE, str(person.person_id))),
        person_id=person.person_id,
        relation=person.relation,
        branch_id=BRANCH,
        addressee_id=person.committee_id,
        sent_on=date(2023, 10, 2),
        number=number,
        items=tuple(QuestionItem)[: 4 if person.relation is Relation.APPLICANT else 3],
    )


def replied(request: VerificationRequested) -> VerificationReplied:
    return VerificationReplied(
        case_id=CASE,
        request_id=request.request_id,
        result=VerificationResult.CONFIRMED,
        channel=ReplyChannel.COMMITTEE,
        document_no=DocumentNumber("31-CV/ĐU"),
        replied_on=date(2023, 10, 20),
    )


verifications_requested = [
    requested(person, number) for number, person in enumerate(persons[:3], 1)
]
verifications_replied = [replied(request) for request in verifications_requested]
verification_requested, verification_replied = verifications_requested[0], verifications_replied[0]
verification_transferred = VerificationTransferred(
    case_id=CASE, branch_id=NEIGHBOUR, transferred_on=date(2023, 12, 18)
)
request_received = RequestReceived(
    case_id=CASE,
    request_id=verification_requested.request_id,
    received_on=date(2023, 10, 5),
)
reminder_sent = ReminderSent(
    case_id=CASE,
    request_id=verification_requested.request_id,
    document_no=DocumentNumber("45-CV/ĐU"),
    reminded_on=date(2023, 10, 18),
)
waiver_proposed = WaiverProposed(
    case_id=CASE,
    waiver_id=WaiverId(UUID(int=0x3A1)),
    kind=WaiverKind.OWN_SIDE_MEMBER,
    covered=(APPLICANT, FATHER, MOTHER),
    member_id=SISTER,
    items=(),
    document_no=DocumentNumber("14-BC/CB"),
    conclusion_no=None,
    proposed_on=date(2023, 10, 10),
)
request_called_back = RequestCalledBack(
    case_id=CASE,
    request_id=verification_requested.request_id,
    waiver_id=waiver_proposed.waiver_id,
    called_back_on=date(2023, 10, 10),
)
file_matched = FileMatched(
    case_id=CASE,
    waiver_id=waiver_proposed.waiver_id,
    outcome=MatchOutcome.MATCH,
    document_no=DocumentNumber("15-BB/CB"),
    matched_on=date(2023, 10, 12),
)
waiver_withdrawn = WaiverWithdrawn(
    case_id=CASE,
    waiver_id=WaiverId(UUID(int=0x3A2)),
    reason=WithdrawReason.PROPOSED_BY_MISTAKE,
    withdrawn_on=date(2023, 10, 16),
)
waivings = [
    waiver_proposed,
    replace(waiver_proposed, waiver_id=waiver_withdrawn.waiver_id),
    request_called_back,
    file_matched,
    waiver_withdrawn,
]
"""Two grounds: one is matched, the other taken back."""
field_checked = FieldChecked(
    case_id=CASE,
    check_id=CheckId(UUID(int=0xC41)),
    person_id=APPLICANT,
    field=CvField.BORN_ON,
    paper=Paper.BIRTH_CERTIFICATE,
    document_no=None,
    outcome=CheckOutcome.DIFFERS,
    checked_on=date(2023, 10, 16),
)
discrepancy_opened = DiscrepancyOpened(
    case_id=CASE,
    discrepancy_id=DiscrepancyId(field_checked.check_id),
    person_id=APPLICANT,
    field=CvField.BORN_ON,
    paper=Paper.BIRTH_CERTIFICATE,
    document_no=None,
    severity=Severity.MATERIAL,
    opened_on=date(2023, 10, 16),
)
discrepancy_resolved = DiscrepancyResolved(
    case_id=CASE,
    discrepancy_id=discrepancy_opened.discrepancy_id,
    resolution=Resolution.TYPO_CORRECTED,
    document_no=DocumentNumber("18-BB/ĐU"),
    resolved_on=date(2023, 10, 18),
)
dossier_supplemented = DossierSupplemented(
    case_id=CASE, document_no=DocumentNumber("19-CV/ĐU"), supplemented_on=date(2023, 10, 19)
)
compared = [field_checked, discrepancy_opened, discrepancy_resolved, dossier_supplemented]
verification_reopened = VerificationReopened(
    case_id=CASE,
    reopened_on=date(2024, 10, 14),
    set_aside=tuple(request.request_id for request in verifications_requested),
)
verification_concluded = VerificationConcluded(case_id=CASE, concluded_on=date(2023, 11, 1))

conclusion_received = ConclusionReceived(case_id=CASE, concluded_on=date(2023, 11, 1))
cv_certified = CvCertified(case_id=CASE, certified_on=date(2023, 11, 6))
mentor_assigned = MentorAssigned(case_id=CASE, mentor_id=MENTOR, assigned_on=date(2023, 2, 15))
mentor_reported = MentorReported(case_id=CASE, mentor_id=MENTOR, reported_on=date(2023, 5, 2))
condition_noted = ConditionNoted(
    case_id=CASE,
    condition=SpecialCondition.READMISSION,
    noted_on=date(2023, 11, 8),
    consents_missing=1,
    since_on=date(2019, 5, 20),
)
consent_given = ConsentGiven(
    case_id=CASE,
    condition=SpecialCondition.READMISSION,
    document_no=DocumentNumber("312-CV/TU"),
    consented_on=date(2023, 12, 28),
    consented_by=PROVINCE,
    consents_missing=0,
)
condition_taken_back = ConditionTakenBack(
    case_id=CASE,
    condition=SpecialCondition.READMISSION,
    taken_back_on=date(2023, 11, 9),
    consents_missing=0,
)
introducer = Introducer(person_id=INTRODUCER, introduced_on=date(2023, 11, 10), months_together=30)
applicant_introduced = ApplicantIntroduced(
    case_id=CASE,
    introduced_on=date(2023, 11, 13),
    path=IntroductionPath.YOUTH_UNION,
    introducers=(introducer,),
    union_resolution=UnionResolution(
        resolution_no=DocumentNumber("9-NQ/ĐTN"), resolved_on=date(2023, 11, 13)
    ),
)
introducer_replaced = IntroducerReplaced(
    case_id=CASE,
    replaced_on=date(2023, 11, 17),
    replaced_id=INTRODUCER,
    introducer_id=ANOTHER,
    reason=ReplacementReason.MOVED_AWAY,
)
opinions_summarised = OpinionsSummarised(
    case_id=CASE,
    summarised_on=date(2023, 11, 16),
    mass_organisations=2,
    residence_on=date(2023, 11, 15),
)
branch_resolved = BranchResolved(
    case_id=CASE,
    resolution_no=DocumentNumber("12-NQ/CB"),
    resolved_on=date(2023, 12, 4),
    vote=vote,
    age_months=308,
    certificate_months=6,
)
grassroots_resolved = GrassrootsResolved(
    case_id=CASE,
    resolution_no=DocumentNumber("40-NQ/ĐU"),
    resolved_on=date(2023, 12, 20),
    vote=CommitteeVote(members=15, in_favour=10),
    appraised_by=BLOC,
)
section_examined = SectionExamined(
    case_id=CASE, report_no=DocumentNumber("5-BC/ĐUBP"), examined_on=date(2023, 12, 11)
)
appraisal_held = AppraisalHeld(
    case_id=CASE,
    note_no=DocumentNumber("31-BC/BTC"),
    held_on=date(2023, 12, 28),
    held_by=BLOC,
    outcome=AppraisalOutcome.HOLD_POLITICAL_CHECK,
)
dossier_appraised = DossierAppraised(
    case_id=CASE,
    note_no=DocumentNumber("33-BC/BTC"),
    appraised_on=date(2024, 1, 8),
    appraised_by=BLOC,
)
admission_decided = AdmissionDecided(
    case_id=CASE,
    decision_no=DocumentNumber("208-QĐ/ĐUK"),
    decided_on=date(2024, 1, 15),
    decided_by=BLOC,
    branch_id=BRANCH,
    profile=profile,
    relied_on=relied_on,
)
decision_received = DecisionReceived(case_id=CASE, received_on=date(2024, 1, 22))
ceremony_held = CeremonyHeld(
    case_id=CASE, branch_id=BRANCH, held_on=date(2024, 2, 5), profile=profile
)
decision_cancelled = DecisionCancelled(
    case_id=CASE,
    decision_no=DocumentNumber("251-QĐ/ĐUK"),
    cancelled_on=date(2024, 6, 3),
    reason=CancelReason.PROCEDURE,
)

prospect_delisted = ProspectDelisted(
    case_id=CASE, delisted_on=date(2023, 8, 1), reason=LeaveReason.UNFIT
)
branch_did_not_pass = BranchDidNotPass(
    case_id=CASE,
    minutes_no=DocumentNumber("7-BB/CB"),
    held_on=date(2023, 11, 20),
    vote=replace(vote, in_favour=11),
)
dossier_returned = DossierReturned(
    case_id=CASE,
    note_no=DocumentNumber("61-CV/ĐU"),
    returned_on=date(2023, 12, 8),
    returned_by=GRASSROOTS,
    reason=ReturnReason.PAPERS_MISSING,
)
dossier_resubmitted = DossierResubmitted(case_id=CASE, resubmitted_on=date(2023, 12, 14))
admission_refused = AdmissionRefused(
    case_id=CASE,
    notice_no=DocumentNumber("88-TB/ĐUK"),
    refused_on=date(2024, 1, 16),
    refused_by=BLOC,
    reason=RefusalReason.STANDARDS,
)
application_withdrawn = ApplicationWithdrawn(case_id=CASE, withdrawn_on=date(2023, 9, 4))
case_closed = CaseClosed(case_id=CASE, closed_on=date(2024, 1, 30), reason=LeaveReason.DIED)

member_cv_received = MemberCvReceived(case_id=CASE, received_on=date(2024, 3, 4))
new_member_certified = NewMemberCertified(
    case_id=CASE, certificate_no=DocumentNumber("31-GCN/TTCT"), certified_on=date(2024, 9, 16)
)
self_review_written = SelfReviewWritten(case_id=CASE, written_on=date(2025, 2, 6))
probation_commented = ProbationCommented(case_id=CASE, commented_on=date(2025, 2, 7))
probation_opinions_summarised = ProbationOpinionsSummarised(
    case_id=CASE,
    summarised_on=date(2025, 2, 12),
    mass_organisations=2,
    residence_on=date(2025, 2, 10),
)
recognition_proposed = RecognitionProposed(
    case_id=CASE,
    resolution_no=DocumentNumber("9-NQ/CB"),
    resolved_on=date(2025, 2, 17),
    vote=vote,
    probation_ended_on=date(2025, 2, 5),
)
recognition_resolved = RecognitionResolved(
    case_id=CASE,
    resolution_no=DocumentNumber("12-NQ/ĐU"),
    resolved_on=date(2025, 2, 26),
    vote=CommitteeVote(members=15, in_favour=11),
)
member_recognised = MemberRecognised(
    case_id=CASE,
    decision_no=DocumentNumber("61-QĐ/ĐUK"),
    decided_on=date(2025, 3, 10),
    decided_by=BLOC,
    official_on=date(2025, 2, 5),
)
probationer_struck_off = ProbationerStruckOff(
    case_id=CASE,
    decision_no=DocumentNumber("62-QĐ/ĐUK"),
    struck_off_on=date(2024, 10, 7),
    decided_by=BLOC,
    reason=StrikeReason.DISCIPLINE,
)
striking_off_appealed = StrikingOffAppealed(
    case_id=CASE, appealed_on=date(2024, 11, 4), decision_received_on=date(2024, 10, 14)
)
striking_off_upheld = StrikingOffUpheld(
    case_id=CASE,
    decision_no=DocumentNumber("70-QĐ/ĐUK"),
    upheld_on=date(2024, 12, 2),
    decided_by=BLOC,
)
striking_off_annulled = StrikingOffAnnulled(
    case_id=CASE,
    decision_no=DocumentNumber("71-QĐ/ĐUK"),
    annulled_on=date(2024, 12, 2),
    decided_by=BLOC,
)
probationer_disciplined = ProbationerDisciplined(
    case_id=CASE,
    decision_no=DocumentNumber("12-QĐ/CB"),
    disciplined_on=date(2024, 5, 20),
    decided_by=BRANCH,
    form=DisciplineForm.REPRIMAND,
    reason=DisciplineReason.DUTIES,
)

recognition_did_not_pass = RecognitionDidNotPass(
    case_id=CASE,
    minutes_no=DocumentNumber("8-BB/CB"),
    held_on=date(2025, 2, 13),
    vote=replace(vote, in_favour=11),
    for_striking_off=3,
    nth=1,
    last=False,
)
recognition_lost_thrice = [
    recognition_did_not_pass,
    replace(
        recognition_did_not_pass,
        minutes_no=DocumentNumber("9-BB/CB"),
        held_on=date(2025, 2, 20),
        nth=2,
    ),
    replace(
        recognition_did_not_pass,
        minutes_no=DocumentNumber("10-BB/CB"),
        held_on=date(2025, 2, 27),
        nth=3,
        last=True,
    ),
]
"""The votes after which the branch votes no more."""
recognition_referred = RecognitionReferred(
    case_id=CASE, report_no=DocumentNumber("15-BC/CB"), reported_on=date(2025, 3, 3)
)
recognition_returned = RecognitionReturned(
    case_id=CASE,
    note_no=DocumentNumber("9-CV/ĐU"),
    returned_on=date(2025, 2, 19),
    returned_by=GRASSROOTS,
    reason=ReturnReason.FORM_WRONG,
)
recognition_resubmitted = RecognitionResubmitted(case_id=CASE, resubmitted_on=date(2025, 2, 24))

step_corrected = StepCorrected(
    case_id=CASE,
    stage=Stage.ADMITTED,
    corrected_on=date(2024, 6, 5),
    corrected_by=BRANCH,
    reason=CorrectionReason.TYPED_WRONG,
    day=date(2024, 2, 6),
)

applicant_moved = ApplicantMoved(
    case_id=CASE,
    moved_on=date(2023, 12, 18),
    branch_id=NEIGHBOUR,
    letter_no=DocumentNumber("14-CV/ĐU"),
)
case_suspended = CaseSuspended(
    case_id=CASE, suspended_on=date(2023, 12, 19), document_no=DocumentNumber("17-CV/ĐU")
)
case_resumed = CaseResumed(case_id=CASE, resumed_on=date(2024, 1, 2), resumed_by=GRASSROOTS)
admission_forwarded = AdmissionForwarded(
    case_id=CASE,
    forwarded_on=date(2024, 1, 22),
    branch_id=NEIGHBOUR,
    letter_no=DocumentNumber("18-CV/ĐU"),
)
forwarded_admission_received = ForwardedAdmissionReceived(
    case_id=CASE, received_on=date(2024, 1, 29)
)
ceremony_ordered = CeremonyOrdered(
    case_id=CASE,
    ordered_on=date(2024, 2, 1),
    ordered_by=BLOC,
    order_no=DocumentNumber("15-CV/ĐUK"),
)
admission_sent_back = AdmissionSentBack(
    case_id=CASE,
    sent_back_on=date(2024, 2, 2),
    sent_back_by=BLOC,
    branch_id=BRANCH,
    note_no=DocumentNumber("16-CV/ĐUK"),
)
probationer_transferred = ProbationerTransferred(
    case_id=CASE,
    introduced_on=date(2024, 6, 3),
    left_on=date(2024, 5, 6),
    branch_id=NEIGHBOUR,
    letter_no=DocumentNumber("19-GT/ĐU"),
)
transfer_presented = TransferPresented(case_id=CASE, presented_on=date(2024, 6, 10))

deadline_extended = DeadlineExtended(
    case_id=CASE,
    deadline=Deadline.DECISION,
    document_no=DocumentNumber("21-TB/ĐUK"),
    extended_on=date(2024, 1, 15),
    extended_by=BLOC,
    reason=ExtensionReason.POLITICAL_CHECK,
)

cv_reaffirmed = CvReaffirmed(case_id=CASE, reaffirmed_on=date(2023, 11, 20))

history: list[CaseEvent] = [
    prospect_listed,
    class_certified,
    application_filed,
    cv_declared,
    cv_sealed,
    conclusion_received,
    cv_certified,
    applicant_introduced,
    opinions_summarised,
    branch_resolved,
    grassroots_resolved,
    dossier_appraised,
    admission_decided,
    decision_received,
    ceremony_held,
]

probation: list[CaseEvent] = [
    member_cv_received,
    new_member_certified,
    self_review_written,
    probation_commented,
    probation_opinions_summarised,
    recognition_proposed,
    recognition_resolved,
    member_recognised,
]
"""From the ceremony to an official member."""

departures: list[list[CaseEvent]] = [
    [history[0], mentor_assigned, mentor_reported, history[1], prospect_delisted],
    [
        *history[:9],
        introducer_replaced,
        branch_did_not_pass,
        branch_resolved,
        dossier_returned,
        dossier_resubmitted,
    ],
    [*history[:10], section_examined, *history[10:11], appraisal_held, admission_refused],
    [*history[:3], application_withdrawn],
    [*history[:14], case_closed],
]
"""Cases that leave the way: each a history of its own."""

beside: list[list[CaseEvent]] = [
    [*history, step_corrected],
    [*history[:10], applicant_moved, case_suspended, case_resumed],
    [*history[:13], admission_forwarded, forwarded_admission_received, admission_sent_back],
    [*history[:13], admission_forwarded, forwarded_admission_received, ceremony_ordered],
    [*history, probationer_transferred, transfer_presented],
    [*history[:7], condition_noted, *history[7:11], consent_given, *history[11:]],
    [*history[:7], condition_noted, condition_taken_back],
    [*history, probationer_disciplined],
    [*history, probationer_struck_off, striking_off_appealed, striking_off_upheld],
    [*history, probationer_struck_off, striking_off_appealed, striking_off_annulled],
    [*history, *probation[:5], *recognition_lost_thrice, recognition_referred],
    [*history, *probation[:6], recognition_returned, recognition_resubmitted, *probation[6:]],
    [*history[:11], deadline_extended],
    [*history[:9], cv_reaffirmed],
]
"""Cases to which something happens beside the way: each a history of its own."""


scan_attached = ScanAttached(
    case_id=CASE,
    scan_id=ScanId(UUID(int=0x5CA)),
    stage=Stage.CLASS_CERTIFIED,
    attached_on=date(2023, 6, 1),
    media_type=MediaType.PDF,
    size=41_220,
)
scan_withdrawn = ScanWithdrawn(
    case_id=CASE,
    scan_id=scan_attached.scan_id,
    withdrawn_on=date(2023, 6, 2),
    reason=WithdrawalReason.WRONG_PAPER,
)
scans = [scan_attached, scan_withdrawn]

person_erased = PersonErased(
    person_id=APPLICANT, document_no=DocumentNumber("31-QĐ/BTC"), erased_on=date(2024, 6, 12)
)
