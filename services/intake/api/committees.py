"""The directory of committees for programs: read as of a day, and every change to it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.intake.api.changes import (
    CommitteeBody,
    DelegationBody,
    DelegationEndBody,
    DissolutionBody,
    MergerBody,
    NameBody,
    PlacementBody,
    SplitBody,
    TypeBody,
    YouthUnionBody,
)
from services.intake.api.committee_answers import (
    CommitteeAnswer,
    CommitteeFileAnswer,
    committee_answer,
)
from services.intake.desk import Desk
from shared.events.terms import CommitteeId
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.web import clock
from shared.web.day import WrittenDay
from shared.web.order import Ordered, Recorded, recorded

SignedIn = Annotated[Office, Depends(signed_in)]
AsOf = Annotated[WrittenDay | None, Query(description="The day; today if left out.")]


def add_committees(api: APIRouter, desk: Desk) -> None:
    @api.get("/committees", summary="Every committee as of a day, by name")
    async def tree(office: SignedIn, on: AsOf = None) -> list[CommitteeAnswer]:
        titles = await desk.tree(office=office, on=on or clock.today())
        return [CommitteeAnswer.model_validate(title) for title in titles]

    @api.get("/committees/{committee_id}", summary="A committee, its history and lineage")
    async def committee(
        committee_id: UUID, office: SignedIn, on: AsOf = None
    ) -> CommitteeFileAnswer:
        day = on or clock.today()
        file = await desk.committee(CommitteeId(committee_id), office=office, today=day)
        return committee_answer(file, day)

    @api.post("/committees", summary="Create a committee", status_code=201)
    async def create(body: CommitteeBody, order: Ordered, response: Response) -> Recorded:
        return recorded(await desk.take(body.command(order.command_id), order=order), response)

    @api.post("/committees/{committee_id}/names", summary="Name it anew", status_code=201)
    async def name(
        committee_id: UUID, body: NameBody, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(CommitteeId(committee_id))
        return recorded(await desk.take(command, order=order), response)

    @api.post("/committees/{committee_id}/placements", summary="Place it anew", status_code=201)
    async def place(
        committee_id: UUID, body: PlacementBody, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(CommitteeId(committee_id))
        return recorded(await desk.take(command, order=order), response)

    @api.post("/committees/{committee_id}/types", summary="Change its level", status_code=201)
    async def retype(
        committee_id: UUID, body: TypeBody, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(CommitteeId(committee_id))
        return recorded(await desk.take(command, order=order), response)

    @api.post("/committees/{committee_id}/merger", summary="Merge it into another", status_code=201)
    async def merge(
        committee_id: UUID, body: MergerBody, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(CommitteeId(committee_id))
        return recorded(await desk.take(command, order=order), response)

    @api.post("/committees/{committee_id}/dissolution", summary="Dissolve it", status_code=201)
    async def dissolve(
        committee_id: UUID, body: DissolutionBody, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(CommitteeId(committee_id))
        return recorded(await desk.take(command, order=order), response)

    @api.post(
        "/committees/{committee_id}/split", summary="Say out of which it came", status_code=201
    )
    async def split(
        committee_id: UUID, body: SplitBody, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(CommitteeId(committee_id))
        return recorded(await desk.take(command, order=order), response)

    @api.post(
        "/committees/{committee_id}/delegation", summary="Let it decide itself", status_code=201
    )
    async def delegate(
        committee_id: UUID, body: DelegationBody, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(CommitteeId(committee_id))
        return recorded(await desk.take(command, order=order), response)

    @api.post(
        "/committees/{committee_id}/delegation-end",
        summary="Let it decide itself no more",
        status_code=201,
    )
    async def end_delegation(
        committee_id: UUID, body: DelegationEndBody, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(CommitteeId(committee_id))
        return recorded(await desk.take(command, order=order), response)

    @api.post(
        "/committees/{committee_id}/youth-union",
        summary="Say whether it has a youth union",
        status_code=201,
    )
    async def state_youth_union(
        committee_id: UUID, body: YouthUnionBody, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(CommitteeId(committee_id))
        return recorded(await desk.take(command, order=order), response)
