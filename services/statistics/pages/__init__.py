"""Statistics for people: figures of one's own area, and what may be compared beyond it."""

from pathlib import Path

from fastapi import APIRouter

from services.statistics.comparison import Comparisons
from services.statistics.desk import Desk
from services.statistics.pages import branches, comparison, figures
from shared.log.bell import Bell
from shared.web.pages import Pages


def router(desk: Desk, bell: Bell, comparisons: Comparisons) -> APIRouter:
    """All pages of statistics; `bell` rings when something was heard."""
    pages = Pages(Path(__file__).parent)
    route = APIRouter()
    route.include_router(figures.router(desk, bell, pages))
    route.include_router(branches.router(desk, pages))
    route.include_router(comparison.router(comparisons, pages))
    return route
