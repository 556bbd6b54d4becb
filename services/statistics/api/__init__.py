"""Statistics for programs: figures of one's own area, and what may be compared beyond it."""

from fastapi import APIRouter

from services.statistics.api import branches, comparison, figures
from services.statistics.comparison import Comparisons
from services.statistics.desk import Desk


def router(desk: Desk, comparisons: Comparisons) -> APIRouter:
    """The questions that programs may ask."""
    api = APIRouter()
    api.include_router(figures.router(desk))
    api.include_router(branches.router(desk))
    api.include_router(comparison.router(comparisons))
    return api
