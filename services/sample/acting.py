"""The command by which the asking side does each act of a made-up verification."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from services.sample.courses import (
    Act,
    Answered,
    Asked,
    Checked,
    Decided,
    Matched,
    Reminded,
    Supplemented,
    Waived,
    Withdrawn,
)
from services.sample.entry import identity
from services.sample.plan import Plan
from services.sample.tree import Tree
from services.verification import domain as verification
from shared.events.background import Membership, RequestChannel, WaiverKind, Way
from shared.events.terms import CommitteeId, DocumentNumber, PersonId, Relation, RequestId


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The file as it lies before the asking side on a day, and the number of its next paper."""

    plan: Plan
    tree: Tree
    state: verification.Verification
    on: date
    number: DocumentNumber

    def person(self, relation: Relation) -> PersonId:
        return next(one.person_id for one in self.plan.relatives if one.relation is relation)

    def newest(self, about: Relation, *, called_back: bool = False) -> RequestId:
        """The newest question about a person that counts, or the one that was called back."""
        return [
            id_
            for id_, one in self.state.requests.items()
            if one.relation is about
            and (one.called_back_by is not None if called_back else not one.idle)
        ][-1]


def command_of(act: Act, scene: Scene) -> verification.Command:
    case_id, on, number = scene.plan.case_id, scene.on, scene.number
    match act:
        case Reminded(about):
            return verification.Remind(
                case_id=case_id,
                request_id=scene.newest(about),
                document_no=number,
                reminded_on=on,
            )
        case Answered(about, result, ground):
            return verification.RecordPaperReply(
                case_id=case_id,
                request_id=scene.newest(about),
                result=result,
                document_no=number,
                replied_on=on,
                ground=ground,
            )
        case Asked():
            return asked(act, scene)
        case Checked() | Decided() | Supplemented():
            return compared(act, scene)
        case Waived() | Matched() | Withdrawn():
            return waived(act, scene)
        case _:
            assert_never(act)


def asked(act: Asked, scene: Scene) -> verification.AskAgain:
    plan, on = scene.plan, scene.on
    return verification.AskAgain(
        case_id=plan.case_id,
        request_id=scene.newest(act.about, called_back=act.way is Way.AGAIN),
        way=act.way,
        channel=act.channel,
        letter_no=scene.number,
        sent_on=on,
        addressee_id=elsewhere(scene) if act.way is Way.ELSEWHERE else None,
        agency=act.agency,
        envoy_id=envoy(plan) if act.channel is RequestChannel.ENVOY else None,
    )


def elsewhere(scene: Scene) -> CommitteeId:
    """A commune to which somebody moved."""
    tree, on = scene.tree, scene.on
    left = tree.standing(scene.plan.relatives[-1].known_to, on)
    here = (tree.standing(each, on) for each in tree.communes)
    return next(each.committee_id for each in here if each is not left)


def envoy(plan: Plan) -> PersonId:
    return PersonId(identity(plan.case_id, "envoy"))


def compared(act: Checked | Decided | Supplemented, scene: Scene) -> verification.Command:
    case_id, on = scene.plan.case_id, scene.on
    match act:
        case Checked(field, paper):
            return verification.CheckField(
                case_id=case_id,
                person_id=scene.plan.applicant.person_id,
                field=field,
                paper=paper,
                checked_on=on,
            )
        case Decided(resolution):
            (open_one,) = [id_ for id_, one in scene.state.discrepancies.items() if one.open]
            return verification.ResolveDiscrepancy(
                case_id=case_id,
                discrepancy_id=open_one,
                resolution=resolution,
                document_no=scene.number,
                resolved_on=on,
            )
        case Supplemented():
            return verification.SupplementDossier(
                case_id=case_id, document_no=scene.number, supplemented_on=on
            )
        case _:
            assert_never(act)


def waived(act: Waived | Matched | Withdrawn, scene: Scene) -> verification.Command:
    case_id, on = scene.plan.case_id, scene.on
    if isinstance(act, Waived):
        return proposal(act, scene)
    (standing,) = [id_ for id_, one in scene.state.waivers.items() if one.stands]
    match act:
        case Matched(outcome):
            return verification.RecordMatch(
                case_id=case_id,
                waiver_id=standing,
                outcome=outcome,
                document_no=scene.number,
                matched_on=on,
            )
        case Withdrawn(reason):
            return verification.WithdrawWaiver(
                case_id=case_id, waiver_id=standing, reason=reason, withdrawn_on=on
            )
        case _:
            assert_never(act)


def proposal(act: Waived, scene: Scene) -> verification.ProposeWaiver:
    """With the conclusion of the branch where the ground is that all are well known."""
    by_membership = act.kind in verification.MEMBERS
    return verification.ProposeWaiver(
        case_id=scene.plan.case_id,
        kind=act.kind,
        document_no=scene.number,
        proposed_on=scene.on,
        person_id=scene.person(act.by) if act.by else None,
        membership=Membership.CURRENT if by_membership else None,
        items=act.clear,
        conclusion_no=scene.number if act.kind is WaiverKind.WELL_KNOWN else None,
    )
