"""A committee takes the more time that a special case allows: once for each of its terms."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.case import Case, known
from services.intake.domain.clocks import Days, end_of
from services.intake.domain.competence import check_competent
from services.intake.domain.deadlines import CLOCKS, Clock
from services.intake.domain.given import Given
from shared.events.extending import Deadline, DeadlineExtended, ExtensionReason
from shared.events.terms import CaseId, DocumentNumber
from shared.law.refusal import Reason
from shared.law.rules import in_force

SPECIAL = "decision_days_more"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendDeadline:
    """Take more time for the decision that is due, or for that of recognition."""

    case_id: CaseId
    document_no: DocumentNumber
    extended_on: date
    reason: ExtensionReason


def extend(command: ExtendDeadline, case: Case, given: Given) -> DeadlineExtended:
    """Refused but for the committee that decides; that the term still runs is checked by then."""
    check_competent(given, command.extended_on)
    return DeadlineExtended(
        case_id=command.case_id,
        deadline=Deadline(known(runs(case.days)).term),
        document_no=command.document_no,
        extended_on=command.extended_on,
        extended_by=given.acting,
        reason=command.reason,
    )


def runs(days: Days) -> Clock | None:
    """The term that runs now and may become longer."""
    return next(
        (
            clock
            for clock in CLOCKS
            if clock.extended and clock.starts in days and clock.stopped_on(days) is None
        ),
        None,
    )


def no_time_to_add(days: Days, on: date) -> Reason | None:
    """That no such term runs, or that it was over by then (QĐ 29 §4.3.1)."""
    clock = runs(days)
    if clock is None:
        return Reason(code="no_deadline_runs", rule=in_force(SPECIAL, on), found=on)
    return too_late(clock, days, on)


def too_late(clock: Clock, days: Days, on: date) -> Reason | None:
    """That the day lies after the last one of the term as it was."""
    last = end_of(in_force(clock.rule_id, on), days[clock.starts])
    if on <= last:
        return None
    rule = in_force(clock.more or clock.rule_id, on)
    return Reason(code="extended_too_late", rule=rule, found=on, needed=last)


def judged_again(fact: DeadlineExtended, days: Days) -> Reason | None:
    """The same of an extension that is recorded, by the days as they are corrected."""
    clock = next(each for each in CLOCKS if each.extended and str(each.term) == fact.deadline)
    return too_late(clock, days, fact.extended_on) if clock.starts in days else None
