"""Event streams over a real connection: only there answers arrive in pieces, or are not taken."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import uvicorn
from starlette.types import ASGIApp


@dataclass(frozen=True, slots=True)
class Event:
    """One event as it came."""

    type: str
    id: int
    data: dict[str, Any]


@dataclass
class Stream:
    """What a reader hears: events, ids alone, comments."""

    lines: AsyncIterator[str]
    events: list[Event] = field(default_factory=list)
    last_id: int = 0

    async def next(self) -> Event:
        """The next event; what is no event is passed over."""
        name = ""
        async for line in self.lines:
            kind, _, value = line.partition(": ")
            if kind == "id":
                self.last_id = int(value)
            elif kind == "event":
                name = value
            elif kind == "data":
                self.events.append(Event(name, self.last_id, json.loads(value)))
                return self.events[-1]
        raise EOFError

    async def until_id(self, wanted: int) -> None:
        """Go on until that id came, with an event or alone."""
        async for line in self.lines:
            if line.startswith("data: "):
                self.events.append(Event("", self.last_id, json.loads(line[6:])))
            if line == f"id: {wanted}":
                return
        raise EOFError

    async def comment(self) -> str:
        """The next comment, which is how a stream shows that it lives."""
        async for line in self.lines:
            if line.startswith(": "):
                return line
        raise EOFError

    async def until_closed(self) -> None:
        async for _ in self.lines:
            pass


@asynccontextmanager
async def serving(app: ASGIApp) -> AsyncIterator[int]:
    """The port at which `app` is served."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(server.serve())
        while not server.started:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        try:
            yield server.servers[0].sockets[0].getsockname()[1]
        finally:
            server.should_exit = True
            await running


@asynccontextmanager
async def listening(app: ASGIApp, path: str, headers: Mapping[str, str]) -> AsyncIterator[Stream]:
    async with serving(app) as port, httpx.AsyncClient(timeout=20) as client:
        address = f"http://127.0.0.1:{port}{path}"
        async with client.stream("GET", address, headers=dict(headers)) as answer:
            assert answer.status_code == 200
            yield Stream(answer.aiter_lines())


@asynccontextmanager
async def taking_nothing(
    app: ASGIApp, path: str, headers: Mapping[str, str]
) -> AsyncIterator[None]:
    """A reader who asks and then never looks at what comes."""
    said = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1"]
    said += [f"{name}: {value}" for name, value in headers.items()]
    async with serving(app) as port:
        with socket.socket() as deaf:
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            deaf.setblocking(False)
            loop = asyncio.get_running_loop()
            await loop.sock_connect(deaf, ("127.0.0.1", port))
            await loop.sock_sendall(deaf, ("\r\n".join(said) + "\r\n\r\n").encode())
            yield
