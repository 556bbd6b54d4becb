"""What becomes of a command that takes a case off its way: its fact, or a refusal."""

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from services.intake.domain.case import Case
from services.intake.domain.competence import (
    check_competent,
    competent_committee,
    grassroots_committee,
)
from services.intake.domain.departures import (
    CloseCase,
    DelistProspect,
    DepartureCommand,
    RecordLostVote,
    RefuseAdmission,
    ResubmitDossier,
    ReturnDossier,
    WithdrawApplication,
)
from services.intake.domain.detours import RESOLVED_BEFORE
from services.intake.domain.eligibility import check_lost_vote
from services.intake.domain.given import Given, Place
from shared.events.leaving import (
    AdmissionRefused,
    ApplicationWithdrawn,
    BranchDidNotPass,
    CaseClosed,
    DossierResubmitted,
    DossierReturned,
    LeavingEvent,
    ProspectDelisted,
)
from shared.events.stage import Stage
from shared.events.terms import CommitteeId
from shared.law.refusal import Refused
from shared.law.rules import in_force


def depart(command: DepartureCommand, case: Case, given: Given) -> LeavingEvent:
    """The fact that `command` makes; that it comes in its time is checked by then."""
    match command:
        case DelistProspect(case_id=case_id, delisted_on=day, reason=left):
            return ProspectDelisted(case_id=case_id, delisted_on=day, reason=left)
        case RecordLostVote():
            return lose_vote(command)
        case ReturnDossier():
            return return_dossier(command, case, given)
        case ResubmitDossier(case_id=case_id, resubmitted_on=day):
            return DossierResubmitted(case_id=case_id, resubmitted_on=day)
        case RefuseAdmission():
            return refuse_admission(command, given)
        case WithdrawApplication(case_id=case_id, withdrawn_on=day):
            return ApplicationWithdrawn(case_id=case_id, withdrawn_on=day)
        case CloseCase(case_id=case_id, closed_on=day, reason=ended):
            return CaseClosed(case_id=case_id, closed_on=day, reason=ended)
        case _:
            assert_never(command)


def lose_vote(command: RecordLostVote) -> BranchDidNotPass:
    """Refused for a vote that passed: that one is a resolution (Charter 4.3)."""
    check_lost_vote(command.vote, command.held_on)
    return BranchDidNotPass(
        case_id=command.case_id,
        minutes_no=command.minutes_no,
        held_on=command.held_on,
        vote=command.vote,
    )


def return_dossier(command: ReturnDossier, case: Case, given: Given) -> DossierReturned:
    """Refused but for the committee that has the dossier before it."""
    check_has_dossier(Stage.RETURNED, case, given, on=command.returned_on)
    return DossierReturned(
        case_id=command.case_id,
        note_no=command.note_no,
        returned_on=command.returned_on,
        returned_by=given.acting,
        reason=command.reason,
    )


def check_has_dossier(stage: Stage, case: Case, given: Given, *, on: date) -> None:
    if given.acting != before_whom(stage, case, given.line):
        raise Refused("not_before_you", rule=in_force("dossier_completed", on))


def before_whom(stage: Stage, case: Case, line: Sequence[Place]) -> CommitteeId | None:
    """Who returns a dossier: the grassroots committee until it has resolved, then the competent."""
    below = None if RESOLVED_BEFORE[stage] in case.taken else grassroots_committee(line)
    return below or competent_committee(line)


def refuse_admission(command: RefuseAdmission, given: Given) -> AdmissionRefused:
    """Refused but for the committee that would decide (QĐ 29 §4.3.2)."""
    check_competent(given, command.refused_on)
    return AdmissionRefused(
        case_id=command.case_id,
        notice_no=command.notice_no,
        refused_on=command.refused_on,
        refused_by=given.acting,
        reason=command.reason,
    )
