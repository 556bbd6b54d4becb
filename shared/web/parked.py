"""What a service could not apply, for its operator: seen, tried again, passed over."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Depends
from pydantic import BaseModel, Field

from shared.events.terms import StreamId
from shared.events.upkeep import SkipReason, Source
from shared.law.documents import document_number
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.upkeep import ParkedStream, RetryParked, SkipParked, Upkeep
from shared.web.order import Ordered
from shared.web.parked_pages import pages_of

SignedIn = Annotated[Office, Depends(signed_in)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
STREAM = "/api/parked/{source}/{stream_id}"


class Waiting(BaseModel):
    """A stream of which nothing more is applied until its first parked step is."""

    source: Source
    stream_id: UUID
    version: int = Field(description="The first parked step; name it to retry or skip it.")
    type: str
    reason: str = Field(description="The kind of error; Unreadable: a newer program is needed.")
    parked_at: str
    behind: int = Field(description="Steps of the same stream that wait behind it.")


class Skip(BaseModel):
    """Which step to pass over, and why."""

    version: Version
    reason: SkipReason
    document_no: str = Field(description="The document that says so.", examples=["12-BB/VPTU"])


class Applied(BaseModel):
    """What came of it."""

    applied: int = Field(description="Steps that could be applied now.")
    repeated: bool


def parked_router(upkeep: Upkeep) -> APIRouter:
    """The pages under `/parked`, and the same for programs under `/api/parked`."""
    router = APIRouter()
    _for_programs(router, upkeep)
    router.include_router(pages_of(upkeep), include_in_schema=False)
    return router


def _for_programs(router: APIRouter, upkeep: Upkeep) -> None:
    @router.get("/api/parked", tags=["upkeep"])
    async def parked(office: SignedIn) -> list[Waiting]:
        """All streams that wait."""
        return [waiting(stream) for stream in await upkeep.parked(office)]

    @router.post(f"{STREAM}/retry", tags=["upkeep"])
    async def retry(
        source: Source,
        stream_id: UUID,
        version: Annotated[Version, Body(embed=True)],
        order: Ordered,
    ) -> Applied:
        """Try the first parked step again, and those behind it."""
        place = StreamId(stream_id)
        command = RetryParked(source=source, stream_id=place, version=version)
        mended = await upkeep.take(command, order=order)
        return Applied(applied=mended.applied, repeated=mended.outcome.repeated)

    @router.post(f"{STREAM}/skip", tags=["upkeep"])
    async def skip(source: Source, stream_id: UUID, body: Skip, order: Ordered) -> Applied:
        """Pass over the first parked step for good, and try those behind it."""
        command = SkipParked(
            source=source,
            stream_id=StreamId(stream_id),
            version=body.version,
            reason=body.reason,
            document_no=document_number(body.document_no),
        )
        mended = await upkeep.take(command, order=order)
        return Applied(applied=mended.applied, repeated=mended.outcome.repeated)


def waiting(stream: ParkedStream) -> Waiting:
    return Waiting(
        source=stream.source,
        stream_id=stream.stream_id,
        version=stream.version,
        type=stream.type,
        reason=stream.reason,
        parked_at=stream.parked_at.isoformat(),
        behind=stream.behind,
    )
