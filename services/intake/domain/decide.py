"""What becomes of a command about a case: its facts, nothing if all is said, or a refusal."""

from collections.abc import Sequence
from dataclasses import replace

from services.intake.domain.admission import cancel_decision, decide_admission, hold_ceremony
from services.intake.domain.appeals import AppealCommand, appeal
from services.intake.domain.appraisal_commands import AppraisalCommand
from services.intake.domain.appraising import appraise, appraiser, section_above
from services.intake.domain.case import Case, known, may_begin_again
from services.intake.domain.case_commands import CaseCommand
from services.intake.domain.commands import (
    CancelDecision,
    CertifyClass,
    CertifyCv,
    DecideAdmission,
    DeclareCv,
    FileApplication,
    HoldCeremony,
    ListProspect,
    ReceiveConclusion,
    ReceiveDecision,
    ResolveInBranch,
    ResolveInGrassroots,
    SealCv,
)
from services.intake.domain.competence import branch
from services.intake.domain.condition_commands import ConditionCommand
from services.intake.domain.conditioning import condition
from services.intake.domain.conditions import check_waiting
from services.intake.domain.corrections import CorrectStep, correct
from services.intake.domain.depart import depart
from services.intake.domain.discipline import DisciplineProbationer, discipline
from services.intake.domain.eligibility import (
    age_in_months,
    certificate_age,
    check_branch_vote,
    check_committee_vote,
)
from services.intake.domain.extending import ExtendDeadline, extend
from services.intake.domain.given import Given
from services.intake.domain.levels import BRANCHES
from services.intake.domain.mentoring import mentor
from services.intake.domain.mentoring_commands import (
    MentoringCommand,
)
from services.intake.domain.moves import (
    MovingCommand,
    move,
)
from services.intake.domain.preparation_commands import (
    PreparationCommand,
)
from services.intake.domain.preparing import prepare
from services.intake.domain.probation_commands import ProbationCommand
from services.intake.domain.recognition import proceed
from services.intake.domain.recognition_commands import RecognitionPaperCommand
from services.intake.domain.recognition_papers import write
from services.intake.domain.setback_commands import SetbackCommand
from services.intake.domain.setbacks import set_back
from services.intake.domain.timeliness import check_days, check_open, concerns, repeats
from shared.events.case import (
    ApplicationFiled,
    BranchResolved,
    CaseEvent,
    ClassCertified,
    ConclusionReceived,
    CvCertified,
    CvDeclared,
    CvSealed,
    DecisionReceived,
    GrassrootsResolved,
    ProspectListed,
)
from shared.events.stage import Stage
from shared.events.terms import Relation
from shared.law.refusal import Refused
from shared.law.rules import in_force


def decide(command: CaseCommand, case: Case, given: Given) -> Sequence[CaseEvent]:
    """The facts that `command` makes of `case`; Refused with every clause that forbids it."""
    if isinstance(command, CorrectStep):
        return correct(command, case, given)
    if repeats(command, case) or not concerns(command, case):
        return []
    check_open(command, case)
    check_days(command, case, given)
    match command:
        case ListProspect():
            return [list_prospect(command, given)]
        case CertifyClass(case_id=case_id, certificate_no=number, certified_on=day):
            return [ClassCertified(case_id=case_id, certificate_no=number, certified_on=day)]
        case FileApplication(case_id=case_id, filed_on=day):
            return [ApplicationFiled(case_id=case_id, filed_on=day)]
        case DeclareCv():
            return [declare_cv(command, case, given)]
        case SealCv():
            return [seal_cv(command, case, given)]
        case ReceiveConclusion(case_id=case_id, concluded_on=day):
            return [ConclusionReceived(case_id=case_id, concluded_on=day)]
        case CertifyCv(case_id=case_id, certified_on=day):
            return [CvCertified(case_id=case_id, certified_on=day)]
        case ResolveInBranch():
            return [resolve_in_branch(command, case, given)]
        case ResolveInGrassroots():
            return [resolve_in_grassroots(command, given)]
        case DecideAdmission():
            return [decide_admission(command, case, given)]
        case ReceiveDecision(case_id=case_id, received_on=day):
            return [DecisionReceived(case_id=case_id, received_on=day)]
        case HoldCeremony():
            return [hold_ceremony(command, case, given)]
        case CancelDecision():
            return [cancel_decision(command, case, given)]
        case _ if isinstance(command, AppraisalCommand):
            return [appraise(command, given)]
        case ExtendDeadline():
            return [extend(command, case, given)]
        case _ if isinstance(command, MentoringCommand):
            return [mentor(command, case)]
        case _ if isinstance(command, ConditionCommand):
            return [condition(command, case, given)]
        case _ if isinstance(command, PreparationCommand):
            return [prepare(command, case, given)]
        case _ if isinstance(command, ProbationCommand):
            return [proceed(command, case, given)]
        case _ if isinstance(command, AppealCommand):
            return [appeal(command, case, given)]
        case DisciplineProbationer():
            return [discipline(command, given)]
        case _ if isinstance(command, RecognitionPaperCommand):
            return [write(command, case)]
        case _ if isinstance(command, SetbackCommand):
            return [set_back(command, case, given)]
        case _ if isinstance(command, MovingCommand):
            return [move(command, case, given)]
        case _:
            return [depart(command, case, given)]


