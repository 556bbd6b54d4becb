"""The forms by which a case leaves its way, or comes back to it."""

from collections.abc import Sequence

from services.intake.domain import (
    CloseCase,
    DelistProspect,
    RecordLostVote,
    RefuseAdmission,
    ResubmitDossier,
    ReturnDossier,
    WithdrawApplication,
)
from services.intake.pages.forms.form import StepForm
from services.intake.pages.forms.parts import day, document, reason, vote_of_branch
from shared.events.stage import Stage
from shared.events.terms import LeaveReason, RefusalReason, ReturnReason

DEPARTURES: Sequence[StepForm] = (
    StepForm(
        Stage.DELISTED,
        "delist",
        day("delisted_on", "field.delisted_on"),
        reason("reason", "field.why", codes=LeaveReason, words="leave_reason"),
        command=DelistProspect,
        in_words=True,
    ),
    StepForm(
        Stage.BRANCH_NOT_PASSED,
        "lost-vote",
        document("minutes_no", "field.minutes_no"),
        day("held_on", "field.resolved_on"),
        vote_of_branch(),
        command=RecordLostVote,
    ),
    StepForm(
        Stage.RETURNED,
        "return",
        document("note_no", "field.note_no"),
        day("returned_on", "field.returned_on"),
        reason("reason", "field.lacking", codes=ReturnReason, words="return_reason"),
        command=ReturnDossier,
        in_words=True,
    ),
    StepForm(
        Stage.RESUBMITTED,
        "resubmit",
        day("resubmitted_on", "field.resubmitted_on"),
        command=ResubmitDossier,
    ),
    StepForm(
        Stage.REFUSED,
        "refuse",
        document("notice_no", "field.notice_no"),
        day("refused_on", "field.refused_on"),
        reason("reason", "field.why", codes=RefusalReason, words="refusal_reason"),
        command=RefuseAdmission,
        in_words=True,
    ),
    StepForm(
        Stage.WITHDRAWN,
        "withdraw",
        day("withdrawn_on", "field.withdrawn_on"),
        command=WithdrawApplication,
    ),
    StepForm(
        Stage.CLOSED,
        "close",
        day("closed_on", "field.closed_on"),
        reason("reason", "field.why", codes=LeaveReason, words="leave_reason"),
        command=CloseCase,
        in_words=True,
    ),
)
