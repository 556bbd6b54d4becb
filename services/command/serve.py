"""`ketnap serve`: the three services in this process, for trying out, until somebody stops it."""

import asyncio
import errno
import fcntl
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
import uvloop

from services.command.sample import Note, load
from services.command.terminal import DATA, Data, aside, complaints, logging_to, progress
from services.embedded import System, running
from services.postgres import Unusable
from services.serving import serve_until_signal

LOOPBACK = ("127.0.0.1", "localhost")

Port = Annotated[int, typer.Option("--port", envvar="PORT", min=1, max=65535)]
Host = Annotated[str, typer.Option("--host", help="Only this machine's own address is allowed.")]
Sample = Annotated[bool, typer.Option(help="Load the sample province where it is not there yet.")]


def serve(
    port: Port = 8000, host: Host = LOOPBACK[0], data: Data = DATA, sample: Sample = True
) -> None:
    """Start the three services in one process and serve them until Ctrl-C."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what was started is stopped
    with (
        complaints(json=False),
        listening(host, port) as listener,
        alone_in(data),
        logging_to(data, "serve"),
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        runner.run(until_stopped(listener, data, sample=sample))
    aside.print("Stopped. Everything is kept; [bold]make run[/] goes on.")


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Hold the port before anything else is started; raises Unusable."""
    if host not in LOOPBACK:
        raise Unusable(
            f"Run like this, anybody may sign in, so {host} is refused: use {LOOPBACK[0]}."
        )
    try:
        listener = socket.create_server((host, port))
    except OSError as failure:
        raise Unusable(why_not(port, failure)) from failure
    with listener:
        yield listener


def why_not(port: int, failure: OSError) -> str:
    match failure.errno:
        case errno.EADDRINUSE:
            return f"Port {port} is taken by another program; name a free one: PORT={port + 1}."
        case errno.EACCES:
            return f"Port {port} is only for the administrator; name one above 1023: PORT=8000."
        case _:
            return f"Port {port} cannot be used ({failure.strerror}); name another one: PORT=8000."


@contextmanager
def alone_in(data: Path) -> Iterator[None]:
    """Hold the folder, and note who does, so that nobody serves from it or deletes it meanwhile."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "serve.pid").open("a+") as note:
        note.seek(0)
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            reason = f"Kết Nạp is already running from {data} (process {note.read()})."
            raise Unusable(reason) from None
        note.truncate()
        print(os.getpid(), end="", file=note, flush=True)
        yield
        note.truncate(0)


async def until_stopped(listener: socket.socket, data: Path, *, sample: bool) -> None:
    host, port = listener.getsockname()

    def welcome() -> None:
        aside.print(f"Kết Nạp is at [bold]http://{host}:{port}[/]; Ctrl-C stops it.")

    async with running(data) as system, asyncio.TaskGroup() as tasks:
        filling = tasks.create_task(fill(system, data)) if sample else None
        await serve_until_signal(system.app, listener, begins=welcome)
        if filling:
            filling.cancel()


async def fill(system: System, data: Path) -> None:
    """Load the sample while the pages are up already; they and the terminal tell how far it is."""
    if Note.read(data).complete:
        return
    with progress() as bars:
        bar = bars.add_task("Loading the sample province", total=None)

        def tell(done: int, of: int) -> None:
            system.loading.done, system.loading.of = done, of
            bars.update(bar, completed=done, total=of)

        system.loading.over = False
        try:
            steps = await load(system, data, tell=tell)
        finally:
            system.loading.over = True
    aside.print(f"The sample province is there: {steps:,} steps.")
