"""The comparison as JSON."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.statistics.api.figures import Answer, FreshnessAnswer, freshness_of
from services.statistics.comparison import Comparison, Comparisons
from services.statistics.domain import Basis, Tree
from services.statistics.freshness import SOURCE
from services.statistics.withholding import SMALLEST
from shared.events.terms import CommitteeId, CommitteeType
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.web import clock

Year = Annotated[int, Query(ge=1900, le=2100, description="A calendar year; by default this one.")]


class ComparedAnswer(Answer):
    """A committee directly below; `admitted` is null where it is withheld."""

    committee_id: UUID
    type: CommitteeType
    name: str
    admitted: int | None


class ComparisonAnswer(Answer):
    """A year of a committee and of those directly below it, by the tree of the year's last day.

    Outside one's own area a count below `withheld_below` is null, and so is any that tells of one.
    """

    committee_id: UUID
    name: str | None
    from_on: date
    to_on: date
    basis: Basis
    tree: Tree
    stand: Mapping[str, int]
    withheld_below: int
    admitted: int | None
    children: Sequence[ComparedAnswer]
    freshness: FreshnessAnswer


def router(comparisons: Comparisons) -> APIRouter:
    """What programs may ask about committees of any area."""
    api = APIRouter(prefix="/api", tags=["comparison"])

    @api.get("/comparison", summary="How many each committee admitted in a year")
    async def comparison(
        office: Annotated[Office, Depends(signed_in)],
        year: Year | None = None,
        committee: UUID | None = None,
    ) -> ComparisonAnswer:
        today = clock.today()
        found = await comparisons.of(
            CommitteeId(committee) if committee else None,
            year=year or today.year,
            office=office,
            today=today,
        )
        return _answer(found)

    return api


def _answer(found: Comparison) -> ComparisonAnswer:
    question = found.question
    return ComparisonAnswer(
        committee_id=question.committee_id,
        name=found.line[0].name if found.line else None,
        from_on=question.from_on,
        to_on=question.to_on,
        basis=question.basis,
        tree=question.tree,
        stand={SOURCE: found.stand},
        withheld_below=SMALLEST,
        admitted=found.admitted,
        children=[ComparedAnswer.model_validate(child) for child in found.children],
        freshness=freshness_of(found.freshness),
    )
