"""The forms by which a case leaves its way: what they ask, and the command they become."""

from collections.abc import Mapping
from enum import StrEnum

from services.intake.domain import (
    CaseCommand,
    CloseCase,
    DelistProspect,
    RecordLostVote,
    RefuseAdmission,
    ResubmitDossier,
    ReturnDossier,
    WithdrawApplication,
)
from shared.events.appraisal import AppraisalOutcome
from shared.events.stage import Stage
from shared.events.terms import (
    CancelReason,
    CaseId,
    LeaveReason,
    RefusalReason,
    ReturnReason,
    StrikeReason,
    Vote,
)
from shared.web.entry import Typed

REASONS: Mapping[Stage, tuple[str, type[StrEnum]]] = {
    Stage.DELISTED: ("leave_reason", LeaveReason),
    Stage.CLOSED: ("leave_reason", LeaveReason),
    Stage.APPRAISAL_HELD: ("appraisal_outcome", AppraisalOutcome),
    Stage.RETURNED: ("return_reason", ReturnReason),
    Stage.REFUSED: ("refusal_reason", RefusalReason),
    Stage.DECISION_CANCELLED: ("cancel_reason", CancelReason),
    Stage.STRUCK_OFF: ("strike_reason", StrikeReason),
}
"""Which reasons a form offers, and under which keys their texts stand."""

DEPARTURE_SLUGS: Mapping[Stage, str] = {
    Stage.PROSPECT_LISTED: "again",
    Stage.DELISTED: "delist",
    Stage.BRANCH_NOT_PASSED: "lost-vote",
    Stage.RETURNED: "return",
    Stage.RESUBMITTED: "resubmit",
    Stage.REFUSED: "refuse",
    Stage.WITHDRAWN: "withdraw",
    Stage.CLOSED: "close",
}
DEPARTURE_LABELS: Mapping[Stage, Mapping[str, str]] = {
    Stage.PROSPECT_LISTED: {"day": "field.listed_on"},
    Stage.DELISTED: {"day": "field.delisted_on", "reason": "field.why"},
    Stage.BRANCH_NOT_PASSED: {
        "document_no": "field.minutes_no",
        "day": "field.resolved_on",
        "official_members": "vote.official_members",
        "temporarily_elsewhere": "vote.temporarily_elsewhere",
        "exempt_and_absent": "vote.exempt_and_absent",
        "in_favour": "vote.in_favour",
    },
    Stage.RETURNED: {
        "document_no": "field.note_no",
        "day": "field.returned_on",
        "reason": "field.lacking",
    },
    Stage.RESUBMITTED: {"day": "field.resubmitted_on"},
    Stage.REFUSED: {
        "document_no": "field.notice_no",
        "day": "field.refused_on",
        "reason": "field.why",
    },
    Stage.WITHDRAWN: {"day": "field.withdrawn_on"},
    Stage.CLOSED: {"day": "field.closed_on", "reason": "field.why"},
}


def departure_of(stage: Stage, typed: Typed, case_id: CaseId) -> CaseCommand | None:
    """The command of a form that tells a day and perhaps a reason."""
    match stage:
        case Stage.DELISTED | Stage.CLOSED:
            return leave(stage, typed, case_id)
        case Stage.RETURNED:
            return return_dossier(typed, case_id)
        case Stage.REFUSED:
            return refuse_admission(typed, case_id)
        case _:
            return dated_departure(stage, typed, case_id)


def dated_departure(stage: Stage, typed: Typed, case_id: CaseId) -> CaseCommand | None:
    day = typed.day("day")
    if day is None:
        return None
    if stage is Stage.RESUBMITTED:
        return ResubmitDossier(case_id=case_id, resubmitted_on=day)
    return WithdrawApplication(case_id=case_id, withdrawn_on=day)


def leave(stage: Stage, typed: Typed, case_id: CaseId) -> CaseCommand | None:
    day, reason = typed.day("day"), typed.choice("reason", LeaveReason)
    if day is None or reason is None:
        return None
    if stage is Stage.DELISTED:
        return DelistProspect(case_id=case_id, delisted_on=day, reason=reason)
    return CloseCase(case_id=case_id, closed_on=day, reason=reason)


def return_dossier(typed: Typed, case_id: CaseId) -> CaseCommand | None:
    number, day = typed.document("document_no"), typed.day("day")
    reason = typed.choice("reason", ReturnReason)
    if number is None or day is None or reason is None:
        return None
    return ReturnDossier(case_id=case_id, note_no=number, returned_on=day, reason=reason)


def refuse_admission(typed: Typed, case_id: CaseId) -> CaseCommand | None:
    number, day = typed.document("document_no"), typed.day("day")
    reason = typed.choice("reason", RefusalReason)
    if number is None or day is None or reason is None:
        return None
    return RefuseAdmission(case_id=case_id, notice_no=number, refused_on=day, reason=reason)


def lose_vote(typed: Typed, case_id: CaseId, vote: Vote | None) -> CaseCommand | None:
    number, day = typed.document("document_no"), typed.day("day")
    if number is None or day is None or vote is None:
        return None
    return RecordLostVote(case_id=case_id, minutes_no=number, held_on=day, vote=vote)
