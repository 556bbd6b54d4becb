"""Who helps a prospect, for programs: bodies, commands, and one address each."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.intake.api.bodies import Body, DayBody, Name, example
from services.intake.api.steps import CASE, Take
from services.intake.desk import Desk, new_person
from services.intake.domain import AssignMentor, RecordMentorReport
from shared.events.terms import CaseId
from shared.people.vault import Field as Value
from shared.web.day import Day
from shared.web.order import Ordered, Recorded


class MentorBody(Body):
    """An official member who helps the prospect from a day on."""

    model_config = example(name="Người Năm", on="2025-03-03")

    name: Name
    on: Day


def add_mentoring(api: APIRouter, desk: Desk) -> None:
    """The assigned member and the reports."""
    take = Take(desk)

    @api.post(f"{CASE}/mentor", summary="A member is assigned to help", status_code=201)
    async def assign(
        case_id: UUID, body: MentorBody, order: Ordered, response: Response
    ) -> Recorded:
        """Whoever was assigned before is replaced. The name goes to the vault."""
        person = new_person(order.command_id, 0)
        command = AssignMentor(case_id=CaseId(case_id), mentor_id=person, assigned_on=body.on)
        return await take(command, order, response, sealed={person: {Value.NAME: body.name}})

    @api.post(f"{CASE}/mentor-report", summary="The assigned member reported", status_code=201)
    async def report(case_id: UUID, body: DayBody, order: Ordered, response: Response) -> Recorded:
        command = RecordMentorReport(case_id=CaseId(case_id), reported_on=body.on)
        return await take(command, order, response)
