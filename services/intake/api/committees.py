"""The directory of committees for programs: read as of a day, and every change to it."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.intake.api.answers import CommitteeAnswer
from services.intake.api.bodies import COMMITTEE, Body, Day, DocumentText, Line, example
from services.intake.desk import Desk, new_committee
from services.intake.domain import (
    CreateCommittee,
    DissolveCommittee,
    MergeCommittee,
    NameCommittee,
    PlaceCommittee,
    RetypeCommittee,
    SplitCommittee,
)
from shared.events.terms import CommitteeId, CommitteeType, PublicName
from shared.law.documents import document_number
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.web import clock
from shared.web.order import Ordered, Recorded, recorded

SignedIn = Annotated[Office, Depends(signed_in)]
AsOf = Annotated[date | None, Query(description="The day; today if left out.")]
OfficialName = Annotated[str, Line]


class CommitteeBody(Body):
    """A committee that came into being; all but a province stand under a parent."""

    model_config = example(
        type="branch",
        name="Chi bộ Văn phòng",
        parent_id=COMMITTEE,
        created_on="2018-01-02",
        decision_no="4-QĐ/ĐU",
    )

    committee_id: UUID | None = None
    type: CommitteeType
    name: OfficialName
    parent_id: UUID | None = None
    created_on: Day
    decision_no: DocumentText

    def command(self, key: UUID) -> CreateCommittee:
        own = CommitteeId(self.committee_id) if self.committee_id else new_committee(key)
        return CreateCommittee(
            committee_id=own,
            type=self.type,
            name=PublicName(self.name),
            parent_id=CommitteeId(self.parent_id) if self.parent_id else None,
            created_on=self.created_on,
            decision_no=document_number(self.decision_no),
        )


class NameBody(Body):
    """Another name, from a day on."""

    model_config = example(name="Chi bộ Tổng hợp", named_on="2020-05-04", decision_no="9-QĐ/ĐU")

    name: OfficialName
    named_on: Day
    decision_no: DocumentText

    def command(self, committee_id: CommitteeId) -> NameCommittee:
        return NameCommittee(
            committee_id=committee_id,
            name=PublicName(self.name),
            named_on=self.named_on,
            decision_no=document_number(self.decision_no),
        )


class PlacementBody(Body):
    """Another parent, from a day on."""

    model_config = example(parent_id=COMMITTEE, placed_on="2021-05-04", decision_no="12-QĐ/TU")

    parent_id: UUID
    placed_on: Day
    decision_no: DocumentText

    def command(self, committee_id: CommitteeId) -> PlaceCommittee:
        return PlaceCommittee(
            committee_id=committee_id,
            parent_id=CommitteeId(self.parent_id),
            placed_on=self.placed_on,
            decision_no=document_number(self.decision_no),
        )


class TypeBody(Body):
    """Another level, from a day on."""

    model_config = example(
        type="upper_commune_committee", retyped_on="2025-07-01", decision_no="30-QĐ/TU"
    )

    type: CommitteeType
    retyped_on: Day
    decision_no: DocumentText

    def command(self, committee_id: CommitteeId) -> RetypeCommittee:
        return RetypeCommittee(
            committee_id=committee_id,
            type=self.type,
            retyped_on=self.retyped_on,
            decision_no=document_number(self.decision_no),
        )


class MergerBody(Body):
    """It ends by merging into another committee."""

    model_config = example(into_id=COMMITTEE, merged_on="2025-07-01", decision_no="31-QĐ/TU")

    into_id: UUID
    merged_on: Day
    decision_no: DocumentText

    def command(self, committee_id: CommitteeId) -> MergeCommittee:
        return MergeCommittee(
            committee_id=committee_id,
            into_id=CommitteeId(self.into_id),
            merged_on=self.merged_on,
            decision_no=document_number(self.decision_no),
        )


class DissolutionBody(Body):
    """It ends; its successor takes over what was not placed elsewhere."""

    model_config = example(
        successor_id=COMMITTEE, dissolved_on="2025-02-03", decision_no="32-QĐ/TU"
    )

    successor_id: UUID
    dissolved_on: Day
    decision_no: DocumentText

    def command(self, committee_id: CommitteeId) -> DissolveCommittee:
        return DissolveCommittee(
            committee_id=committee_id,
            successor_id=CommitteeId(self.successor_id),
            dissolved_on=self.dissolved_on,
            decision_no=document_number(self.decision_no),
        )


class SplitBody(Body):
    """It was formed, on the day it was created, out of another committee that goes on."""

    model_config = example(from_id=COMMITTEE, split_on="2025-07-01", decision_no="33-QĐ/TU")

    from_id: UUID
    split_on: Day
    decision_no: DocumentText

    def command(self, committee_id: CommitteeId) -> SplitCommittee:
        return SplitCommittee(
            committee_id=committee_id,
            from_id=CommitteeId(self.from_id),
            split_on=self.split_on,
            decision_no=document_number(self.decision_no),
        )


def add_committees(api: APIRouter, desk: Desk) -> None:
    @api.get("/committees", summary="Every committee as of a day, by name")
    async def tree(office: SignedIn, on: AsOf = None) -> list[CommitteeAnswer]:
        titles = await desk.tree(office=office, on=on or clock.today())
        return [CommitteeAnswer.model_validate(title) for title in titles]

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
