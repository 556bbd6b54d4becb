"""The forms between the ceremony and an official member: what they ask, and their commands."""

from collections.abc import Mapping

from services.intake.domain import (
    CaseCommand,
    CertifyNewMember,
    ProposeRecognition,
    ReceiveMemberCv,
    RecogniseMember,
    ResolveRecognition,
    StrikeOff,
)
from shared.events.stage import Stage
from shared.events.terms import CaseId, CommitteeVote, StrikeReason, Vote
from shared.web.entry import Typed

PROBATION_SLUGS: Mapping[Stage, str] = {
    Stage.MEMBER_CV_RECEIVED: "member-cv",
    Stage.NEW_MEMBER_CERTIFIED: "new-member-class",
    Stage.RECOGNITION_PROPOSED: "recognition-proposal",
    Stage.RECOGNITION_RESOLVED: "recognition-resolution",
    Stage.OFFICIAL: "recognition",
    Stage.STRUCK_OFF: "strike-off",
}
PROBATION_LABELS: Mapping[Stage, Mapping[str, str]] = {
    Stage.MEMBER_CV_RECEIVED: {"day": "field.handed_in_on"},
    Stage.NEW_MEMBER_CERTIFIED: {
        "document_no": "field.certificate_no",
        "day": "field.certified_on",
    },
    Stage.RECOGNITION_PROPOSED: {
        "document_no": "field.resolution_no",
        "day": "field.resolved_on",
        "official_members": "vote.official_members",
        "temporarily_elsewhere": "vote.temporarily_elsewhere",
        "exempt_and_absent": "vote.exempt_and_absent",
        "in_favour": "vote.in_favour",
    },
    Stage.RECOGNITION_RESOLVED: {
        "document_no": "field.resolution_no",
        "day": "field.resolved_on",
        "members": "vote.members",
        "in_favour": "vote.in_favour",
    },
    Stage.OFFICIAL: {"document_no": "field.decision_no", "day": "field.decided_on"},
    Stage.STRUCK_OFF: {
        "document_no": "field.decision_no",
        "day": "field.struck_off_on",
        "reason": "field.why",
    },
}


def probation_step(stage: Stage, typed: Typed, case_id: CaseId) -> CaseCommand | None:
    """The command of a form without a vote, or None where `typed` now holds mistakes."""
    if stage is Stage.MEMBER_CV_RECEIVED:
        handed_in = typed.day("day")
        return ReceiveMemberCv(case_id=case_id, received_on=handed_in) if handed_in else None
    number, day = typed.document("document_no"), typed.day("day")
    if stage is Stage.STRUCK_OFF:
        reason = typed.choice("reason", StrikeReason)
        if number is None or day is None or reason is None:
            return None
        return StrikeOff(case_id=case_id, decision_no=number, struck_off_on=day, reason=reason)
    if number is None or day is None:
        return None
    if stage is Stage.NEW_MEMBER_CERTIFIED:
        return CertifyNewMember(case_id=case_id, certificate_no=number, certified_on=day)
    return RecogniseMember(case_id=case_id, decision_no=number, decided_on=day)


def propose_recognition(typed: Typed, case_id: CaseId, vote: Vote | None) -> CaseCommand | None:
    number, day = typed.document("document_no"), typed.day("day")
    if number is None or day is None or vote is None:
        return None
    return ProposeRecognition(case_id=case_id, resolution_no=number, resolved_on=day, vote=vote)


def resolve_recognition(
    typed: Typed, case_id: CaseId, vote: CommitteeVote | None
) -> CaseCommand | None:
    number, day = typed.document("document_no"), typed.day("day")
    if number is None or day is None or vote is None:
        return None
    return ResolveRecognition(case_id=case_id, resolution_no=number, resolved_on=day, vote=vote)
