"""Drafts of forms: kept by a button, by the script while typing, and when a form comes back."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.intake.pages.sent import Question, Sent, Taken
from shared.people.drafts import Drafts, Drawer
from shared.web import clock

NO_TYPING = frozenset({"key", "shown", "checked", "draft", "lang"})
"""What a form carries beside that which somebody typed."""


class Drafting:
    """What the routes of forms do about drafts; `draft` is the field that asks for something."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    async def opened(self, drawer: Drawer, question: Question) -> Question:
        """The form with the draft of it, if there is one."""
        draft = await self._drafts.find(drawer, at=clock.now())
        if draft is None:
            return question
        return replace(question, typed=draft.fields, draft=draft)

    async def asked(self, request: Request, sent: Sent, drawer: Drawer) -> Response | None:
        """What a button or the script asks for; None where the form is meant to be recorded."""
        match sent.typed.fields.get("draft"):
            case "discard":
                await self._drafts.discard(drawer)
            case "keep":
                await self._keep(sent, drawer)
            case "typing":
                await self._keep(sent, drawer)
                return Response(status_code=204)
            case _:
                return None
        return RedirectResponse(f"/intake{request.url.path.removeprefix('/intake')}", 303)

    async def answered(self, sent: Sent, drawer: Drawer, answer: Taken | Question) -> None:
        """What was taken needs no draft; what comes back is kept, should the browser be closed."""
        if isinstance(answer, Taken):
            await self._drafts.discard(drawer)
        elif answer.problem or answer.mistakes:
            await self._keep(sent, drawer)

    async def _keep(self, sent: Sent, drawer: Drawer) -> None:
        fields = {
            name: typed
            for name, typed in sent.typed.fields.items()
            if typed and name not in NO_TYPING
        }
        await self._drafts.keep(drawer, fields, at=clock.now())
