"""Figures as JSON, for programs and for the second count."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from services.statistics.desk import Asked, Desk, Report
from services.statistics.domain import Basis, Group, Rounding, Share, Tree
from services.statistics.freshness import SOURCE, Freshness
from shared.events.stage import Stage
from shared.events.terms import CommitteeId, CommitteeType
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.web import clock
from shared.web.day import Day


class Answer(BaseModel):
    """Anything that is answered; attributes are read as they are."""

    model_config = ConfigDict(from_attributes=True)


class GroupAnswer(Answer):
    """How many of all admitted belong to a group; `percent` is null where nobody was admitted."""

    count: int
    of: int
    percent: Decimal | None


class SpanAnswer(Answer):
    """One month, by its first day; months without admissions are left out."""

    from_on: date
    admitted: int
    groups: Mapping[Group, int]


class ChildAnswer(Answer):
    """A committee directly below; `below_at_end` is false where it left during the period."""

    committee_id: UUID
    type: CommitteeType
    name: str
    admitted: int
    below_at_end: bool


class FreshnessAnswer(Answer):
    """How complete the figures are: `lag` in positions, null where the source does not answer."""

    through: int
    head: int | None
    lag: int | None
    confirmed_at: datetime | None
    age_seconds: float | None
    parked: int
    fresh: bool


class FiguresAnswer(Answer):
    """The figures of a committee and all below it at one stand: a position of each ledger.

    With `as_of` there is no `freshness`: the same question at the same stand is the same bytes.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "committee_id": "5b0c7c7e-6a4c-5c0e-9d0f-0f3a3c1f9a11",
                "name": "Đảng ủy Khối",
                "from_on": "2020-01-01",
                "to_on": "2024-05-31",
                "basis": "ceremony_date",
                "tree": "then",
                "rounding": "half_up_1",
                "stand": {"intake": 7318},
                "admitted": 634,
                "groups": {"women": {"count": 355, "of": 634, "percent": "56.0"}},
                "months": [{"from_on": "2020-01-01", "admitted": 9, "groups": {"women": 5}}],
                "stages": {"decided": 4},
                "children": [],
                "freshness": None,
            }
        }
    )

    committee_id: UUID
    name: str | None
    from_on: date
    to_on: date
    basis: Basis
    tree: Tree
    rounding: Rounding
    stand: Mapping[str, int]
    admitted: int
    groups: Mapping[Group, GroupAnswer]
    months: Sequence[SpanAnswer]
    stages: Mapping[Stage, int]
    children: Sequence[ChildAnswer]
    freshness: FreshnessAnswer | None


class CaseAnswer(Answer):
    """A case behind a figure and the day on which it counts; null: it does not yet."""

    case_id: UUID
    branch_id: UUID
    stage: Stage
    on: date | None


class CasesAnswer(Answer):
    """The cases behind a figure at a stand."""

    stand: Mapping[str, int]
    cases: Sequence[CaseAnswer]


Position = Annotated[int, Field(ge=0, le=2**53, description="a position of intake's ledger")]
Version = Annotated[int, Path(ge=1, le=2**31 - 1)]
Within = Annotated[float, Field(ge=0, le=5, description="seconds to wait for what is asked for")]


class Asking(BaseModel):
    """What every question has in common; without days it is about everything up to today."""

    from_on: Annotated[Day | None, Field(alias="from")] = None
    to_on: Annotated[Day | None, Field(alias="to")] = None
    basis: Basis = Basis.CEREMONY_DATE
    tree: Tree = Tree.THEN
    as_of: Position | None = None
    within: Within = 0

    def asked(self, committee_id: UUID | None, office: Office) -> Asked:
        return Asked(
            office=office,
            today=clock.today(),
            committee_id=CommitteeId(committee_id) if committee_id else None,
            from_on=self.from_on,
            to_on=self.to_on,
            basis=self.basis,
            tree=self.tree,
            as_of=self.as_of,
            within=self.within,
        )


class AskingForFigures(Asking):
    """For which committee, by default the office's own, and how shares are rounded."""

    committee: UUID | None = None
    rounding: Rounding = Rounding.HALF_UP_1


class AskingForCases(Asking):
    """Which part of the figure: a group of the admitted, or those who stand in a stage."""

    group: Group | None = None
    stage: Stage | None = None


SignedIn = Annotated[Office, Depends(signed_in)]


def router(desk: Desk) -> APIRouter:
    """The questions that programs may ask."""
    api = APIRouter(prefix="/api", tags=["figures"])

    @api.get("/figures", summary="The figures of a committee and all below it")
    async def figures(
        asking: Annotated[AskingForFigures, Query()], office: SignedIn
    ) -> FiguresAnswer:
        report = await desk.report(asking.asked(asking.committee, office))
        return _answer(report, asking.rounding)

    @api.get("/committees/{committee_id}/cases", summary="The cases behind a figure")
    async def cases(
        committee_id: UUID, asking: Annotated[AskingForCases, Query()], office: SignedIn
    ) -> CasesAnswer:
        asked = asking.asked(committee_id, office)
        behind = await desk.cases(asked, group=asking.group, stage=asking.stage)
        return CasesAnswer(
            stand={SOURCE: behind.stand},
            cases=[CaseAnswer.model_validate(case) for case in behind.cases],
        )

    @api.get("/steps/{stream}/{version}", summary="Whether a step is in the figures yet")
    async def heard(
        stream: UUID,
        version: Version,
        office: SignedIn,
        within: Annotated[float, Query(ge=0, le=5)] = 0,
    ) -> bool:
        return await desk.heard(stream, version, office=office, within=within)

    return api


def _answer(report: Report, rounding: Rounding) -> FiguresAnswer:
    asked, figures = report.question, report.figures
    return FiguresAnswer(
        committee_id=asked.committee_id,
        name=report.title.name if report.title else None,
        from_on=asked.from_on,
        to_on=asked.to_on,
        basis=asked.basis,
        tree=asked.tree,
        rounding=rounding,
        stand={SOURCE: report.stand},
        admitted=figures.admitted,
        groups={group: _share(figures.share(group), rounding) for group in Group},
        months=[SpanAnswer.model_validate(span) for span in figures.months],
        stages=figures.stages,
        children=[ChildAnswer.model_validate(child) for child in figures.children],
        freshness=None if report.as_of is not None else freshness_of(report.freshness),
    )


def _share(share: Share, rounding: Rounding) -> GroupAnswer:
    return GroupAnswer(count=share.count, of=share.of, percent=share.percent(rounding))


def freshness_of(freshness: Freshness) -> FreshnessAnswer:
    return FreshnessAnswer(
        through=freshness.through,
        head=freshness.head,
        lag=freshness.lag,
        confirmed_at=freshness.confirmed_at,
        age_seconds=freshness.age.total_seconds() if freshness.age is not None else None,
        parked=freshness.parked,
        fresh=freshness.fresh,
    )
