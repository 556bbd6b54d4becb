"""What becomes of a command about a special condition: its fact, nothing, or a refusal."""

from dataclasses import replace
from typing import assert_never

from services.intake.domain.case import Case, without
from services.intake.domain.condition_commands import (
    Bar,
    ConditionCommand,
    GiveConsent,
    NoteCondition,
    TakeBackCondition,
)
from services.intake.domain.conditions import DEMANDS, NEVER, consenters, unconsented
from services.intake.domain.eligibility import check_not_too_old
from services.intake.domain.given import Given
from shared.events.case import BranchResolved, CaseEvent
from shared.events.conditions import (
    ConditionEvent,
    ConditionNoted,
    ConditionTakenBack,
    ConsentGiven,
)
from shared.events.stage import Stage
from shared.law.refusal import Refused
from shared.law.rules import in_force


def condition(command: ConditionCommand, case: Case, given: Given) -> ConditionEvent:
    """The fact that `command` makes; that it comes in its time is checked by then."""
    match command:
        case NoteCondition():
            return note(command, case)
        case TakeBackCondition():
            return take_back(command, case)
        case GiveConsent():
            return consent(command, case, given)
        case _:
            assert_never(command)


def note(command: NoteCondition, case: Case) -> ConditionNoted:
    """Refused for what rules an admission out (E17, E18), and without the day that a wait needs."""
    day, one = command.noted_on, command.condition
    if isinstance(one, Bar):
        raise Refused(f"never_{one}", rule=in_force(NEVER[one], day))
    demand = DEMANDS[one]
    rule = in_force(demand.months_rule_id or demand.rule_id, day)
    if one in case.conditions:
        raise Refused("condition_noted_already", rule=rule, needed=case.conditions[one].noted_on)
    if demand.months_rule_id and command.since_on is None:
        raise Refused("condition_since_missing", rule=rule)
    if command.since_on and command.since_on > day:
        raise Refused("condition_since_later", rule=rule, found=command.since_on, needed=day)
    noted = ConditionNoted(
        case_id=command.case_id,
        condition=one,
        noted_on=day,
        consents_missing=0,
        since_on=command.since_on,
    )
    after = replace(case, conditions={**case.conditions, one: noted})
    return replace(noted, consents_missing=len(unconsented(after)))


def take_back(command: TakeBackCondition, case: Case) -> ConditionTakenBack:
    """Refused for the condition alone by which the branch could consider the applicant (E3)."""
    one, day = command.condition, command.taken_back_on
    rule = in_force(DEMANDS[one].rule_id, day)
    if one not in case.conditions:
        raise Refused("condition_not_noted", rule=rule)
    after = without(case, one)
    match case.taken.get(Stage.BRANCH_RESOLVED):
        case BranchResolved(age_months=age, resolved_on=met_on):
            check_not_too_old(age, met_on, after.conditions)
        case _:
            pass
    return ConditionTakenBack(
        case_id=command.case_id,
        condition=one,
        taken_back_on=day,
        consents_missing=len(unconsented(after)),
    )


def consent(command: GiveConsent, case: Case, given: Given) -> ConsentGiven:
    """Refused for a condition that asks for none, and from another committee than the right one."""
    one, by = command.condition, command.consented_by
    rule = in_force(DEMANDS[one].rule_id, command.consented_on)
    if one not in case.conditions:
        raise Refused("condition_not_noted", rule=rule)
    if one not in unconsented(case):
        raise Refused("consent_not_missing", rule=rule)
    allowed = consenters(one, given.line)
    if by not in allowed and (allowed or by is not None):
        raise Refused("consent_of_another", rule=rule)
    return ConsentGiven(
        case_id=command.case_id,
        condition=one,
        document_no=command.document_no,
        consented_on=command.consented_on,
        consented_by=by,
        consents_missing=len(unconsented(case)) - 1,
    )


def told_of(command: ConditionCommand, case: Case) -> CaseEvent | None:
    """The fact by which the case already says what the command is about, if it does."""
    match command:
        case NoteCondition(condition=one):
            return None if isinstance(one, Bar) else case.conditions.get(one)
        case GiveConsent(condition=one):
            return case.consents.get(one)
        case TakeBackCondition(condition=one):
            return None if one in case.conditions else case.taken.get(Stage.CONDITION_TAKEN_BACK)
        case _:
            assert_never(command)
