"""Serves a web application until the process is told to stop, and lets open answers end."""

import signal
import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

PATIENCE = 5  # seconds that open answers get to end
KEEP_ALIVE = 75  # seconds; longer than a gateway keeps an idle connection, so that it closes first


def nothing() -> None:
    """What is done at the beginning where nobody wants to know."""


async def serve_until_signal(
    app: ASGIApp, listener: socket.socket, *, begins: Callable[[], None] = nothing
) -> None:
    """Serve until SIGINT or SIGTERM, which are the ordinary end, so neither is raised again.

    `begins` is called once a signal ends it like that.
    """
    server = uvicorn.Server(configuration(app))

    def stop(*_: object) -> None:
        server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)  # uvicorn's own stand before it, and raise the signal anew
    begins()
    await server.serve(sockets=[listener])


def configuration(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=PATIENCE,
    )
