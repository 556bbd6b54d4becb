"""What a correction changes: in the fact of a step, and in what follows from its day."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date

from services.intake.domain.clocks import probation_end
from shared.events.case import BranchResolved, CaseEvent, CeremonyHeld, ClassCertified
from shared.events.correcting import StepCorrected
from shared.events.probation import MemberRecognised, RecognitionProposed
from shared.events.terms import CommitteeVote, DocumentNumber, Profile, Vote
from shared.events.way import Stage
from shared.law.months import completed_months

CORRECTABLE: Mapping[str, object] = {
    "day": date,
    "document_no": DocumentNumber,
    "vote": Vote,
    "committee_vote": CommitteeVote,
    "profile": Profile,
}
"""What can be wrong in a step, and of which kind it is."""

Facts = Mapping[Stage, CaseEvent]
Values = Mapping[str, object]


def fields_of(fact_type: type[CaseEvent]) -> dict[str, str]:
    """What can be corrected in such a fact, by the names that it has there."""
    return {
        name: found[0]
        for name, kind in CORRECTABLE.items()
        if (found := [field.name for field in fields(fact_type) if field.type is kind])
    }


def values_of(fact: CaseEvent) -> dict[str, object]:
    """What can be corrected in a fact, as it stands."""
    return {name: getattr(fact, field) for name, field in fields_of(type(fact)).items()}


def amended(taken: Facts, stage: Stage, changes: Values) -> dict[Stage, CaseEvent]:
    """The facts with one as it should have been, and with what follows from its day."""
    names = fields_of(type(taken[stage]))
    told = {names[name]: value for name, value in changes.items() if name in names}
    fact = replace(taken[stage], **told)  # type: ignore[arg-type]  # by the names of its own fields
    after = {**taken, stage: fact}
    return {one: followed(what, after) for one, what in after.items()}


def followed(fact: CaseEvent, taken: Facts) -> CaseEvent:
    """A later fact by the corrected day that it was reckoned from."""
    match fact, taken.get(Stage.ADMITTED), taken.get(Stage.CLASS_CERTIFIED):
        case RecognitionProposed(), CeremonyHeld(held_on=day), _:
            return replace(fact, probation_ended_on=probation_end(day))
        case MemberRecognised(), CeremonyHeld(held_on=day), _:
            return replace(fact, official_on=probation_end(day))
        case BranchResolved(resolved_on=on), _, ClassCertified(certified_on=day):
            return replace(fact, certificate_months=completed_months(day, on))
        case _:
            return fact


def changes_of(event: StepCorrected) -> dict[str, object]:
    """What a correction says, without what was right."""
    return {name: value for name in CORRECTABLE if (value := getattr(event, name)) is not None}
