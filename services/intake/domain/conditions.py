"""What a special condition demands: a row each, with its rule, its consent and its waiting time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.intake.domain.case import Case, known
from services.intake.domain.competence import above_grassroots
from services.intake.domain.condition_commands import Bar
from services.intake.domain.given import Place
from shared.events.conditions import SpecialCondition
from shared.events.stage import Stage
from shared.events.terms import CommitteeId
from shared.law.months import add_months
from shared.law.refusal import Reason, Refused
from shared.law.rules import in_force


class Consenter(StrEnum):
    """Whose standing committee must consent in writing before the decision."""

    PROVINCE = "province"  # ban thường vụ cấp ủy trực thuộc Trung ương
    ABOVE = "above"  # of a committee above the grassroots level: no text seen says which
    OUTSIDE = "outside"  # of a Party organisation that is not in the directory


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a special condition asks of a case, by which rules."""

    rule_id: str
    consenter: Consenter | None = None
    months_rule_id: str | None = None  # how long after `since_on` the branch may consider


DEMANDS: Mapping[SpecialCondition, Demand] = {
    SpecialCondition.OVER_60: Demand(rule_id="over_60", consenter=Consenter.PROVINCE),
    SpecialCondition.PRIMARY_ONLY: Demand(rule_id="primary_only"),
    SpecialCondition.ABLE_TO_READ: Demand(rule_id="able_to_read", consenter=Consenter.PROVINCE),
    SpecialCondition.PRIVATE_OWNER: Demand(rule_id="private_owner", consenter=Consenter.ABOVE),
    SpecialCondition.FOREIGN_SPOUSE: Demand(rule_id="foreign_element", consenter=Consenter.ABOVE),
    SpecialCondition.POPULATION_POLICY: Demand(
        rule_id="population_policy",
        consenter=Consenter.PROVINCE,
        months_rule_id="population_policy_months",
    ),
    SpecialCondition.POPULATION_POLICY_HARD_AREA: Demand(
        rule_id="population_policy",
        consenter=Consenter.PROVINCE,
        months_rule_id="population_policy_hard_area_months",
    ),
    SpecialCondition.READMISSION: Demand(
        rule_id="readmission", consenter=Consenter.PROVINCE, months_rule_id="readmission_months"
    ),
    SpecialCondition.READMISSION_RECORD_CLEARED: Demand(
        rule_id="readmission",
        consenter=Consenter.PROVINCE,
        months_rule_id="readmission_record_months",
    ),
    SpecialCondition.POLITICAL_ISSUE: Demand(
        rule_id="political_issue", consenter=Consenter.PROVINCE
    ),
    SpecialCondition.ABROAD: Demand(rule_id="foreign_element", consenter=Consenter.OUTSIDE),
    SpecialCondition.ARMED_FORCES: Demand(rule_id="armed_forces", consenter=Consenter.OUTSIDE),
}
"""Every condition. Where no text seen says by when, its consent is there before the decision."""

NEVER: Mapping[Bar, str] = {
    Bar.FIFTH_CHILD: "population_policy_never",
    Bar.READMITTED_BEFORE: "readmission_once",
    Bar.DROPPED_ACTIVITY: "readmission_never",
    Bar.LEFT_AT_OWN_REQUEST: "readmission_never",
    Bar.CAUSED_DISUNITY: "readmission_never",
    Bar.CONVICTED_OF_CORRUPTION: "readmission_never",
    Bar.CONVICTED_OF_SERIOUS_CRIME: "readmission_never",
}
"""What rules an admission out, and by which rule (E17 and E18 of the domain)."""


def unconsented(case: Case) -> list[SpecialCondition]:
    """The conditions that were noted and still lack the consent they demand, as written above."""
    return [
        condition
        for condition, demand in DEMANDS.items()
        if condition in case.conditions and demand.consenter and condition not in case.consents
    ]


def consents_lacking(case: Case, on: date) -> Iterator[Reason]:
    """Each consent that still stands against the decision, with its clause."""
    for condition in unconsented(case):
        rule = in_force(DEMANDS[condition].rule_id, on)
        yield Reason(code="needs_consent_given", rule=rule, values={"condition": condition})


def consenters(condition: SpecialCondition, line: Sequence[Place]) -> Sequence[CommitteeId]:
    """The committees of the directory that may consent; none where the right one is outside."""
    match DEMANDS[condition].consenter:
        case Consenter.PROVINCE:
            return [place.committee_id for place in line[-1:]]
        case Consenter.ABOVE:
            return [place.committee_id for place in above_grassroots(line)]
        case Consenter.OUTSIDE | None:
            return []


def check_waiting(case: Case, met_on: date) -> None:
    """Refused where the branch met before a waiting time was over (E16 and E18 of the domain)."""
    if reasons := tuple(waiting(case, met_on)):
        raise Refused.because(reasons)


def waiting(case: Case, met_on: date) -> Iterator[Reason]:
    for condition, noted in case.conditions.items():
        months_rule_id = DEMANDS[condition].months_rule_id
        if months_rule_id is None:
            continue
        rule = in_force(months_rule_id, met_on)
        first = add_months(known(noted.since_on), int(rule.value))
        if met_on < first:
            yield Reason(
                code="condition_waits",
                rule=rule,
                found=met_on,
                needed=first,
                values={"condition": condition},
            )


def check_settled(case: Case, decided_on: date) -> None:
    """Refused while a condition stands against the decision: its wait, or a later consent."""
    check_waiting(case, known(case.day(Stage.BRANCH_RESOLVED)))
    for condition, consent in case.consents.items():
        if decided_on < consent.consented_on:
            rule = in_force(DEMANDS[condition].rule_id, decided_on)
            raise Refused(
                "before_consent_given", rule=rule, found=decided_on, needed=consent.consented_on
            )
