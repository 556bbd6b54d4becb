"""`ketnap verify`: is every line of every ledger the one that was recorded?"""

from pathlib import Path

from rich.progress import Progress
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.command.terminal import DATA, Data, Finding, Json, answer, kept_in, progress
from shared.database import connect
from shared.log.verify import Finding as Break
from shared.log.verify import verify as look_through

LEDGERS = ("intake", "verification", "statistics")
COUNT = text("SELECT count(*) FROM steps")


def verify(data: Data = DATA, json: Json = False) -> None:
    """Look through the chain of hashes and the positions of every ledger."""
    answer("verify", lambda: examine(data, json=json), data=data, json=json)


async def examine(data: Path, *, json: bool) -> list[Finding]:
    findings = []
    with kept_in(data) as owner_url, progress(quiet=json) as bars:
        for ledger in LEDGERS:
            engine = connect(owner_url, search_path=ledger, pool=1)
            async with engine.connect() as connection:
                findings += await findings_in(connection, ledger, bars=bars)
            await engine.dispose()
    return findings


async def findings_in(connection: AsyncConnection, ledger: str, *, bars: Progress) -> list[Finding]:
    """Each place where a ledger is broken, or that none is."""
    lines = (await connection.execute(COUNT)).scalar_one()
    bar = bars.add_task(ledger, total=lines)
    broken = [
        place
        async for place in look_through(
            connection, looked_at=lambda count: bars.advance(bar, count)
        )
    ]
    if broken:
        return [told(ledger, place) for place in broken]
    return [Finding(what=ledger, well=True, found=f"{lines:,} lines, each bound to the last")]


def told(ledger: str, place: Break) -> Finding:
    at = f" (position {place.position:,})" if place.position else ""
    return Finding(
        what=ledger,
        well=False,
        found=f"{place.what.replace('_', ' ')}: {place.stream}, version {place.version}{at}",
        do="Stop the services, keep this database as evidence, and restore a backup beside it.",
    )
