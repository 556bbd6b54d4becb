"""The pages of what a service could not apply: a list, a stream, and what to do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from shared.events.terms import StreamId
from shared.events.upkeep import SkipReason, Source
from shared.log.wire import EVENT_CLASSES
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.upkeep import Command, ParkedStream, RetryParked, SkipParked, Upkeep
from shared.web import clock
from shared.web.entry import Typed
from shared.web.order import order_in
from shared.web.pages import Pages, texts_for

SignedIn = Annotated[Office, Depends(signed_in)]
STREAM = "/parked/{source}/{stream_id}"


def pages_of(upkeep: Upkeep) -> APIRouter:
    """The list, a page for each stream, and where its two forms go."""
    router, views = APIRouter(), Views(upkeep)

    @router.get("/parked")
    async def parked(request: Request, office: SignedIn) -> Response:
        return await views.all(request, office)

    @router.get(STREAM)
    async def stream(
        request: Request, source: Source, stream_id: UUID, office: SignedIn
    ) -> Response:
        return await views.one(request, office, source, stream_id)

    @router.post(f"{STREAM}/retry")
    async def retry(
        request: Request, source: Source, stream_id: UUID, office: SignedIn
    ) -> Response:
        typed = await sent(request)
        command = read_retry(typed, source, stream_id)
        return await views.mend(request, office, command, typed=typed, at=(source, stream_id))

    @router.post(f"{STREAM}/skip")
    async def skip(request: Request, source: Source, stream_id: UUID, office: SignedIn) -> Response:
        typed = await sent(request)
        command = read_skip(typed, source, stream_id)
        return await views.mend(request, office, command, typed=typed, at=(source, stream_id))

    return router


async def sent(request: Request) -> Typed:
    form = await request.form()
    fields = {name: text for name, text in form.items() if isinstance(text, str)}
    return Typed(fields, today=clock.today())


def read_retry(typed: Typed, source: Source, stream_id: UUID) -> RetryParked | None:
    version = typed.number("version")
    if version is None:
        return None
    return RetryParked(source=source, stream_id=StreamId(stream_id), version=version)


def read_skip(typed: Typed, source: Source, stream_id: UUID) -> SkipParked | None:
    version = typed.number("version")
    reason = typed.choice("reason", SkipReason)
    document_no = typed.document("document_no")
    if version is None or reason is None or document_no is None:
        return None
    return SkipParked(
        source=source,
        stream_id=StreamId(stream_id),
        version=version,
        reason=reason,
        document_no=document_no,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form to skip: empty, or again with what was typed and what cannot be read."""

    typed: Mapping[str, str] = field(default_factory=dict)
    mistakes: Mapping[str, str] = field(default_factory=dict)


EMPTY = Form()


class Views:
    """The pages, filled in for an operator."""

    def __init__(self, upkeep: Upkeep) -> None:
        self._upkeep = upkeep
        self._pages = Pages()

    async def all(self, request: Request, office: Office) -> Response:
        """Every stream that waits, the oldest first; and what was just done."""
        applied = request.query_params.get("applied", "")
        return self._pages.render(
            request,
            "parked.html",
            service=self._upkeep.service,
            streams=sorted(await self._upkeep.parked(office), key=lambda stream: stream.parked_at),
            called=called,
            applied=int(applied) if applied.isdecimal() and len(applied) < 10 else None,
        )

    async def one(
        self,
        request: Request,
        office: Office,
        source: Source,
        stream_id: UUID,
        *,
        form: Form = EMPTY,
    ) -> Response:
        """One stream, with what an operator can do about it; the list where it waits no more."""
        found = _found(await self._upkeep.parked(office), source, stream_id)
        if found is None:
            return RedirectResponse(f"/{self._upkeep.service}/parked", status_code=303)
        texts = texts_for(request)
        return self._pages.render(
            request,
            "parked_stream.html",
            status=422 if form.mistakes else 200,
            service=self._upkeep.service,
            stream=found,
            called=called,
            reasons=[(code, texts(f"skip.{code}")) for code in SkipReason],
            form=form,
            key=uuid4(),
        )

    async def mend(
        self,
        request: Request,
        office: Office,
        command: Command | None,
        *,
        typed: Typed,
        at: tuple[Source, UUID],
    ) -> Response:
        """Do it and go back to the list, or show the form again where it cannot be read."""
        if command is None:
            form = Form(typed=typed.fields, mistakes=typed.said(texts_for(request)))
            return await self.one(request, office, *at, form=form)
        mended = await self._upkeep.take(command, order=order_in(typed.fields, office))
        address = f"/{self._upkeep.service}/parked?applied={mended.applied}"
        return RedirectResponse(address, status_code=303)


def _found(streams: Sequence[ParkedStream], source: Source, stream_id: UUID) -> ParkedStream | None:
    wanted = source, stream_id
    return next((one for one in streams if (one.source, one.stream_id) == wanted), None)


def called(type_name: str) -> str | None:
    """The key of the words for a type of step; None where this program does not know it."""
    known = EVENT_CLASSES.get(type_name)
    return f"event.{known.__name__}" if known else None
