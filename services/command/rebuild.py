"""`ketnap rebuild`: build the read models anew from the ledgers, compare, and swap."""

from pathlib import Path

from rich.progress import Progress

from services.command.terminal import DATA, Data, Finding, Json, answer, progress
from services.embedded import System, running
from services.intake.stream import READ_MODEL as INTAKE
from services.postgres import Unusable
from services.statistics.stream import READ_MODEL as STATISTICS
from services.verification.stream import READ_MODEL as VERIFICATION
from shared.log.feed import Unreachable
from shared.log.rebuild import ReadModel, Rebuilt
from shared.log.rebuild import rebuild as build_anew


def rebuild(data: Data = DATA, json: Json = False) -> None:
    """Build all read models anew beside the live ones, compare the two, and put them in place."""
    answer("rebuild", lambda: examine(data, json=json), data=data, json=json)


async def examine(data: Path, *, json: bool) -> list[Finding]:
    async with running(data) as system:
        with progress(quiet=json) as bars:
            findings = [
                await renew(system, model, bars=bars)
                for model in (INTAKE, VERIFICATION, STATISTICS)
            ]
    return findings


async def renew(system: System, model: ReadModel, *, bars: Progress) -> Finding:
    bar = bars.add_task(model.name)
    url = system.settings[model.name].database_url
    try:
        rebuilt = await build_anew(
            url,
            model,
            system.feed,
            progress=lambda done, of: bars.update(bar, completed=done, total=of),
        )
    except Unreachable as failure:
        raise Unusable(
            f"A ledger could not be read, so nothing was changed: {failure}"
        ) from failure
    return told(model.name, rebuilt)


def told(name: str, rebuilt: Rebuilt) -> Finding:
    compared = "the same as before" if rebuilt.same else "NOT what it was before"
    parked = f", {rebuilt.parked:,} set aside" if rebuilt.parked else ""
    return Finding(
        what=name,
        well=rebuilt.same and not rebuilt.parked,
        found=f"{rebuilt.steps:,} steps{parked}; {compared}",
        do="The new one is in place. Where it differs without a new program, report it as a bug.",
    )
