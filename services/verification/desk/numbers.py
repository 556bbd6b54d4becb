"""Gives letters, reminders and answers their numbers, each number to one paper."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from services.verification.domain import Verification
from services.verification.domain.issuing import document_of
from shared.events.step import Step
from shared.events.terms import CommitteeId
from shared.log.numbers import Bearer, claim


async def give_numbers(
    connection: AsyncConnection,
    steps: Sequence[Step],
    *,
    state: Verification,
    acting: CommitteeId,
) -> None:
    """Refused where another paper bears the number of one of `steps`.

    One letter may be about several persons, also of several cases: what is of one kind and one day
    is one paper.
    """
    for step in steps:
        if document := document_of(step.event, state, acting):
            matter = f"{type(step.event).__name__} {document.on}"
            bearer = Bearer(stream=step.stream, version=step.version, matter=matter, many=True)
            await claim(connection, document, bearer)
