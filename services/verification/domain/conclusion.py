"""When one may conclude about everybody, and all that still stands against it."""

from collections.abc import Sequence
from datetime import date

from services.verification.domain.commands import Conclude, Given
from services.verification.domain.request import Request
from services.verification.domain.verification import Verification
from services.verification.domain.waiver import INSTEAD, Waiver
from shared.events.background import RequestChannel
from shared.events.verification import VerificationConcluded, VerificationEvent
from shared.law.months import add_months
from shared.law.refusal import Reason, Refused
from shared.law.rules import in_force

SEALED_FIRST = "seal_before_verification"
ANSWERED_FIRST = "answers_before_conclusion"
FRESH = "dossier_fresh_months"
MATCHED_FIRST = "waiver_by_membership"
ASKED_INSTEAD = "asked_instead"


def conclude(command: Conclude, state: Verification, given: Given) -> Sequence[VerificationEvent]:
    on = command.concluded_on
    if state.concluded_on == on:
        return []
    if state.concluded_on is not None:
        raise Refused("already_concluded", found=state.concluded_on)
    if reasons := lacking(state, on=on):
        raise Refused.because(reasons)
    if on < state.last_on:
        raise Refused("conclusion_before_answers", found=on, needed=state.last_on)
    if on > given.today:
        raise Refused("conclusion_in_future", found=on, needed=given.today)
    return [VerificationConcluded(case_id=command.case_id, concluded_on=on)]


def lacking(state: Verification, *, on: date) -> Sequence[Reason]:
    """What is missing before one may conclude, and about whom (HD 01 and HD 06 §3.4d)."""
    if not state.requests:
        return [Reason(code="nothing_asked", rule=in_force(SEALED_FIRST, on))]
    return [
        *answers_lacking(state, on=on),
        *waivers_lacking(state, on=on),
        *discrepancies_lacking(state, on=on),
        *stale(state, on=on),
    ]


def answers_lacking(state: Verification, *, on: date) -> Sequence[Reason]:
    missing, asked = state.open, len(state.counted)
    if not missing:
        return []
    rule = in_force(ANSWERED_FIRST, on)
    found = asked - len(missing)
    first = Reason(code="answers_missing", rule=rule, found=found, needed=asked)
    return [first, *(reason(request) for request in missing)]


def reason(request: Request) -> Reason:
    """What is missing about one person: any answer, or one that confirms."""
    code = "answer_missing" if request.answer is None else "answer_unconfirmed"
    result = {"result": request.answer.result} if request.answer else {}
    return Reason(code=code, values={"relation": request.relation, **result})


def waivers_lacking(state: Verification, *, on: date) -> Sequence[Reason]:
    """What a standing waiver still demands: a match, or the questions that are put instead."""
    return [reason for waiver in state.standing for reason in demands(waiver, state, on=on)]


def demands(waiver: Waiver, state: Verification, *, on: date) -> Sequence[Reason]:
    values = {"waiver": waiver.kind}
    if not waiver.matched:
        return [Reason(code="waiver_unmatched", rule=in_force(MATCHED_FIRST, on), values=values)]
    asked = channels_of(waiver, state)
    missing = [wanted for wanted in INSTEAD.get(waiver.kind, ()) if not wanted & asked]
    rule = in_force(ASKED_INSTEAD, on)
    return [
        Reason(
            code="waiver_asks_instead",
            rule=rule,
            values={**values, "request_channel": min(wanted)},
        )
        for wanted in missing
    ]


def channels_of(waiver: Waiver, state: Verification) -> frozenset[RequestChannel]:
    """By which channels one asks about the covered persons in the place of the first request."""
    return frozenset(
        request.channel for request in state.counted if request.person_id in waiver.covered
    )


def discrepancies_lacking(state: Verification, *, on: date) -> Sequence[Reason]:
    """What is unlike and not decided, each with its field and paper."""
    rule = in_force(ANSWERED_FIRST, on)
    return [
        Reason(
            code="discrepancy_open",
            rule=rule,
            found=one.opened_on,
            values={"cv_field": one.field, "paper": one.paper},
        )
        for one in state.unresolved
    ]


def stale(state: Verification, *, on: date) -> Sequence[Reason]:
    """Papers older than their term want a supplement first (N3)."""
    rule = in_force(FRESH, on)
    ends = add_months(state.fresh_from, int(rule.value))
    if on <= ends:
        return []
    return [Reason(code="dossier_stale", rule=rule, found=state.fresh_from, needed=ends)]
