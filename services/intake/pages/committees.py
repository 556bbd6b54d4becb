"""The tree of committees on a day, and the page of one: its history, its lineage, its changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from services.intake.desk import CommitteeFile, Desk
from services.intake.domain import ASKED_LEVEL, Descent, Link, predecessors, successors
from services.intake.pages.case_page import users_of
from services.intake.pages.changes import possible
from services.intake.pages.said import Names
from services.intake.pages.way import office_words
from services.intake.records import Title
from shared.events.organisation import OrganisationEvent
from shared.events.step import Step
from shared.events.terms import CommitteeId, CommitteeType
from shared.people.access import Action, Office, may
from shared.people.forest import Forest, committee_of
from shared.web import clock
from shared.web.entry import Typed
from shared.web.pages import Pages, texts_for
from shared.web.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A step of a committee's history as the page shows it."""

    version: int
    day: str
    title: str
    what: str | None
    decision_no: str
    entered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """A committee before or after this one."""

    committee_id: CommitteeId
    name: str
    descent: Descent
    since: date
    decision_no: str


async def tree(desk: Desk, pages: Pages, request: Request, *, office: Office) -> Response:
    """What was there on the day asked for, today if none or an unreadable one.

    As many levels as have room from the committee asked for on, or what bears the wanted name.
    """
    today = clock.today()
    typed = Typed(dict(request.query_params), today=today)
    on = (typed.day("on") if typed.fields.get("on") else None) or today
    forest = Forest(await desk.tree(office=office, on=on))
    wanted, under = typed.fields.get("q", ""), committee_of(typed.fields.get("under", ""))
    return pages.render(
        request,
        "committees.html",
        status=200,
        on=on,
        grove=forest.grove(under=under, wanted=wanted),
        count=len(forest),
        wanted=wanted,
        under=under,
        typed={"on": f"{on.day}/{on.month}/{on.year}"} | dict(typed.fields),
        mistakes=typed.said(texts_for(request)),
    )


async def page(
    desk: Desk, pages: Pages, request: Request, *, committee_id: CommitteeId, office: Office
) -> Response:
    """One committee: raises NotFound where nothing was recorded of it."""
    today, texts = clock.today(), texts_for(request)
    file = await desk.committee(committee_id, office=office, today=today)
    titles = await desk.titles(named_in(file), today=today)
    users = await desk.offices.names(users_of(file.steps), office=office, reason="committee page")
    committees = {one: title.name for one, title in titles.items()}
    names = Names(committees=committees, persons={}, users=users)
    changes = may(office, Action.CREATE_COMMITTEE, file.line)
    line = [titles[one] for one in reversed(file.line) if one in titles]
    return pages.render(
        request,
        "committee.html",
        status=200,
        committee_id=committee_id,
        name=file.name_on(today) or texts.say("committee.no_name"),
        type=file.committee.type_on(today),
        file=file,
        decides=file.committee.decides_on(today),
        youth_union=file.committee.youth_union_on(today),
        ended=file.committee.end,
        line=line,
        uncertified=file.committee.exists_on(today) and not_certified(line),
        steps=[told(step, texts, names) for step in file.steps],
        before=kin(predecessors(committee_id, today, file.links), names, earlier=True),
        after=kin(successors(committee_id, today, file.links), names, earlier=False),
        changes=possible(file, today) if changes else [],
        done=request.query_params.get("done"),
    )


def not_certified(line: Sequence[Title]) -> bool:
    """Whether it is a branch for which nobody can seal and certify: its committee is gone."""
    levels = {title.type for title in line}
    return CommitteeType.BRANCH in levels and levels.isdisjoint(ASKED_LEVEL)


def named_in(file: CommitteeFile) -> set[CommitteeId]:
    """Every committee that the page names."""
    linked = {one for link in file.links for one in (link.earlier_id, link.later_id)}
    acted = {Office.parse(step.entry.office).committee_id for step in file.steps}
    return {*file.line, *linked, *acted, *file.committee.parents.values()}


def told(step: Step, texts: Texts, names: Names) -> Told:
    fact = step.event
    assert isinstance(fact, OrganisationEvent)  # nothing else is in the stream of a committee
    values = Values.of(fact)
    at = texts.moment(step.entry.recorded_at)
    return Told(
        version=step.version,
        day=texts.day(values.day),
        title=texts.say(f"event.{type(fact).__name__}"),
        what=values.words(texts, names),
        decision_no=fact.decision_no,
        entered=texts.say(
            "committee.entered",
            office=office_words(Office.parse(step.entry.office), texts, names),
            at=at,
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """The fields of a fact about a committee, by what they are."""

    day: date
    name: str | None = None
    type: CommitteeType | None = None
    other_id: CommitteeId | None = None
    present: bool | None = None

    @classmethod
    def of(cls, fact: OrganisationEvent) -> "Values":
        fields = {name: getattr(fact, name) for name in fact.__dataclass_fields__}
        [day] = [value for value in fields.values() if isinstance(value, date)]
        others = [
            value
            for name, value in fields.items()
            if isinstance(value, UUID) and name != "committee_id"
        ]
        return cls(
            day=day,
            name=fields.get("name"),
            type=fields.get("type"),
            present=fields.get("present"),
            other_id=CommitteeId(others[0]) if others else None,
        )

    def words(self, texts: Texts, names: Names) -> str | None:
        if self.present is not None:
            return texts.say(
                "committee.youth_union" if self.present else "committee.no_youth_union"
            )
        if self.other_id is not None:
            return names.committees.get(self.other_id)
        return texts.say(f"type.{self.type}") if self.type else self.name


def kin(links: Sequence[Link], names: Names, *, earlier: bool) -> list[Kin]:
    return [
        Kin(
            committee_id=(one := link.earlier_id if earlier else link.later_id),
            name=names.committees.get(one, str(one)),
            descent=link.descent,
            since=link.since,
            decision_no=link.decision_no,
        )
        for link in links
    ]
