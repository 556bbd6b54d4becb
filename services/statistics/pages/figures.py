"""Figures for people: the page, the cases behind a number, and the stream that keeps it live."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import HTMLResponse, Response

from services.statistics.chart import Chart, drawn
from services.statistics.desk import Asked, Desk, Report
from services.statistics.domain import Basis, Group, Rounding, Series, Share, Span, Tree, series
from services.statistics.records import Title
from services.statistics.wanted import Wanted, read
from shared import metrics
from shared.events.stage import ENDED, MARKS, Stage
from shared.log.bell import Bell
from shared.log.outage import away
from shared.people.access import Action, Office, may
from shared.people.sign_in import signed_in, still_holds
from shared.web import clock
from shared.web.pages import Pages, texts_for
from shared.web.texts import Texts

REST = 0.1  # seconds between two looks, however often the bell rings
STAND = 2.0  # seconds after which a page is told its stand again, though nothing changed
ON_ONE_PAGE = 100  # cases
UNDER_WAY = [stage for stage in Stage if stage not in {Stage.OFFICIAL, *ENDED, *MARKS}]

SignedIn = Annotated[Office, Depends(signed_in)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What the form shows: what was typed, as it was understood, and what may be chosen."""

    typed: Mapping[str, str]
    mistakes: Mapping[str, str]
    bases: Sequence[tuple[Basis, str]]
    trees: Sequence[tuple[Tree, str]]
    roundings: Sequence[tuple[Rounding, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the live part of the page shows."""

    report: Report
    groups: Sequence[tuple[Group, Share, Decimal | None]]
    series: Series
    chart: Chart
    behind: Callable[[Span], str]  # where the cases of a column are
    on_the_way: Sequence[tuple[Stage, int]]
    most: int  # admitted by one of the committees below


def router(desk: Desk, bell: Bell, pages: Pages) -> APIRouter:
    """The pages; `bell` rings when something was heard."""
    route = APIRouter(include_in_schema=False)

    @route.get("/")
    async def figures(request: Request, office: SignedIn) -> HTMLResponse:
        wanted = read(request.query_params, office, today=clock.today())
        form = _form(wanted, texts_for(request))
        if wanted.typed.mistakes:
            return pages.render(
                request, "index.html", status=422, wanted=wanted, form=form, view=None
            )
        report = await desk.report(wanted.asked)
        return pages.render(
            request,
            "index.html",
            wanted=wanted,
            form=form,
            view=_view(wanted, report),
            crumbs=_crumbs(wanted, report.line),
            may_compare=may(office, Action.COMPARE_FIGURES, ()),
        )

    @route.get("/live")
    async def live(request: Request, office: SignedIn) -> Response:
        wanted = read(request.query_params, office, today=clock.today())
        await desk.report(wanted.asked)  # Who may not see it is told so before the stream begins.

        async def events() -> AsyncIterator[ServerSentEvent]:
            seen = request.query_params.get("seen", "")
            async for event, report in _changes(desk, bell, wanted.asked, seen=seen):
                view = _view(wanted, report)
                if not await still_holds(request, office):
                    return
                html = pages.fragment(request, f"{event}.html", wanted=wanted, view=view)
                yield ServerSentEvent(html, event=event)

        return EventSourceResponse(events())

    @route.get("/cases")
    async def cases(request: Request, office: SignedIn) -> HTMLResponse:
        wanted = read(request.query_params, office, today=clock.today())
        behind = await desk.cases(wanted.asked, group=wanted.group, stage=wanted.stage)
        first = (wanted.page - 1) * ON_ONE_PAGE
        return pages.render(
            request,
            "cases.html",
            wanted=wanted,
            behind=behind,
            crumbs=_crumbs(wanted, behind.line),
            readable=_may(office, Action.READ_CASE, behind.line),
            cases=behind.cases[first : first + ON_ONE_PAGE],
            pages=-(-len(behind.cases) // ON_ONE_PAGE),
        )

    return route


async def _changes(
    desk: Desk, bell: Bell, asked: Asked, *, seen: str
) -> AsyncIterator[tuple[str, Report]]:
    """Say "figures" when they differ from those seen last, else "stand", which tells their age.

    Ends where the database is away: the browser comes again by itself, and says so meanwhile.
    """
    now = asyncio.get_running_loop().time
    with metrics.STREAMS_OPEN.labels("statistics").track_inprogress():
        while True:
            rings, began = bell.rings, now()
            try:
                report = await desk.report(replace(asked, today=clock.today()))
            except Exception as error:
                if not away(error):
                    raise
                return
            yield ("stand" if report.mark == seen else "figures"), report
            seen = report.mark
            await asyncio.sleep(max(REST, now() - began))
            await bell.wait(STAND, since=rings)


def _form(wanted: Wanted, texts: Texts) -> Form:
    asked, typed = wanted.asked, dict(wanted.typed.fields)
    for field, day in (("from", asked.from_on), ("to", asked.to_on)):
        typed[field] = f"{day.day}/{day.month}/{day.year}" if day else typed.get(field, "")
    return Form(
        typed=typed | {"basis": asked.basis, "tree": asked.tree, "rounding": wanted.rounding},
        mistakes=wanted.typed.said(texts),
        bases=[(basis, texts.say(f"basis.{basis}")) for basis in Basis],
        trees=[(tree, texts.say(f"tree.{tree}")) for tree in Tree],
        roundings=[(rounding, texts.say(f"rounding.{rounding}")) for rounding in Rounding],
    )


def _view(wanted: Wanted, report: Report) -> View:
    figures, question = report.figures, report.question
    months = series(figures.months, from_on=question.from_on, to_on=question.to_on)
    shares = [(group, figures.share(group)) for group in Group]
    return View(
        report=report,
        groups=[(group, share, share.percent(wanted.rounding)) for group, share in shares],
        series=months,
        chart=drawn(months.spans),
        behind=lambda span: wanted.address("/statistics/cases", **_days(span, months, report)),
        on_the_way=[(stage, figures.stages[stage]) for stage in UNDER_WAY],
        most=max((child.admitted for child in figures.children), default=0),
    )


def _days(span: Span, months: Series, report: Report) -> Mapping[str, date]:
    """The part of the period that a column stands for."""
    return {
        "from_": max(report.question.from_on, span.from_on),
        "to": min(report.question.to_on, months.last_day(span)),
    }


def _may(office: Office, action: Action, line: Sequence[Title]) -> bool:
    return may(office, action, [title.committee_id for title in line])


def _crumbs(wanted: Wanted, line: Sequence[Title]) -> list[tuple[str, str | None]]:
    """The way down to the committee; a link where the office may look."""
    crumbs: list[tuple[str, str | None]] = []
    for height, title in enumerate(line):
        allowed = height > 0 and _may(wanted.asked.office, Action.READ_FIGURES, line[height:])
        address = wanted.address(committee=title.committee_id) if allowed else None
        crumbs.insert(0, (title.name, address))
    return crumbs
