"""What goes on in the branches, as JSON."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.statistics.api.figures import Answer, FreshnessAnswer, freshness_of
from services.statistics.branches import USUAL, Activity, Part
from services.statistics.desk import Asked, Desk
from services.statistics.freshness import SOURCE
from shared.events.terms import CommitteeId, CommitteeType
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.web import clock

Months = Annotated[int, Query(ge=1, le=120, description="How far back from today.")]


class PartAnswer(Answer):
    """A committee directly below with its branches, or a branch; `last_on` null: never one."""

    committee_id: UUID
    type: CommitteeType
    name: str
    branches: int
    idle: int
    under_way: int
    admitted: int
    last_on: date | None


class ActivityAnswer(Answer):
    """How many branches there are, and in how many nobody is on the way or was admitted."""

    committee_id: UUID
    name: str | None
    from_on: date
    to_on: date
    stand: Mapping[str, int]
    branches: int
    idle: int
    parts: Sequence[PartAnswer]
    freshness: FreshnessAnswer


def router(desk: Desk) -> APIRouter:
    """What programs may ask about branches."""
    api = APIRouter(prefix="/api", tags=["branches"])

    @api.get("/branches", summary="Which branches admit nobody and have nobody on the way")
    async def branches(
        office: Annotated[Office, Depends(signed_in)],
        months: Months = USUAL,
        committee: UUID | None = None,
    ) -> ActivityAnswer:
        about = CommitteeId(committee) if committee else None
        asked = Asked(office=office, today=clock.today(), committee_id=about)
        return _answer(await desk.branches(asked, months=months))

    return api


def _answer(found: Activity) -> ActivityAnswer:
    question = found.question
    return ActivityAnswer(
        committee_id=question.committee_id,
        name=found.line[0].name if found.line else None,
        from_on=question.from_on,
        to_on=question.to_on,
        stand={SOURCE: found.stand},
        branches=found.branches,
        idle=found.idle,
        parts=[_part(part) for part in found.parts],
        freshness=freshness_of(found.freshness),
    )


def _part(part: Part) -> PartAnswer:
    return PartAnswer(
        committee_id=part.title.committee_id,
        type=part.title.type,
        name=part.title.name,
        branches=len(part.branches),
        idle=part.idle,
        under_way=part.under_way,
        admitted=part.admitted,
        last_on=part.last_on,
    )
