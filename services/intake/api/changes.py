"""What programs send of a committee: every change with its day and decision, and its command."""

from typing import Annotated
from uuid import UUID

from services.intake.desk import new_committee
from services.intake.domain import (
    CreateCommittee,
    DelegateAdmission,
    DissolveCommittee,
    EndDelegation,
    MergeCommittee,
    NameCommittee,
    PlaceCommittee,
    RetypeCommittee,
    SplitCommittee,
    StateYouthUnion,
)
from shared.events.terms import CommitteeId, CommitteeType, PublicName
from shared.web.body import COMMITTEE, Body, DocumentText, Line, example
from shared.web.day import Day

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
            decision_no=self.decision_no,
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
            decision_no=self.decision_no,
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
            decision_no=self.decision_no,
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
            decision_no=self.decision_no,
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
            decision_no=self.decision_no,
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
            decision_no=self.decision_no,
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
            decision_no=self.decision_no,
        )


class DelegationBody(Body):
    """It decides admissions itself, from a day on."""

    model_config = example(delegated_on="2024-01-02", decision_no="40-QĐ/ĐUK")

    delegated_on: Day
    decision_no: DocumentText

    def command(self, committee_id: CommitteeId) -> DelegateAdmission:
        return DelegateAdmission(
            committee_id=committee_id,
            delegated_on=self.delegated_on,
            decision_no=self.decision_no,
        )


class DelegationEndBody(Body):
    """It decides admissions no more, from a day on."""

    model_config = example(ended_on="2025-06-30", decision_no="41-QĐ/ĐUK")

    ended_on: Day
    decision_no: DocumentText

    def command(self, committee_id: CommitteeId) -> EndDelegation:
        return EndDelegation(
            committee_id=committee_id,
            ended_on=self.ended_on,
            decision_no=self.decision_no,
        )


class YouthUnionBody(Body):
    """There is a youth union at it, or none, from a day on."""

    model_config = example(present=True, since_on="2019-03-26", decision_no="12-CV/ĐU")

    present: bool
    since_on: Day
    decision_no: DocumentText

    def command(self, committee_id: CommitteeId) -> StateYouthUnion:
        return StateYouthUnion(
            committee_id=committee_id,
            present=self.present,
            since_on=self.since_on,
            decision_no=self.decision_no,
        )
