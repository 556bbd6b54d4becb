"""The page on which an office sees how its own area does among the others."""

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from services.statistics.comparison import Comparison, Comparisons
from services.statistics.wanted import committee_of, year_of
from services.statistics.withholding import SMALLEST
from shared.events.terms import CommitteeId
from shared.people.access import Action, Office, may
from shared.people.sign_in import signed_in
from shared.web import clock
from shared.web.pages import Pages

ADDRESS = "/statistics/comparison"
YEARS_BACK = 4


def router(comparisons: Comparisons, pages: Pages) -> APIRouter:
    """The page of the comparison."""
    route = APIRouter(include_in_schema=False)

    @route.get("/comparison")
    async def comparison(
        request: Request, office: Annotated[Office, Depends(signed_in)]
    ) -> HTMLResponse:
        today = clock.today()
        year = year_of(request.query_params.get("year"), today=today)
        about = committee_of(request.query_params.get("committee"))
        found = await comparisons.of(about, year=year, office=office, today=today)
        return pages.render(
            request,
            "comparison.html",
            found=found,
            address=lambda committee: _address(committee, found.year),
            years=[
                (each, _address(found.question.committee_id, each), each == found.year)
                for each in range(today.year, today.year - YEARS_BACK - 1, -1)
            ],
            crumbs=_crumbs(found),
            smallest=SMALLEST,
            exact=_may_read(found, office),
        )

    return route


def _address(committee_id: CommitteeId, year: int) -> str:
    return f"{ADDRESS}?{urlencode({'committee': committee_id, 'year': year})}"


def _crumbs(found: Comparison) -> Sequence[tuple[str, str | None]]:
    """The way down to the committee."""
    own, *above = found.line
    links = [(title.name, _address(title.committee_id, found.year)) for title in reversed(above)]
    return [*links, (own.name, None)]


def _may_read(found: Comparison, office: Office) -> bool:
    """Whether all figures of the committee are open to the office, not only this one."""
    line = [title.committee_id for title in found.line]
    return may(office, Action.READ_FIGURES, line)
