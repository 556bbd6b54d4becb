"""The command by which a made-up case comes to each stage."""

from random import Random

from services.intake import domain as intake
from services.sample.conditions import CONDITIONED, about_condition
from services.sample.entry import Command
from services.sample.leaving import departure
from services.sample.moving import MOVES, move
from services.sample.numbers import CONSENT
from services.sample.plan import Plan
from services.sample.preparing import introduction, opinions
from services.sample.probation import IN_PROBATION, in_probation
from services.sample.setbacks import SETBACKS, setback
from services.sample.told import Numbers
from services.sample.tree import Tree
from services.sample.voting import branch_vote, committee_vote
from services.verification import domain as verification
from shared.events.stage import ASIDE, ENDED, Stage
from shared.events.terms import DocumentNumber

LEAVING = ASIDE | ENDED - {Stage.DECISION_CANCELLED}


def command(plan: Plan, stage: Stage, numbers: Numbers, tree: Tree, *, random: Random) -> Command:
    case_id, on = plan.case_id, plan.days[stage]
    match stage:
        case Stage.PROSPECT_LISTED:
            return listing(plan, tree)
        case _ if stage in CONDITIONED:
            return about_condition(plan, stage, numbers.get((plan.name, stage)), tree)
        case _ if stage in MOVES:
            return move(plan, stage, numbers.get((plan.name, stage)), tree)
        case _ if stage in IN_PROBATION:
            return in_probation(plan, stage, numbers.get((plan.name, stage)))
        case _ if stage in SETBACKS:
            return setback(plan, stage, numbers.get((plan.name, stage)))
        case _ if stage in LEAVING:
            vote = branch_vote(plan.branch.members, random)
            number = numbers.get((plan.name, stage))
            return departure(case_id, stage, number, on=on, vote=vote, turn=plan.turn)
        case Stage.APPLICATION_FILED:
            return intake.FileApplication(case_id=case_id, filed_on=on)
        case Stage.CV_DECLARED:
            persons = tuple(each.named(tree, on) for each in plan.relatives)
            return intake.DeclareCv(case_id=case_id, declared_on=on, persons=persons)
        case Stage.CV_SEALED:
            return intake.SealCv(case_id=case_id, sealed_on=on)
        case Stage.BACKGROUND_CONCLUDED:
            return verification.Conclude(case_id=case_id, concluded_on=on)
        case Stage.INTRODUCED:
            return introduction(plan, numbers.get((plan.name, stage)))
        case Stage.OPINIONS_SUMMARISED:
            return opinions(plan)
        case Stage.CV_CERTIFIED:
            return intake.CertifyCv(case_id=case_id, certified_on=on)
        case Stage.MEMBER_CV_RECEIVED:
            return intake.ReceiveMemberCv(case_id=case_id, received_on=on)
        case Stage.SELF_REVIEWED:
            return intake.WriteSelfReview(case_id=case_id, written_on=on)
        case Stage.PROBATION_COMMENTED:
            return intake.CommentOnProbation(case_id=case_id, commented_on=on)
        case Stage.PROBATION_OPINIONS_SUMMARISED:
            return intake.SummariseProbationOpinions(
                case_id=case_id,
                summarised_on=on,
                mass_organisations=1,
                residence_on=plan.days[Stage.SELF_REVIEWED],
            )
        case Stage.DECISION_RECEIVED:
            return intake.ReceiveDecision(case_id=case_id, received_on=on)
        case Stage.ADMITTED:
            return intake.HoldCeremony(
                case_id=case_id,
                held_on=on,
                profile=plan.applicant.admitted,
                consent_no=numbers.get((plan.name, CONSENT)),
            )
        case _:
            number = numbers[plan.name, stage]
            return with_paper(plan, stage, number, tree, random=random)


def listing(plan: Plan, tree: Tree) -> Command:
    on = plan.days[Stage.PROSPECT_LISTED]
    return intake.ListProspect(
        case_id=plan.case_id,
        person_id=plan.applicant.person_id,
        branch_id=tree.standing(plan.branch, on).committee_id,
        listed_on=on,
        profile=plan.applicant.listed,
        follows=plan.follows,
    )


def with_paper(
    plan: Plan, stage: Stage, number: DocumentNumber, tree: Tree, *, random: Random
) -> Command:
    """The steps that are told by a numbered document."""
    case_id, on = plan.case_id, plan.days[stage]
    match stage:
        case Stage.CLASS_CERTIFIED:
            return intake.CertifyClass(case_id=case_id, certificate_no=number, certified_on=on)
        case Stage.BRANCH_RESOLVED:
            vote = branch_vote(plan.branch.members, random)
            return intake.ResolveInBranch(
                case_id=case_id, resolution_no=number, resolved_on=on, vote=vote
            )
        case Stage.GRASSROOTS_RESOLVED:
            votes = committee_vote(tree.office(plan.branch, on).members, random)
            return intake.ResolveInGrassroots(
                case_id=case_id, resolution_no=number, resolved_on=on, vote=votes
            )
        case Stage.SECTION_EXAMINED:
            return intake.ExamineInSection(case_id=case_id, report_no=number, examined_on=on)
        case Stage.APPRAISED:
            return intake.AppraiseDossier(case_id=case_id, note_no=number, appraised_on=on)
        case Stage.DECIDED:
            return intake.DecideAdmission(case_id=case_id, decision_no=number, decided_on=on)
        case Stage.DECISION_CANCELLED:
            return intake.CancelDecision(
                case_id=case_id, decision_no=number, cancelled_on=on, reason=plan.reason
            )
        case _:
            return of_a_member(plan, stage, number, tree, random=random)


def of_a_member(
    plan: Plan, stage: Stage, number: DocumentNumber, tree: Tree, *, random: Random
) -> Command:
    """The steps after the ceremony that are told by a numbered document."""
    case_id, on = plan.case_id, plan.days[stage]
    match stage:
        case Stage.NEW_MEMBER_CERTIFIED:
            return intake.CertifyNewMember(case_id=case_id, certificate_no=number, certified_on=on)
        case Stage.RECOGNITION_PROPOSED:
            vote = branch_vote(plan.branch.members, random)
            return intake.ProposeRecognition(
                case_id=case_id, resolution_no=number, resolved_on=on, vote=vote
            )
        case Stage.RECOGNITION_RESOLVED:
            votes = committee_vote(tree.office(plan.branch, on).members, random)
            return intake.ResolveRecognition(
                case_id=case_id, resolution_no=number, resolved_on=on, vote=votes
            )
        case Stage.OFFICIAL:
            return intake.RecogniseMember(case_id=case_id, decision_no=number, decided_on=on)
        case _:
            raise AssertionError(f"{stage} has no numbered document")
