"""Serves a web application until the process is told to stop, and lets open answers end."""

import signal
import socket

import uvicorn
from starlette.types import ASGIApp

PATIENCE = 5  # seconds that open answers get to end
KEEP_ALIVE = 75  # seconds; longer than a gateway keeps an idle connection, so that it closes first


async def serve_until_signal(app: ASGIApp, listener: socket.socket) -> None:
    """Serve until SIGINT or SIGTERM; both are the ordinary end, so neither is raised again."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # what uvicorn puts back when it is done
    config = uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=PATIENCE,
    )
    await uvicorn.Server(config).serve(sockets=[listener])
