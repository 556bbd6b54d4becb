"""Intake as a process of its own, as `python -m bench.alone URL PORT`: its desk and its relay.

What it publishes nobody hears, since in the distributed mode other processes do that.
"""

import socket
import sys
from contextlib import AsyncExitStack

import uvloop
from sqlalchemy import make_url
from starlette.applications import Starlette
from starlette.routing import Mount

from services.intake.desk import Desk
from services.intake.main import assemble
from services.serving import serve_until_signal
from shared.log.carrier import InProcess
from tests.engines import Database, settings
from tests.intake.steps import found
from tests.statistics.world import Source


async def serve(url: str, listener: socket.socket) -> None:
    """Found the committees of the example, then serve until a signal comes."""
    database = Database(make_url(url).database or "", url)
    service = assemble(settings(database, "intake"), carrier=InProcess(), feed=Source())
    assert isinstance(service.desk, Desk)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(service.running())
        await found(service.desk)
        await serve_until_signal(Starlette(routes=[Mount("/intake", service.app)]), listener)


if __name__ == "__main__":
    uvloop.run(serve(sys.argv[1], socket.create_server(("127.0.0.1", int(sys.argv[2])))))
