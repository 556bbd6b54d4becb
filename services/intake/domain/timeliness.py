"""Whether a step can be taken now: not twice, not after the end of the case, in its order."""

from dataclasses import fields

from services.intake.domain.appeals import after_striking_off
from services.intake.domain.appraisal_commands import HoldAppraisal
from services.intake.domain.case import Case, may_declare_anew
from services.intake.domain.case_commands import LEADS_TO, CaseCommand, day_of
from services.intake.domain.closing import shut
from services.intake.domain.commands import CertifyClass, DeclareCv, ReceiveConclusion
from services.intake.domain.condition_commands import ConditionCommand
from services.intake.domain.conditioning import told_of
from services.intake.domain.departures import RecordLostVote
from services.intake.domain.discipline import DisciplineProbationer
from services.intake.domain.given import Given
from services.intake.domain.mentoring_commands import AssignMentor, RecordMentorReport
from services.intake.domain.moves import MoveApplicant, TransferProbationer
from services.intake.domain.order import missing, too_early
from services.intake.domain.preparation_commands import (
    ReaffirmCv,
    ReceiveSupplement,
    ReplaceIntroducer,
    SummariseOpinions,
)
from services.intake.domain.setback_commands import RecordLostRecognition
from shared.events.stage import Stage
from shared.law.refusal import Refused
from shared.law.rules import in_force

UntilTheBranch = CertifyClass | RecordLostVote | SummariseOpinions | ReaffirmCv | ReceiveSupplement
"""What a later day takes the place of, as long as the branch has not resolved."""


def repeats(command: CaseCommand, case: Case) -> bool:
    """Whether the case already says all that `command` says; what it leaves open counts as said."""
    fact = (
        told_of(command, case)
        if isinstance(command, ConditionCommand)
        else case.taken.get(LEADS_TO[type(command)])
    )
    return fact is not None and all(
        getattr(command, field.name) in (None, getattr(fact, field.name))
        for field in fields(command)
    )


def concerns(command: CaseCommand, case: Case) -> bool:
    """Whether what is heard of verification still matters; what an office says always does."""
    match command:
        case ReceiveConclusion():
            return not case.ended
        case ReceiveSupplement(reaffirmed_on=day):
            before = case.day(Stage.CV_REAFFIRMED) or case.day(Stage.CV_SEALED)
            waits = Stage.BRANCH_RESOLVED not in case.taken and not case.ended
            return waits and before is not None and day > before
        case _:
            return True


def check_open(command: CaseCommand, case: Case) -> None:
    """Refuse a step that was taken otherwise, and every step after the end of the case."""
    stage = LEADS_TO[type(command)]
    if Stage.DECISION_CANCELLED in case.taken:
        raise Refused("case_closed", rule=in_force("cancellation", day_of(command)))
    if case.ended and stage not in after_striking_off(case.taken):
        raise Refused("case_ended")
    if (taken_on := case.day(stage)) and not renews(command, case):
        raise Refused("already_taken", found=day_of(command), needed=taken_on)


def renews(command: CaseCommand, case: Case) -> bool:
    """Whether it is a newer certificate (HD 06 §5.4) or meeting, until the branch resolves.

    A CV is declared anew until it is sealed (HD 01 §3.3), and once it is verified, if something
    changed (HD 06 §5.4): what was declared before stays readable.
    Introducers may be replaced, and a dossier held, one after the other, on the same day, too.
    """
    older = case.day(LEADS_TO[type(command)])
    match command:
        case _ if isinstance(command, ConditionCommand):
            return True  # each is of one condition among several
        case AssignMentor() | RecordMentorReport() if older:
            return day_of(command) >= older
        case ReplaceIntroducer() | HoldAppraisal() | DisciplineProbationer() if older:
            return day_of(command) >= older
        case DeclareCv() if older:
            verified_on = case.day(Stage.BACKGROUND_CONCLUDED) or older
            return may_declare_anew(case) and day_of(command) >= max(older, verified_on)
        case _ if older and isinstance(command, UntilTheBranch):
            return day_of(command) > older and Stage.BRANCH_RESOLVED not in case.taken
        case RecordLostRecognition() if older:
            return day_of(command) > older
        case MoveApplicant() | TransferProbationer() if older:
            return day_of(command) >= older
        case _:
            return False


def check_days(command: CaseCommand, case: Case, given: Given) -> None:
    """Refuse a day to come, a step whose preconditions are missing, and days that run backwards."""
    stage, day = LEADS_TO[type(command)], day_of(command)
    if day > given.today:
        raise Refused("in_future", found=day, needed=given.today)
    if (
        reasons := missing(case, stage, day)
        or shut(case, stage, day)
        or too_early(case, stage, day)
    ):
        raise Refused.because(reasons)
