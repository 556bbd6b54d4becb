"""The server from the wheel starts, is shared, stops, and says plainly why it cannot."""

import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import make_url

from services import postgres as wheel
from services.postgres import Unusable, as_role, postgres

pytestmark = pytest.mark.database

ROOT = Path(__file__).parent.parent


async def value(url: str, query: str) -> object:
    connection = await asyncpg.connect(
        make_url(url).set(drivername="postgresql").render_as_string()
    )
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


async def test_what_was_written_is_there_after_a_restart(tmp_path):
    with postgres(tmp_path / "postgres") as url:
        await value(url, "CREATE TABLE kept AS SELECT 42 AS answer")

    with postgres(tmp_path / "postgres") as url:
        assert await value(url, "SELECT answer FROM kept") == 42


def test_the_server_stops_with_its_last_user(tmp_path):
    with postgres(tmp_path / "postgres"):
        assert (tmp_path / "postgres/postmaster.pid").exists()

    assert not (tmp_path / "postgres/postmaster.pid").exists()


def test_a_killed_user_does_not_keep_the_server_running(tmp_path):
    killed = f"""
import os, signal
from pathlib import Path
from services.postgres import postgres
with postgres(Path({str(tmp_path)!r}) / "postgres"):
    os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", killed], cwd=ROOT, check=False)

    with postgres(tmp_path / "postgres"):
        pass

    assert not (tmp_path / "postgres/postmaster.pid").exists()


def test_a_full_disk_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(wheel, "NEEDED", 1 << 60)

    with pytest.raises(Unusable, match="The disk is nearly full"), postgres(tmp_path / "postgres"):
        pass


def test_a_server_that_cannot_start_says_why(tmp_path):
    with postgres(tmp_path / "postgres"):
        pass
    (tmp_path / "postgres/postgresql.auto.conf").write_text("port = none\n")

    with pytest.raises(Unusable, match="configuration file"), postgres(tmp_path / "postgres"):
        pass


def test_another_role_enters_the_same_database():
    url = "postgresql+asyncpg://postgres:@/postgres?host=/socket"

    assert make_url(as_role(url, "intake_app")).username == "intake_app"
    assert make_url(as_role(url, "intake_app")).query == {"host": "/socket"}
