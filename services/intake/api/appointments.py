"""What programs send of users: every office with its days and document, and its command."""

from typing import Annotated
from uuid import UUID

from services.intake.domain.office_commands import (
    EndOffice,
    EndSubstitution,
    GiveOffice,
    NameSubstitute,
)
from shared.events.office import Role
from shared.events.terms import CommitteeId, UserId
from shared.web.body import COMMITTEE, Body, DocumentText, Line, example
from shared.web.day import Day

USER = "0f9b3c1e-6f5e-5c0e-9a55-0f1e2d3c4b5a"


class AccountBody(Body):
    """An account of the issuer that is to be known before anybody signs in with it."""

    model_config = example(
        issuer="https://id.example/realms/ketnap", subject="4711", name="Người Một"
    )

    issuer: Annotated[str, Line]
    subject: Annotated[str, Line]
    name: Annotated[str, Line]


class OfficeBody(Body):
    """An office from a day on, through the last day if one is named."""

    model_config = example(
        role="branch_clerk", committee_id=COMMITTEE, from_on="2026-01-02", document_no="5-QĐ/ĐU"
    )

    role: Role
    committee_id: UUID
    from_on: Day
    until_on: Day | None = None
    document_no: DocumentText

    def command(self, user_id: UserId) -> GiveOffice:
        return GiveOffice(
            user_id=user_id,
            role=self.role,
            committee_id=CommitteeId(self.committee_id),
            from_on=self.from_on,
            until_on=self.until_on,
            document_no=self.document_no,
        )


class OfficeEndBody(Body):
    """No longer that office, from a day on."""

    model_config = example(
        role="branch_clerk", committee_id=COMMITTEE, ended_on="2026-09-02", document_no="21-QĐ/ĐU"
    )

    role: Role
    committee_id: UUID
    ended_on: Day
    document_no: DocumentText

    def command(self, user_id: UserId) -> EndOffice:
        return EndOffice(
            user_id=user_id,
            role=self.role,
            committee_id=CommitteeId(self.committee_id),
            ended_on=self.ended_on,
            document_no=self.document_no,
        )


class SubstitutionBody(Body):
    """An office in the place of who holds it, through the last day."""

    model_config = example(
        instead_of=USER,
        role="branch_clerk",
        committee_id=COMMITTEE,
        from_on="2026-05-06",
        until_on="2026-07-31",
        document_no="14-QĐ/ĐU",
    )

    instead_of: UUID
    role: Role
    committee_id: UUID
    from_on: Day
    until_on: Day
    document_no: DocumentText

    def command(self, user_id: UserId) -> NameSubstitute:
        return NameSubstitute(
            user_id=user_id,
            instead_of=UserId(self.instead_of),
            role=self.role,
            committee_id=CommitteeId(self.committee_id),
            from_on=self.from_on,
            until_on=self.until_on,
            document_no=self.document_no,
        )


class SubstitutionEndBody(Body):
    """No longer in that place, from a day on."""

    model_config = example(
        instead_of=USER,
        role="branch_clerk",
        committee_id=COMMITTEE,
        ended_on="2026-07-01",
        document_no="17-QĐ/ĐU",
    )

    instead_of: UUID
    role: Role
    committee_id: UUID
    ended_on: Day
    document_no: DocumentText

    def command(self, user_id: UserId) -> EndSubstitution:
        return EndSubstitution(
            user_id=user_id,
            instead_of=UserId(self.instead_of),
            role=self.role,
            committee_id=CommitteeId(self.committee_id),
            ended_on=self.ended_on,
            document_no=self.document_no,
        )


class BlockBody(Body):
    """A day and the document that says so."""

    model_config = example(on="2026-03-04", document_no="8-TB/ĐU")

    on: Day
    document_no: DocumentText
