"""The forms by which an organisation board changes the directory: what each asks, and becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from services.intake.desk import CommitteeFile, Desk, new_committee
from services.intake.domain import (
    ASKED_LEVEL,
    BRANCHES,
    GRASSROOTS_LEVEL,
    CreateCommittee,
    DelegateAdmission,
    DissolveCommittee,
    EndDelegation,
    MergeCommittee,
    NameCommittee,
    OrganisationCommand,
    PlaceCommittee,
    RetypeCommittee,
    SplitCommittee,
    StateYouthUnion,
)
from services.intake.pages.others import choices, parted, parts_of
from services.intake.pages.sent import Question, Sent
from shared.events.terms import CommitteeId, CommitteeType, DocumentNumber, PublicName
from shared.law.refusal import Refused
from shared.log.decider import KeyReused, MovedOn, Outcome
from shared.people.access import Action, Office, may
from shared.people.forest import committee_of
from shared.web import clock
from shared.web.failures import problem_of
from shared.web.pages import Pages, texts_for
from shared.web.problem import Forbidden, NotFound, Problem
from shared.web.texts import Texts

FIELDS: Mapping[str, Sequence[str]] = {
    "new": ("type", "name", "document_no", "day"),
    "name": ("name", "document_no", "day"),
    "placement": ("other", "document_no", "day"),
    "type": ("type", "document_no", "day"),
    "merger": ("other", "document_no", "day"),
    "dissolution": ("other", "document_no", "day"),
    "split": ("other", "document_no", "day"),
    "delegation": ("document_no", "day"),
    "delegation-end": ("document_no", "day"),
    "youth-union": ("document_no", "day"),
    "no-youth-union": ("document_no", "day"),
}
"""What each form asks, by the last word of its address; `new` creates a committee below."""

FIELD_OF: Mapping[str, str] = {
    "document_number_form": "document_no",
    "document_number_taken": "document_no",
    "parent_not_above": "type",
    "parent_unknown": "other",
    "branch_without_committee": "type",
    "parent_ended": "other",
    "parent_lower_since": "other",
    "successor_unknown": "other",
    "successor_ended": "other",
    "level_below": "type",
    "successor_below": "other",
    "successor_no_branch": "other",
    "level_not_then": "type",
}
"""The field that a refusal speaks of, the day if none is named."""


def possible(file: CommitteeFile, on: date) -> list[str]:
    """The forms that make sense for a committee on a day."""
    committee = file.committee
    if not committee.exists_on(on):
        return []
    left_out = {"split"} if committee.split_from else set[str]()
    if committee.type_on(on) in BRANCHES:
        left_out.add("new")
    if committee.decides_on(on):
        left_out.add("delegation")
    else:
        left_out.add("delegation-end")
    stated = committee.youth_union_on(on)
    if stated is not None:
        left_out.add("youth-union" if stated else "no-youth-union")
    if committee.type_on(on) not in BRANCHES | ASKED_LEVEL:
        left_out |= {"youth-union", "no-youth-union"}
    if committee.type_on(on) not in GRASSROOTS_LEVEL:
        left_out |= {"delegation", "delegation-end"}
    return [slug for slug in FIELDS if slug not in left_out]


async def open_change(
    desk: Desk, committee_id: CommitteeId, slug: str, *, office: Office
) -> CommitteeFile:
    """The committee that is to be changed; raises NotFound, Forbidden."""
    if slug not in FIELDS:
        raise NotFound(slug)
    file = await desk.committee(committee_id, office=office, today=clock.today())
    if not may(office, Action.CREATE_COMMITTEE, file.line):
        raise Forbidden(Action.CREATE_COMMITTEE, office)
    return file


async def take(
    desk: Desk, file: CommitteeFile, slug: str, sent: Sent, *, office: Office, texts: Texts
) -> Outcome | Question:
    """What it led to, or the form again with what stands against it."""
    fields = sent.typed.fields
    command = command_of(slug, sent, file.committee_id, await named(desk, sent))
    if command is None:
        return Question(typed=fields, mistakes=sent.typed.said(texts), key=sent.key)
    order = sent.order(office, clock.now())
    try:
        for part, key in parted(command, fields):
            await desk.take(part, order=replace(order, command_id=key, shown=None))
        return await desk.take(command, order=order)
    except (Refused, KeyReused, MovedOn) as error:
        return Question(typed=fields, problem=problem_of(error))


async def named(desk: Desk, sent: Sent) -> list[CommitteeId]:
    """The other committee that a form names, also one that has ended: the rules say more of it."""
    other = committee_of(sent.typed.fields.get("other", ""))
    return list(await desk.titles([other], today=clock.today())) if other else []


def command_of(
    slug: str, sent: Sent, own: CommitteeId, known: Sequence[CommitteeId]
) -> OrganisationCommand | None:
    """The command of a form, or None where `sent.typed` now holds mistakes."""
    typed, asked = sent.typed, FIELDS[slug]
    number, day = typed.document("document_no"), typed.day("day")
    name = typed.text("name") if "name" in asked else None
    level = typed.choice("type", CommitteeType) if "type" in asked else None
    other = typed.one_of("other", known) if "other" in asked else None
    if typed.mistakes or number is None or day is None:
        return None
    match slug:
        case "new" if name and level:
            return CreateCommittee(
                committee_id=new_committee(sent.key),
                type=level,
                name=PublicName(name),
                parent_id=own,
                created_on=day,
                decision_no=number,
            )
        case "name" if name:
            return NameCommittee(
                committee_id=own, name=PublicName(name), named_on=day, decision_no=number
            )
        case "type" if level:
            return RetypeCommittee(committee_id=own, type=level, retyped_on=day, decision_no=number)
        case "delegation":
            return DelegateAdmission(committee_id=own, delegated_on=day, decision_no=number)
        case "delegation-end":
            return EndDelegation(committee_id=own, ended_on=day, decision_no=number)
        case "youth-union" | "no-youth-union":
            return StateYouthUnion(
                committee_id=own, present=slug == "youth-union", since_on=day, decision_no=number
            )
        case _ if other:
            return towards(slug, own, CommitteeId(other), day=day, number=number)
        case _:
            return None


def towards(
    slug: str, own: CommitteeId, other: CommitteeId, *, day: date, number: DocumentNumber
) -> OrganisationCommand:
    """The command of a form that names another committee."""
    match slug:
        case "merger":
            return MergeCommittee(
                committee_id=own, into_id=other, merged_on=day, decision_no=number
            )
        case "dissolution":
            return DissolveCommittee(
                committee_id=own, successor_id=other, dissolved_on=day, decision_no=number
            )
        case "split":
            return SplitCommittee(committee_id=own, from_id=other, split_on=day, decision_no=number)
        case _:
            return PlaceCommittee(
                committee_id=own, parent_id=other, placed_on=day, decision_no=number
            )


async def shown(
    desk: Desk,
    pages: Pages,
    request: Request,
    *,
    file: CommitteeFile,
    slug: str,
    question: Question | None = None,
) -> Response:
    """The form, empty or with what was typed."""
    texts, today = texts_for(request), clock.today()
    question = question or Question()
    titles = await desk.choices(on=today)
    find = request.query_params.get("find", "")
    problem = question.problem
    return pages.render(
        request,
        "change.html",
        status=question.status,
        committee_id=file.committee_id,
        name=file.name_on(today) or texts.say("committee.no_name"),
        slug=slug,
        shown=None if slug == "new" else file.version,
        question=question,
        link=link_of(slug, problem) if problem and problem.reasons else None,
        labels={field: label(slug, field, texts) for field in FIELDS[slug]},
        levels=[(level.value, texts.say(f"type.{level}")) for level in CommitteeType],
        committees=choices(titles, file.committee_id, find, question.typed),
        find=find,
        parts=parts_of(titles, file.committee_id) if slug == "dissolution" else [],
    )


def link_of(slug: str, problem: Problem) -> str:
    """The field that it speaks of: the place, where it speaks of a level and none is asked."""
    name = FIELD_OF.get(problem.code, "day")
    return name if name in FIELDS[slug] else "other"


def label(slug: str, field: str, texts: Texts) -> str:
    return texts.say(f"committee.other.{slug}" if field == "other" else f"committee.{field}")
