"""Gives the documents of recorded steps their numbers, each of them to one step alone."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.domain import Case, Given, happened_on
from services.intake.domain.issuing import (
    corrected_facts,
    decision_of,
    document_of,
    number_of,
)
from shared.events.case import CaseEvent
from shared.events.conditions import ConsentGiven
from shared.events.correcting import StepCorrected
from shared.events.stage import STAGE_AFTER
from shared.events.step import Step
from shared.events.terms import CommitteeId, CommitteeType
from shared.log.numbers import Bearer, claim, release

ORGANISATION = "organisation"
"""What decisions about committees and offices are about."""


async def give_numbers(
    connection: AsyncConnection, steps: Sequence[Step], *, case: Case, given: Given
) -> None:
    """Refused where a document of another step bears the number of one of `steps`."""
    for step in steps:
        match step.event:
            case StepCorrected() as corrected:
                await exchange(connection, step, corrected, case=case, given=given)
            case fact if isinstance(fact, CaseEvent):
                if document := document_of(fact, case, given):
                    await claim(connection, document, bearer(step, fact))
            case _:
                continue


async def exchange(
    connection: AsyncConnection, step: Step, fact: StepCorrected, *, case: Case, given: Given
) -> None:
    """What was typed wrongly is free again; the issuer stays who it was when the step was taken."""
    before, after = corrected_facts(fact, case)
    wrong, document = number_of(before), document_of(after, case, given)
    if wrong is None or document is None or is_same(before, after):
        return
    matter = bearer(step, before).matter
    of = await release(connection, step.stream, matter, number=wrong)
    if of:
        document = replace(document, issuer_id=of.committee_id, level=of.level)
    await claim(connection, document, bearer(step, after))


def is_same(one: CaseEvent, other: CaseEvent) -> bool:
    """Whether both are told by one document."""
    return (number_of(one), happened_on(one)) == (number_of(other), happened_on(other))


def bearer(step: Step, fact: CaseEvent) -> Bearer:
    """A letter may consent to several conditions of a case; else each step has its document."""
    stage, many = STAGE_AFTER[type(fact)], isinstance(fact, ConsentGiven)
    matter = f"{stage} {step.stream}" if many else stage
    return Bearer(stream=step.stream, version=step.version, matter=matter, many=many)


async def name_decisions(
    connection: AsyncConnection,
    steps: Sequence[Step],
    *,
    acting: CommitteeId,
    level: CommitteeType | None,
) -> None:
    """Refused where a step of a case bears the number of a decision about committees or offices.

    Such a decision covers many changes, also of several days; it is one of the committee whose
    office records it, as far as is known.
    """
    told = [(decision_of(step.event, acting, level), step) for step in steps]
    for decision, step in {decision: step for decision, step in told if decision}.items():
        bearer = Bearer(stream=step.stream, version=step.version, matter=ORGANISATION, many=True)
        await claim(connection, decision, bearer)
