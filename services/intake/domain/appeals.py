"""An appeal against striking off (N15): the commands, their facts, and what they need."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from services.intake.domain.case import Case, known
from services.intake.domain.clocks import end_of
from services.intake.domain.competence import competent_committee
from services.intake.domain.given import Given
from services.intake.domain.precondition import Precondition, needs
from shared.events.appeal import (
    AppealEvent,
    StrikingOffAnnulled,
    StrikingOffAppealed,
    StrikingOffUpheld,
)
from shared.events.stage import Stage
from shared.events.terms import CaseId, DocumentNumber
from shared.law.refusal import Refused
from shared.law.rules import in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealStrikingOff:
    """Record that whoever was struck off appealed, and when he or she had got the decision."""

    case_id: CaseId
    appealed_on: date
    decision_received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UpholdStrikingOff:
    """Answer an appeal: the striking-off stands."""

    case_id: CaseId
    decision_no: DocumentNumber
    upheld_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnulStrikingOff:
    """Answer an appeal: the striking-off is annulled."""

    case_id: CaseId
    decision_no: DocumentNumber
    annulled_on: date


AppealCommand = AppealStrikingOff | UpholdStrikingOff | AnnulStrikingOff


def appealed_on(command: AppealCommand) -> date:
    """The day that the command says the step was taken on."""
    match command:
        case AppealStrikingOff(appealed_on=day) | UpholdStrikingOff(upheld_on=day):
            return day
        case AnnulStrikingOff(annulled_on=day):
            return day
        case _:
            assert_never(command)


ANSWERS = (Stage.STRIKING_OFF_UPHELD, Stage.STRIKING_OFF_ANNULLED)
APPEALS: Mapping[Stage, tuple[Precondition, ...]] = {
    Stage.STRIKING_OFF_APPEALED: (needs(Stage.STRUCK_OFF, "striking_off_appeal"),),
} | dict.fromkeys(ANSWERS, (needs(Stage.STRIKING_OFF_APPEALED, "striking_off_appeal"),))


def after_striking_off(taken: Collection[Stage]) -> tuple[Stage, ...]:
    """What may still come of a case that ended so: an appeal, its answer, then nothing."""
    if Stage.STRUCK_OFF not in taken or Stage.STRIKING_OFF_UPHELD in taken:
        return ()
    return ANSWERS if Stage.STRIKING_OFF_APPEALED in taken else (Stage.STRIKING_OFF_APPEALED,)


def answer_awaited(taken: Collection[Stage]) -> tuple[Stage, ...]:
    """The answers that an appeal waits for; nobody waits for an appeal."""
    return after_striking_off(taken) if Stage.STRIKING_OFF_APPEALED in taken else ()


def appeal(command: AppealCommand, case: Case, given: Given) -> AppealEvent:
    """The fact that `command` makes; that it comes in its time is checked by then."""
    match command:
        case AppealStrikingOff(case_id=case_id, appealed_on=day, decision_received_on=received_on):
            check_in_time(day, received_on, struck_off_on=known(case.day(Stage.STRUCK_OFF)))
            return StrikingOffAppealed(
                case_id=case_id, appealed_on=day, decision_received_on=received_on
            )
        case UpholdStrikingOff(case_id=case_id, decision_no=number, upheld_on=day):
            check_answers(given, day)
            return StrikingOffUpheld(
                case_id=case_id, decision_no=number, upheld_on=day, decided_by=given.acting
            )
        case AnnulStrikingOff(case_id=case_id, decision_no=number, annulled_on=day):
            check_answers(given, day)
            return StrikingOffAnnulled(
                case_id=case_id, decision_no=number, annulled_on=day, decided_by=given.acting
            )
        case _:
            assert_never(command)


def check_in_time(day: date, received_on: date, *, struck_off_on: date) -> None:
    """Refuse an appeal after its term, and days that run backwards."""
    rule = in_force("striking_off_appeal_days", day)
    if received_on < struck_off_on:
        raise Refused(
            "received_before_decision", rule=rule, found=received_on, needed=struck_off_on
        )
    if day < received_on:
        raise Refused("appealed_before_receipt", rule=rule, found=day, needed=received_on)
    if day > (last := end_of(rule, received_on)):
        raise Refused("appeal_late", rule=rule, found=day, needed=last)


def check_answers(given: Given, on: date) -> None:
    """Refuse all but the committee that strikes off, and those above it."""
    line = [place.committee_id for place in given.line]
    below = competent_committee(given.line)
    if given.acting not in line[line.index(below) if below else len(line) :]:
        raise Refused("not_competent", rule=in_force("striking_off_appeal", on))
