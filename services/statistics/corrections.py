"""What a correction would change, for whoever asks before it is recorded."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from services.statistics.desk import Desk, Foresight
from services.statistics.domain import Basis
from services.statistics.freshness import SOURCE
from shared.events.correcting import StepCorrected
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.web import clock


class Change(BaseModel):
    """A figure of a committee before and after; `what` is `admitted`, or a group of them."""

    committee_id: UUID
    name: str | None
    basis: Basis
    from_on: date
    to_on: date
    what: str
    before: int
    after: int


class Foretold(BaseModel):
    """The figures that a correction would change; none where it touches none."""

    stand: Mapping[str, int]
    changes: Sequence[Change]


def router(desk: Desk) -> APIRouter:
    api = APIRouter(prefix="/api", tags=["figures"])

    @api.post("/foretold", summary="Which figures a correction would change")
    async def foretold(
        correction: StepCorrected, office: Annotated[Office, Depends(signed_in)]
    ) -> Foretold:
        """Nothing is recorded; the figures before are those of now."""
        return answer(await desk.foresee(correction, office=office, today=clock.today()))

    return api


def answer(foresight: Foresight) -> Foretold:
    return Foretold(
        stand={SOURCE: foresight.stand},
        changes=[
            Change(
                committee_id=change.question.committee_id,
                name=title.name
                if (title := foresight.titles.get(change.question.committee_id))
                else None,
                basis=change.question.basis,
                from_on=change.question.from_on,
                to_on=change.question.to_on,
                what=change.what,
                before=change.before,
                after=change.after,
            )
            for change in foresight.changes
        ],
    )
