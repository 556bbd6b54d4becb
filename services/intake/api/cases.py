"""Cases for programs: those that wait for an office, those of its area, and one in full."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel

from services.intake.api.answers import CaseAnswer, WorkLine, case_answer, work_line
from services.intake.api.bodies import ProspectBody
from services.intake.api.persons import NamesakeAnswer, namesakes_of
from services.intake.desk import LONGEST_LIST, Desk, new_case, new_person
from services.intake.records import TOP, Place, Wish
from shared.events.stage import Stage
from shared.events.terms import CaseId, CommitteeId, PersonId
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.web import clock
from shared.web.day import WrittenDay
from shared.web.language import language_of
from shared.web.order import Ordered, Recorded, recorded
from shared.web.texts import Texts

SignedIn = Annotated[Office, Depends(signed_in)]
Stages = Annotated[
    list[Stage] | None,
    Query(description="All of the area at these stages; left out: what waits for the office."),
]
Step = Annotated[Stage | None, Query(description="Of what waits, only where this is possible.")]
Branch = Annotated[UUID | None, Query(description="Of what waits, only what is of this branch.")]
Limit = Annotated[int, Query(ge=1, le=LONGEST_LIST)]


class Listed(Recorded):
    """What came of listing somebody, and who may be the same person."""

    namesakes: list[NamesakeAnswer]


class After(BaseModel):
    """Where the last page ended: `due_on`, `last_on` and `case_id` of its last case."""

    after_due: WrittenDay | None = None
    after_on: WrittenDay | None = None
    after_case: UUID | None = None

    @property
    def place(self) -> Place:
        if self.after_on is None or self.after_case is None:
            return TOP
        case_id = CaseId(self.after_case)
        return Place(due_on=self.after_due, last_on=self.after_on, case_id=case_id)


def add_cases(api: APIRouter, desk: Desk) -> None:
    @api.get("/cases", summary="Cases: what waits, by due day; or those of the area")
    async def cases(
        office: SignedIn,
        after: Annotated[After, Depends()],
        stage: Stages = None,
        limit: Limit = LONGEST_LIST,
        step: Step = None,
        branch: Branch = None,
    ) -> list[WorkLine]:
        today, place = clock.today(), after.place
        if stage is None:
            wish = Wish(step=step, branch_id=CommitteeId(branch) if branch else None)
            rows = await desk.waiting(
                office=office, today=today, after=place, limit=limit, wish=wish
            )
        else:
            rows = await desk.cases(stage, office=office, today=today, after=place, limit=limit)
        return [work_line(row, today) for row in rows]

    @api.get("/cases/{case_id}", summary="A case: its way so far, and what is next")
    async def case(
        case_id: UUID, office: SignedIn, request: Request, response: Response
    ) -> CaseAnswer:
        """The name comes from the vault, which notes that the office opened it."""
        today = clock.today()
        file = await desk.file(CaseId(case_id), office=office, today=today)
        names = await desk.names([file.person_id], office=office, reason="case")
        response.headers["ETag"] = f'"{file.version}"'
        texts = Texts(language_of(request))
        return case_answer(file, name=names.get(file.person_id), today=today, texts=texts)

    @api.post("/cases", summary="List a prospect: the case begins", status_code=201)
    async def prospect(
        body: ProspectBody, order: Ordered, request: Request, response: Response
    ) -> Listed:
        """The ids of case and person follow from the Idempotency-Key.

        Who may be the same person is answered, and that it was told is noted in the vault's book.
        """
        case_id, identity = new_case(order.command_id), body.identity()
        office, today = order.office, clock.today()
        person_id = new_person(order.command_id, 0)
        if body.same_as:
            person_id = await desk.persons.same(
                PersonId(body.same_as), identity, office=office, today=today
            )
        outcome = await desk.take(
            body.command(case_id, person_id), order=order, sealed=body.sealed(person_id)
        )
        response.headers["Location"] = f"{request.scope['root_path']}/api/cases/{case_id}"
        namesakes = await desk.persons.namesakes(
            identity, office=office, today=today, but=person_id
        )
        done = recorded(outcome, response).model_dump()
        return Listed(**done, namesakes=namesakes_of(namesakes))
