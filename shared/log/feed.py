"""The feed of a ledger: its published steps in their order, for whoever missed some."""

from collections.abc import Callable, Mapping
from typing import Protocol

import httpx
import msgspec

from shared.events.step import Posted
from shared.log.wire import Unreadable, from_json

FULL_PAGE = 1000


class Unreachable(Exception):
    """The feed of a source could not be read, so what it holds is unknown."""


class Feed(Protocol):
    """Where the published steps of each source can be read again."""

    async def page(self, source: str, *, after: int, limit: int = FULL_PAGE) -> list[Posted]:
        """The steps that follow position `after`; none at the end. Raises Unreachable."""

    async def head(self, source: str) -> int | None:
        """The newest position of `source`; None where it is unreachable, and so unknown."""

    async def ask(self, service: str, path: str, question: object) -> bytes:
        """What another service answers to a question put as JSON. Raises Unreachable."""


class HttpFeed:
    """Asks each source's own `/feed`, with a token that may read it.

    `token` gives a fresh one for the service that is asked: it is good there, for a short while.
    """

    def __init__(
        self, clients: Mapping[str, httpx.AsyncClient], token: Callable[[str], str]
    ) -> None:
        self._clients = clients
        self._token = token

    async def page(self, source: str, *, after: int, limit: int = FULL_PAGE) -> list[Posted]:
        answer = await self._ask(source, "/feed", after=after, limit=limit)
        try:
            return [from_json(posted) for posted in msgspec.json.decode(answer.content)["steps"]]
        except (KeyError, TypeError, ValueError, Unreadable) as error:
            raise Unreachable(source) from error

    async def head(self, source: str) -> int | None:
        try:
            answer = await self._ask(source, "/feed/head")
            return int(msgspec.json.decode(answer.content)["position"])
        except (KeyError, TypeError, ValueError, Unreachable):
            return None

    async def ask(self, service: str, path: str, question: object) -> bytes:
        if service not in self._clients:
            raise Unreachable(service)
        answer = await self._send(service, "POST", path, content=msgspec.json.encode(question))
        return answer.content

    async def _ask(self, source: str, path: str, **query: int) -> httpx.Response:
        return await self._send(source, "GET", path, params=query)

    async def _send(
        self,
        service: str,
        method: str,
        path: str,
        *,
        params: Mapping[str, int] | None = None,
        content: bytes | None = None,
    ) -> httpx.Response:
        bearer = f"Bearer {self._token(service)}"
        headers = {"Authorization": bearer, "Content-Type": "application/json"}
        try:
            answer = await self._clients[service].request(
                method, path, params=params, content=content, headers=headers
            )
            return answer.raise_for_status()
        except httpx.HTTPError as error:
            raise Unreachable(service) from error
