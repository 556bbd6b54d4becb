"""What each form asks, and the command that it becomes once everything can be read."""

from collections.abc import Mapping

from services.intake.domain import (
    CancelDecision,
    CaseCommand,
    CertifyClass,
    CertifyCv,
    DecideAdmission,
    FileApplication,
    HoldCeremony,
    ReceiveDecision,
    ResolveInBranch,
    ResolveInGrassroots,
    SealCv,
)
from services.intake.pages.appraisal_forms import (
    APPRAISAL_LABELS,
    APPRAISAL_SLUGS,
    appraisal_step,
)
from services.intake.pages.departure_forms import (
    DEPARTURE_LABELS,
    DEPARTURE_SLUGS,
    departure_of,
    lose_vote,
)
from services.intake.pages.moving_forms import MOVING_LABELS, MOVING_SLUGS, moving_step
from services.intake.pages.preparation_forms import PREPARATION_LABELS, PREPARATION_SLUGS
from services.intake.pages.probation_forms import (
    PROBATION_LABELS,
    PROBATION_SLUGS,
    probation_step,
    propose_recognition,
    resolve_recognition,
)
from shared.events.stage import Stage
from shared.events.terms import (
    CancelReason,
    CaseId,
    CommitteeVote,
    Ethnicity,
    Profile,
    Sex,
    Study,
    Union,
    Vote,
)
from shared.web.entry import Typed

SLUGS: Mapping[Stage, str] = {
    Stage.CLASS_CERTIFIED: "certificate",
    Stage.APPLICATION_FILED: "application",
    Stage.CV_DECLARED: "cv",
    Stage.CV_SEALED: "seal",
    Stage.CV_CERTIFIED: "certify",
    Stage.BRANCH_RESOLVED: "branch-resolution",
    Stage.GRASSROOTS_RESOLVED: "grassroots-resolution",
    Stage.DECIDED: "decision",
    Stage.DECISION_RECEIVED: "received",
    Stage.ADMITTED: "ceremony",
    Stage.DECISION_CANCELLED: "cancel",
    **PREPARATION_SLUGS,
    **APPRAISAL_SLUGS,
    **DEPARTURE_SLUGS,
    **PROBATION_SLUGS,
    **MOVING_SLUGS,
}
"""The last word of the address of the form for the step to a stage."""

STAGES: Mapping[str, Stage] = {slug: stage for stage, slug in SLUGS.items()}

FIELD_OF: Mapping[str, str] = {
    "in_future": "day",
    "too_young": "day",
    "too_old": "day",
    "certificate_expired": "day",
    "already_taken": "day",
    "document_number_form": "document_no",
    "too_few_members": "official_members",
    "branch_vote_impossible": "official_members",
    "branch_vote": "in_favour",
    "grassroots_vote_impossible": "members",
    "grassroots_vote": "in_favour",
    "cv_without_applicant": "committee_0",
    "cv_names_twice": "name_1",
    "ceremony_late": "consent_no",
    "vote_passed": "in_favour",
    "on_probation": "day",
    "not_in_youth_union": "path",
    "not_in_trade_union": "path",
    "youth_union_first": "path",
    "path_reason_missing": "reason",
    "union_resolution_missing": "union_no",
    "introducers_count": "name_2",
    "introducer_months": "months_1",
    "opinion_after_summary": "residence_on",
    "moves_nowhere": "branch",
    "moves_to_no_branch": "branch",
    "introduced_before_move": "left_on",
} | {f"before_{stage}": "day" for stage in Stage}
"""The field that a refusal speaks of, to be linked from its summary."""


LABELS: Mapping[Stage, Mapping[str, str]] = {
    Stage.CLASS_CERTIFIED: {"document_no": "field.certificate_no", "day": "field.certified_on"},
    Stage.APPLICATION_FILED: {"day": "field.filed_on"},
    Stage.CV_DECLARED: {"day": "field.declared_on", "committee_0": "person.committee"},
    Stage.CV_SEALED: {"day": "field.sealed_on"},
    Stage.CV_CERTIFIED: {"day": "field.cv_certified_on"},
    Stage.BRANCH_RESOLVED: {
        "document_no": "field.resolution_no",
        "day": "field.resolved_on",
        "official_members": "vote.official_members",
        "temporarily_elsewhere": "vote.temporarily_elsewhere",
        "exempt_and_absent": "vote.exempt_and_absent",
        "in_favour": "vote.in_favour",
    },
    Stage.GRASSROOTS_RESOLVED: {
        "document_no": "field.resolution_no",
        "day": "field.resolved_on",
        "members": "vote.members",
        "in_favour": "vote.in_favour",
    },
    Stage.DECIDED: {"document_no": "field.decision_no", "day": "field.decided_on"},
    Stage.DECISION_RECEIVED: {"day": "field.received_on"},
    Stage.ADMITTED: {"day": "field.held_on", "consent_no": "field.consent_no"},
    Stage.DECISION_CANCELLED: {
        "document_no": "field.decision_no",
        "day": "field.cancelled_on",
        "reason": "field.reason",
    },
    **PREPARATION_LABELS,
    **APPRAISAL_LABELS,
    **DEPARTURE_LABELS,
    **PROBATION_LABELS,
    **MOVING_LABELS,
}
"""What the fields of each form are called: the keys of their texts."""


