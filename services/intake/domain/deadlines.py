"""The deadline register: each term, the step that starts it, the one that stops it, its rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.events.stage import Stage


class Term(StrEnum):
    """What has its time (the deadline register, T1 to T10)."""

    MENTOR_REPORT = "mentor_report"  # every quarter until the branch resolves
    CERTIFICATE = "certificate"  # T1: holds up to the branch meeting
    SEALED_CV = "sealed_cv"  # T2: and so does this
    OPINIONS = "opinions"  # T2
    DECISION = "decision"  # T5
    CEREMONY = "ceremony"  # T6
    MEMBER_CV = "member_cv"  # T7
    TRANSFER = "transfer"  # T12
    PROBATION = "probation"  # T8: nobody can be late, it ends
    RECOGNITION = "recognition"  # T9: from the end of probation
    RECOGNITION_DECISION = "recognition_decision"  # T10


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clock:
    """A term, the step that starts it and the step that stops it; `more` once it is extended."""

    term: Term
    starts: Stage
    stops: Stage
    rule_id: str
    more: str | None = None
    extended: Stage | None = None
    after_probation: bool = False
    or_stops: Stage | None = None
    renewed: Stage | None = None  # the step from which it runs anew

    def stopped_on(self, days: Mapping[Stage, date]) -> date | None:
        """The day of the step that stopped it, if one was taken."""
        if self.or_stops and self.or_stops in days:
            return days[self.or_stops]
        return days.get(self.stops)


CLOCKS = (
    Clock(
        term=Term.CERTIFICATE,
        starts=Stage.CLASS_CERTIFIED,
        stops=Stage.BRANCH_RESOLVED,
        rule_id="certificate_months",
    ),
    Clock(
        term=Term.SEALED_CV,
        starts=Stage.CV_SEALED,
        stops=Stage.BRANCH_RESOLVED,
        rule_id="dossier_fresh_months",
        renewed=Stage.CV_REAFFIRMED,
    ),
    Clock(
        term=Term.OPINIONS,
        starts=Stage.OPINIONS_SUMMARISED,
        stops=Stage.BRANCH_RESOLVED,
        rule_id="dossier_fresh_months",
        renewed=Stage.OPINIONS_SUMMARISED,
    ),
    Clock(
        term=Term.DECISION,
        starts=Stage.BRANCH_RESOLVED,
        stops=Stage.DECIDED,
        rule_id="decision_days",
        more="decision_days_more",
        extended=Stage.DECISION_EXTENDED,
    ),
    Clock(
        term=Term.CEREMONY,
        starts=Stage.DECISION_RECEIVED,
        stops=Stage.ADMITTED,
        rule_id="ceremony_days",
    ),
    Clock(
        term=Term.CEREMONY,
        starts=Stage.FORWARDED_ADMISSION_RECEIVED,
        stops=Stage.ADMITTED,
        rule_id="ceremony_days",
    ),
    Clock(
        term=Term.TRANSFER,
        starts=Stage.PROBATIONER_TRANSFERRED,
        stops=Stage.TRANSFER_PRESENTED,
        rule_id="transfer_present_days",
    ),
    Clock(
        term=Term.MEMBER_CV,
        starts=Stage.ADMITTED,
        stops=Stage.MEMBER_CV_RECEIVED,
        rule_id="member_cv_days",
    ),
    Clock(
        term=Term.RECOGNITION,
        starts=Stage.ADMITTED,
        stops=Stage.RECOGNITION_PROPOSED,
        rule_id="recognition_days",
        after_probation=True,
        or_stops=Stage.RECOGNITION_REFERRED,
    ),
    Clock(
        term=Term.RECOGNITION_DECISION,
        starts=Stage.RECOGNITION_PROPOSED,
        stops=Stage.OFFICIAL,
        rule_id="recognition_decision_days",
        more="recognition_decision_days_more",
        extended=Stage.RECOGNITION_EXTENDED,
    ),
)
PROBATION = Clock(
    term=Term.PROBATION,
    starts=Stage.ADMITTED,
    stops=Stage.RECOGNITION_PROPOSED,
    rule_id="probation_months",
    or_stops=Stage.RECOGNITION_REFERRED,
)
HOLDING: Mapping[Term, frozenset[Stage]] = {
    Term.CERTIFICATE: frozenset({Stage.BRANCH_RESOLVED, Stage.CV_REAFFIRMED}),
    Term.SEALED_CV: frozenset({Stage.BRANCH_RESOLVED, Stage.CV_REAFFIRMED}),
    Term.OPINIONS: frozenset({Stage.BRANCH_RESOLVED, Stage.OPINIONS_SUMMARISED}),
}
"""How long papers hold matters to these steps alone."""
