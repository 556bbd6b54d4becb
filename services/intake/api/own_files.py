"""What is kept about a person, at his or her request, and its erasure with the proof."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.intake.api.answers import Answer
from services.intake.api.persons import CaseOfPerson
from services.intake.desk import Desk, OwnFile, Proof
from services.intake.domain import ErasePerson
from shared.events.terms import PersonId, Relation
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.people.vault import Field
from shared.web import clock
from shared.web.body import Body, DocumentText, example
from shared.web.day import Day
from shared.web.order import Ordered

SignedIn = Annotated[Office, Depends(signed_in)]


class ErasureBody(Body):
    """The order to erase a person."""

    model_config = example(document_no="31-QĐ/BTC", erased_on="2024-06-12")

    document_no: DocumentText
    erased_on: Day

    def command(self, person_id: PersonId) -> ErasePerson:
        return ErasePerson(
            person_id=person_id,
            document_no=self.document_no,
            erased_on=self.erased_on,
        )


class OpeningAnswer(Answer):
    """One time that somebody was told something about the person."""

    opened_at: datetime
    service: str
    office: str
    reason: str
    fields: Sequence[Field]


class NamedAnswer(Answer):
    """Somebody whom the CV names."""

    person_id: UUID
    relation: Relation


class OwnFileAnswer(Answer):
    """All that is kept about a person, and who was shown it."""

    person_id: UUID
    values: Mapping[Field, str]
    held: Mapping[str, int]
    cases: Sequence[CaseOfPerson]
    named: Sequence[NamedAnswer]
    openings: Sequence[OpeningAnswer]


class ProofAnswer(Answer):
    """What was ordered, what went, and since when no backup can be read any more."""

    person_id: UUID
    document_no: str | None
    erased_on: date | None
    erased_at: datetime
    deleted: Mapping[str, int]
    generation: int
    unreadable_at: datetime | None


def add_own_files(api: APIRouter, desk: Desk) -> None:
    @api.get("/persons/{person_id}", summary="A person's own file: all that is kept, who saw it")
    async def own_file(person_id: UUID, office: SignedIn) -> OwnFileAnswer:
        """For the board of the province and its auditor; that it was asked is noted in it."""
        file = await desk.own_files.file(PersonId(person_id), office=office, today=clock.today())
        return answer_of(file)

    @api.get("/persons/{person_id}/erasure", summary="The proof that a person was erased")
    async def proof(person_id: UUID, office: SignedIn) -> ProofAnswer | None:
        """Nothing where the person was not erased."""
        found = await desk.own_files.proof(PersonId(person_id), office=office, today=clock.today())
        return proof_of(found) if found else None

    @api.post("/persons/{person_id}/erasure", summary="Erase a person", status_code=201)
    async def erase(
        person_id: UUID, body: ErasureBody, order: Ordered, response: Response
    ) -> ProofAnswer:
        """Keys, values, look-up hashes and scans go at once; there is no way back."""
        command = body.command(PersonId(person_id))
        outcome, found = await desk.own_files.erase(command, order=order)
        response.status_code = 201 if outcome.steps else 200
        return proof_of(found)


def answer_of(file: OwnFile) -> OwnFileAnswer:
    return OwnFileAnswer(
        person_id=file.person_id,
        values=file.values,
        held=file.held,
        cases=[CaseOfPerson.model_validate(case) for case in file.cases],
        named=[NamedAnswer.model_validate(one) for one in file.named],
        openings=[
            OpeningAnswer(
                opened_at=one.opened_at,
                service=one.service,
                office=one.office.code,
                reason=one.reason,
                fields=one.fields,
            )
            for one in file.openings
        ],
    )


def proof_of(proof: Proof) -> ProofAnswer:
    ordered = proof.person.erased
    return ProofAnswer(
        person_id=proof.erasure.person_id,
        document_no=ordered.document_no if ordered else None,
        erased_on=ordered.erased_on if ordered else None,
        erased_at=proof.erasure.erased_at,
        deleted=proof.erasure.deleted,
        generation=proof.erasure.generation,
        unreadable_at=proof.erasure.unreadable_at,
    )
