"""A made-up case told as the commands that its offices send, each at its moment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from services.intake import domain as intake
from services.sample.background import Reply
from services.sample.days import recorded
from services.sample.entry import Command, Entry, identity
from services.sample.leaving import departure
from services.sample.moving import MOVES, beside, move
from services.sample.numbers import CONSENT, Place, canceller
from services.sample.plan import Plan
from services.sample.preparing import introduction, names, opinions
from services.sample.tree import Body, Tree
from services.verification import domain as verification
from shared.events.background import Resolution
from shared.events.stage import ASIDE, ENDED, Stage
from shared.events.terms import CommitteeVote, DocumentNumber, PersonId, Vote
from shared.people.access import Office, Role
from shared.people.vault import Field

LEAVING = ASIDE | ENDED - {Stage.DECISION_CANCELLED}
Numbers = Mapping[Place, DocumentNumber]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A command and its sender, on its day; who took over from `body` sends it if need be."""

    on: date
    body: Body
    role: Role
    command: Command
    sealed: Mapping[PersonId, Mapping[Field, str]] = field(default_factory=dict)


def tell(plan: Plan, numbers: Numbers, tree: Tree, *, seed: int) -> list[Entry]:
    """The commands of a case in their order, under keys that stay the same."""
    random = Random(f"{seed}/{plan.name}/telling")  # noqa: S311
    told = list(in_order(plan, numbers, tree, random=random))
    moments = recorded([each.on for each in told], random)
    return [
        Entry(
            key=identity(seed, plan.name, "command", number),
            at=at,
            office=sender(each, at, tree),
            command=each.command,
            sealed=each.sealed,
        )
        for number, (each, at) in enumerate(zip(told, moments, strict=True))
    ]


def in_order(plan: Plan, numbers: Numbers, tree: Tree, *, random: Random) -> Iterator[Told]:
    """One command a step, and the answers between the seal and the conclusion."""
    for stage, on in plan.days.items():
        yield Told(
            on=on,
            body=taker(plan, stage, tree),
            role=role_of(plan, stage),
            command=command(plan, stage, numbers, tree, random=random),
            sealed=values(plan, stage),
        )
        if stage is Stage.CV_SEALED:
            yield from answers(plan, numbers, tree)


def sender(told: Told, at: datetime, tree: Tree) -> Office:
    """A step is taken by whoever stood there on its day, an answer entered by whoever does so."""
    entered = isinstance(told.command, verification.Command)
    return tree.standing(told.body, at.date() if entered else told.on).office(told.role)


def role_of(plan: Plan, stage: Stage) -> Role:
    if stage is Stage.RETURNED and Stage.GRASSROOTS_RESOLVED not in plan.days:
        return Role.GRASSROOTS_SECRETARY
    return intake.TAKEN_BY[stage]


def taker(plan: Plan, stage: Stage, tree: Tree) -> Body:
    """Whose step it is on its day."""
    on = plan.days[stage]
    if stage is Stage.DECISION_CANCELLED:
        return canceller(plan, tree)
    match role_of(plan, stage):
        case Role.BRANCH_CLERK if stage is Stage.TRANSFER_PRESENTED:
            return beside(plan.branch, tree, plan, stage)
        case Role.BRANCH_CLERK:
            return plan.branch
        case Role.GRASSROOTS_SECRETARY:
            return tree.office(plan.branch, on)
        case _:
            return tree.decider(plan.branch, on)


def answers(plan: Plan, numbers: Numbers, tree: Tree) -> Iterator[Told]:
    """The asked committee answers itself, or the asking one enters what came on paper."""
    for number, reply in enumerate(plan.replies):
        kind = verification.RecordPaperReply if reply.on_paper else verification.RecordReply
        yield Told(
            on=reply.on,
            body=tree.office(plan.branch, reply.on) if reply.on_paper else reply.asked,
            role=Role.GRASSROOTS_SECRETARY,
            command=kind(
                case_id=plan.case_id,
                request_id=verification.request_id(plan.case_id, reply.person_id),
                result=reply.result,
                document_no=numbers[plan.name, f"answer {number}"],
                replied_on=reply.on,
            ),
        )
        if reply.settles:
            yield settled(plan, reply, tree, numbers[plan.name, f"answer {number}"])


def settled(plan: Plan, reply: Reply, tree: Tree, number: DocumentNumber) -> Told:
    """What differed at first is verified by the answer that came after it."""
    request_id = verification.request_id(plan.case_id, reply.person_id)
    return Told(
        on=reply.on,
        body=tree.office(plan.branch, reply.on),
        role=Role.GRASSROOTS_SECRETARY,
        command=verification.ResolveDiscrepancy(
            case_id=plan.case_id,
            discrepancy_id=verification.reply_discrepancy(request_id, 0),
            resolution=Resolution.VERIFIED,
            document_no=number,
            resolved_on=reply.on,
        ),
    )


def values(plan: Plan, stage: Stage) -> Mapping[PersonId, Mapping[Field, str]]:
    """What goes into the vault with the step, and into no event."""
    who = plan.applicant
    match stage:
        case Stage.PROSPECT_LISTED:
            born_on = who.born_on.isoformat()
            return {who.person_id: {Field.NAME: who.name, Field.BORN_ON: born_on}}
        case Stage.INTRODUCED:
            return names(plan)
        case Stage.CV_DECLARED:
            return {
                each.person_id: {Field.NAME: each.name, Field.BIRTH_YEAR: str(each.birth_year)}
                for each in plan.relatives[1:]
            }
        case _:
            return {}


def command(plan: Plan, stage: Stage, numbers: Numbers, tree: Tree, *, random: Random) -> Command:
    case_id, on = plan.case_id, plan.days[stage]
    match stage:
        case Stage.PROSPECT_LISTED:
            return listing(plan, tree)
        case _ if stage in MOVES:
            return move(plan, stage, numbers.get((plan.name, stage)), tree)
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


def branch_vote(members: int, random: Random) -> Vote:
    """Some are away; most agree, and never fewer than two thirds of the base."""
    elsewhere, exempt = random.choice((0, 0, 0, 1)), random.choice((0, 0, 0, 1))
    base = members - elsewhere - exempt
    return Vote(
        official_members=members,
        temporarily_elsewhere=elsewhere,
        exempt_and_absent=exempt,
        in_favour=in_favour(base, random),
    )


def committee_vote(members: int, random: Random) -> CommitteeVote:
    return CommitteeVote(members=members, in_favour=in_favour(members, random))


def in_favour(base: int, random: Random) -> int:
    return max(base - random.choice((0, 0, 0, 1, 1, 2)), -(-2 * base // 3))
