"""The page on which a committee sees which of its branches admit nobody."""

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from services.statistics.branches import MONTHS, USUAL, Activity
from services.statistics.desk import Asked, Desk
from services.statistics.wanted import committee_of
from shared.events.terms import CommitteeId
from shared.people.access import Action, Office, may
from shared.people.sign_in import signed_in
from shared.web import clock
from shared.web.pages import Pages
from shared.web.problem import NotFound

ADDRESS = "/statistics/branches"


def router(desk: Desk, pages: Pages) -> APIRouter:
    """The page of the branches."""
    route = APIRouter(include_in_schema=False)

    @route.get("/branches")
    async def branches(
        request: Request, office: Annotated[Office, Depends(signed_in)]
    ) -> HTMLResponse:
        months = months_of(request.query_params.get("months"))
        about = committee_of(request.query_params.get("committee"))
        asked = Asked(office=office, today=clock.today(), committee_id=about)
        found = await desk.branches(asked, months=months)
        return pages.render(
            request,
            "branches.html",
            found=found,
            address=address,
            periods=[
                (each, address(found.question.committee_id, each), each == months)
                for each in MONTHS
            ],
            crumbs=_crumbs(found, office),
        )

    return route


def months_of(text: str | None) -> int:
    """One of the periods that links offer; raises NotFound."""
    if not text:
        return USUAL
    if text not in {str(each) for each in MONTHS}:
        raise NotFound(text)
    return int(text)


def address(committee_id: CommitteeId, months: int) -> str:
    return f"{ADDRESS}?{urlencode({'committee': committee_id, 'months': months})}"


def _crumbs(found: Activity, office: Office) -> Sequence[tuple[str, str | None]]:
    """The way down to the committee; what lies above the office's own is only named."""
    ids = [title.committee_id for title in found.line]
    return [
        (
            title.name,
            address(title.committee_id, found.months)
            if number and may(office, Action.READ_FIGURES, ids[number:])
            else None,
        )
        for number, title in reversed(list(enumerate(found.line)))
    ]
