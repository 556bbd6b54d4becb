"""`ketnap reconcile`: are the figures those that a second way of counting finds?"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from services.command.terminal import DATA, Data, Finding, Json, answer, elsewhere, progress
from services.composed import Questions, questions
from services.embedded import running
from services.postgres import Unusable
from services.statistics.reconcile import Difference, Unanswered
from services.statistics.reconcile import reconcile as count_again
from shared.log.feed import Unreachable

SHOWN = 20  # differences; the rest is counted


def reconcile(data: Data = DATA, json: Json = False) -> None:
    """Count everything again from the ledgers and compare it with what statistics answers."""
    answer("reconcile", lambda: examine(data, json=json), data=data, json=json)


async def examine(data: Path, *, json: bool) -> list[Finding]:
    async with asking(data) as asked:
        try:
            return await findings(asked, json=json)
        except (Unanswered, Unreachable) as failure:
            raise Unusable(f"Nothing could be compared: {failure}") from failure


@asynccontextmanager
async def asking(data: Path) -> AsyncIterator[Questions]:
    if elsewhere():
        async with questions() as asked:
            yield asked
        return
    async with running(data) as system:
        statistics, token = system.clients["statistics"], partial(system.keys.issue, "statistics")
        yield Questions(feed=system.feed, statistics=statistics, token=token)


async def findings(asked: Questions, *, json: bool) -> list[Finding]:
    with progress(quiet=json) as bars:
        bar = bars.add_task("committees")
        found = await count_again(
            asked.feed,
            asked.statistics,
            token=asked.token,
            tell=lambda done, of: bars.update(bar, completed=done, total=of),
        )
    differences = found.differences
    summary = Finding(
        what="figures",
        well=not differences,
        found=f"{found.compared:,} compared at position {found.stand:,}, "
        f"{len(differences):,} differ",
        do="Build the read model anew with ketnap rebuild; if they still differ, it is a bug.",
    )
    return [summary, *(told(difference) for difference in differences[:SHOWN])]


def told(difference: Difference) -> Finding:
    figure = difference.figure
    return Finding(
        what=f"{figure.what}, {figure.month}, {figure.basis}, committee {figure.committee_id}",
        well=False,
        found=f"{difference.shown:,} shown, {difference.counted:,} counted again",
    )