def list_prospect(command: ListProspect, given: Given) -> ProspectListed:
    if not given.line:
        raise Refused("committee_unknown", found=command.listed_on)
    if given.line[0].type not in BRANCHES:
        raise Refused("not_a_branch", rule=in_force("prospect_first", command.listed_on))
    if command.follows and not redone_by(command, given.followed):
        raise Refused("nothing_to_redo", rule=in_force("cancellation", command.listed_on))
    return ProspectListed(
        case_id=command.case_id,
        person_id=command.person_id,
        branch_id=command.branch_id,
        listed_on=command.listed_on,
        profile=command.profile,
        relied_on=given.relied_on,
        follows=command.follows,
    )


def redone_by(command: ListProspect, followed: Case) -> bool:
    """Whether the case it follows was the same person's and may be done again (QĐ 24 §3.6)."""
    return followed.person_id == command.person_id and may_begin_again(followed)


def declare_cv(command: DeclareCv, case: Case, given: Given) -> CvDeclared:
    """Refused unless the CV names the applicant once and nobody twice (HD 01 §3.3)."""
    rule = in_force("cv_names_applicant", command.declared_on)
    applicants = [p.person_id for p in command.persons if p.relation is Relation.APPLICANT]
    if applicants != [case.person_id]:
        raise Refused("cv_without_applicant", rule=rule, found=len(applicants), needed=1)
    if len({person.person_id for person in command.persons}) < len(command.persons):
        raise Refused("cv_names_twice", rule=rule)
    if given.unknown:
        raise Refused("committee_unknown", found=command.declared_on)
    return CvDeclared(
        case_id=command.case_id, declared_on=command.declared_on, persons=command.persons
    )


def seal_cv(command: SealCv, case: Case, given: Given) -> CvSealed:
    """The sealed CV repeats whom it names, so that verification needs nothing else.

    The letters go out on this day: whoever took over from a committee named is asked (N20).
    """
    return CvSealed(
        case_id=command.case_id,
        sealed_on=command.sealed_on,
        branch_id=branch(case, given),
        persons=tuple(
            replace(person, committee_id=given.now(person.committee_id)) for person in case.persons
        ),
    )


def resolve_in_branch(command: ResolveInBranch, case: Case, given: Given) -> BranchResolved:
    """Age and certificate are judged on the day of the branch meeting, not of the decision."""
    day = command.resolved_on
    age = age_in_months(given.born_on, day, case.conditions)
    check_waiting(case, day)
    certificate = certificate_age(known(case.day(Stage.CLASS_CERTIFIED)), day)
    check_branch_vote(command.vote, day)
    return BranchResolved(
        case_id=command.case_id,
        resolution_no=command.resolution_no,
        resolved_on=day,
        vote=command.vote,
        age_months=age,
        certificate_months=certificate,
        section_id=section_above(given.line),
    )


def resolve_in_grassroots(command: ResolveInGrassroots, given: Given) -> GrassrootsResolved:
    check_committee_vote(command.vote, command.resolved_on)
    return GrassrootsResolved(
        case_id=command.case_id,
        resolution_no=command.resolution_no,
        resolved_on=command.resolved_on,
        vote=command.vote,
        appraised_by=appraiser(given.line),
    )