def command_of(stage: Stage, typed: Typed, case_id: CaseId) -> CaseCommand | None:
    """The command of a form but for the CV, or None where `typed` now holds mistakes."""
    match stage:
        case Stage.CLASS_CERTIFIED:
            return certify_class(typed, case_id)
        case Stage.BRANCH_RESOLVED:
            return resolve_in_branch(typed, case_id)
        case Stage.GRASSROOTS_RESOLVED:
            return resolve_in_grassroots(typed, case_id)
        case Stage.DECIDED:
            return decide_admission(typed, case_id)
        case Stage.DECISION_CANCELLED:
            return cancel_decision(typed, case_id)
        case Stage.BRANCH_NOT_PASSED:
            return lose_vote(typed, case_id, branch_vote(typed))
        case Stage.ADMITTED:
            return hold_ceremony(typed, case_id)
        case Stage.RECOGNITION_PROPOSED:
            return propose_recognition(typed, case_id, branch_vote(typed))
        case Stage.RECOGNITION_RESOLVED:
            return resolve_recognition(typed, case_id, committee_vote(typed))
        case _ if stage in APPRAISAL_SLUGS:
            return appraisal_step(stage, typed, case_id)
        case _ if stage in PROBATION_SLUGS:
            return probation_step(stage, typed, case_id)
        case _ if stage in MOVING_SLUGS:
            return moving_step(stage, typed, case_id)
        case _ if stage in DEPARTURE_SLUGS:
            return departure_of(stage, typed, case_id)
        case _:
            return dated_step(stage, typed, case_id)


def dated_step(stage: Stage, typed: Typed, case_id: CaseId) -> CaseCommand | None:
    """The steps that are told by their day alone."""
    day = typed.day("day")
    if day is None:
        return None
    match stage:
        case Stage.APPLICATION_FILED:
            return FileApplication(case_id=case_id, filed_on=day)
        case Stage.CV_SEALED:
            return SealCv(case_id=case_id, sealed_on=day)
        case Stage.CV_CERTIFIED:
            return CertifyCv(case_id=case_id, certified_on=day)
        case Stage.DECISION_RECEIVED:
            return ReceiveDecision(case_id=case_id, received_on=day)
        case _:
            raise AssertionError(f"{stage} has a form of its own")


def hold_ceremony(typed: Typed, case_id: CaseId) -> HoldCeremony | None:
    """The consent stands in the form only if the ceremony was late."""
    day, given = typed.day("day"), bool(typed.fields.get("consent_no"))
    consent = typed.document("consent_no") if given else None
    if day is None or (given and consent is None):
        return None
    return HoldCeremony(case_id=case_id, held_on=day, consent_no=consent)


def certify_class(typed: Typed, case_id: CaseId) -> CertifyClass | None:
    number, day = typed.document("document_no"), typed.day("day")
    if number is None or day is None:
        return None
    return CertifyClass(case_id=case_id, certificate_no=number, certified_on=day)


def decide_admission(typed: Typed, case_id: CaseId) -> DecideAdmission | None:
    number, day = typed.document("document_no"), typed.day("day")
    if number is None or day is None:
        return None
    return DecideAdmission(case_id=case_id, decision_no=number, decided_on=day)


def cancel_decision(typed: Typed, case_id: CaseId) -> CancelDecision | None:
    number, day = typed.document("document_no"), typed.day("day")
    reason = typed.choice("reason", CancelReason)
    if number is None or day is None or reason is None:
        return None
    return CancelDecision(case_id=case_id, decision_no=number, cancelled_on=day, reason=reason)


def resolve_in_branch(typed: Typed, case_id: CaseId) -> ResolveInBranch | None:
    number, day, vote = typed.document("document_no"), typed.day("day"), branch_vote(typed)
    if number is None or day is None or vote is None:
        return None
    return ResolveInBranch(case_id=case_id, resolution_no=number, resolved_on=day, vote=vote)


def branch_vote(typed: Typed) -> Vote | None:
    official, elsewhere = typed.number("official_members"), typed.number("temporarily_elsewhere")
    exempt, in_favour = typed.number("exempt_and_absent"), typed.number("in_favour")
    if official is None or elsewhere is None or exempt is None or in_favour is None:
        return None
    return Vote(
        official_members=official,
        temporarily_elsewhere=elsewhere,
        exempt_and_absent=exempt,
        in_favour=in_favour,
    )


def resolve_in_grassroots(typed: Typed, case_id: CaseId) -> ResolveInGrassroots | None:
    number, day, vote = typed.document("document_no"), typed.day("day"), committee_vote(typed)
    if number is None or day is None or vote is None:
        return None
    return ResolveInGrassroots(case_id=case_id, resolution_no=number, resolved_on=day, vote=vote)


def committee_vote(typed: Typed) -> CommitteeVote | None:
    members, in_favour = typed.number("members"), typed.number("in_favour")
    if members is None or in_favour is None:
        return None
    return CommitteeVote(members=members, in_favour=in_favour)


def profile(typed: Typed) -> Profile | None:
    """The coded facts that a prospect is listed with."""
    sex, ethnicity = typed.choice("sex", Sex), typed.choice("ethnicity", Ethnicity)
    union, study = typed.choice("union", Union), typed.choice("study", Study)
    if sex is None or ethnicity is None or union is None or study is None:
        return None
    return Profile(sex=sex, ethnicity=ethnicity, union=union, study=study)
