"""Build a read model anew beside the live one, compare the two, and put it in its place."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.database import connect
from shared.log import heard as notes
from shared.log import resume
from shared.log.bell import Bell
from shared.log.feed import FULL_PAGE, Feed
from shared.log.hearing import Hear
from shared.log.inbox import Inbox
from shared.log.past import Past

# The live inbox waits here before it holds anything else, so nothing moves and nobody deadlocks.
STAND_STILL = text("LOCK TABLE heard_through IN ACCESS EXCLUSIVE MODE")

BEYOND = text("SELECT position FROM heard WHERE source = :source AND position > :through")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadModel:
    """What is built from steps alone, in the schema `<name>_read`: `project` reacts to nothing."""

    name: str
    sources: Sequence[str]
    prepare: Callable[[AsyncConnection], Awaitable[None]]
    project: Hear
    digest: Callable[[AsyncConnection], Awaitable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What a rebuild found, both digests at the same stand; `before` is None for an older form."""

    steps: int
    parked: int
    before: str | None
    after: str

    @property
    def same(self) -> bool:
        return self.before == self.after


async def rebuild(
    url: str,
    model: ReadModel,
    feed: Feed,
    *,
    progress: Callable[[int, int], None],
    past: Past | None = None,
) -> Rebuilt:
    """Hear everything again and swap; the live model may go on hearing and answering meanwhile.

    From `past`, where there is one, and what is missing there from the feeds. `progress` is told
    how many steps of how many are done. Raises Unreachable, Halt and what `past` raises, and leaves
    the live model as it was.
    """
    async with engines(url, model) as (live, fresh):
        await make_room(live, model.name)
        bell = Bell(fresh, f"{model.name}_rebuild")
        inbox = Inbox(model.name, fresh, model.project, feed, bell, model.sources)
        await prepare(fresh, model)
        await inbox.prepare()
        stand = await stands(live, model.sources)
        if past:
            await recall(inbox, past, stand, progress=progress)
        await replay(inbox, stand, progress=progress)
        rebuilt = await swap(live, fresh, model=model, inbox=inbox, feed=feed)
        await drop(live, f"{model.name}_read_old")
        return rebuilt


@asynccontextmanager
async def engines(url: str, model: ReadModel) -> AsyncIterator[tuple[AsyncEngine, AsyncEngine]]:
    """One that sees the live schema, made where it is missing, and one that sees the new one."""
    live = connect(url, search_path=f"{model.name}_read,{model.name}", pool=2)
    fresh = connect(url, search_path=f"{model.name}_read_new,{model.name}", pool=2)
    try:
        await prepare(live, model)
        yield live, fresh
    finally:
        await live.dispose()
        await fresh.dispose()


async def prepare(engine: AsyncEngine, model: ReadModel) -> None:
    async with engine.begin() as connection:
        await notes.prepare(connection, model.sources)
        await model.prepare(connection)


async def make_room(live: AsyncEngine, name: str) -> None:
    """An empty schema for the new model; what an interrupted rebuild left is thrown away."""
    await drop(live, f"{name}_read_new")
    await drop(live, f"{name}_read_old")
    async with live.begin() as connection:
        await connection.execute(text(f"CREATE SCHEMA {name}_read_new"))


async def drop(live: AsyncEngine, schema: str) -> None:
    async with live.begin() as connection:
        await connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))


async def stands(live: AsyncEngine, sources: Sequence[str]) -> dict[str, int]:
    async with live.connect() as connection:
        return {source: await notes.through(connection, source) for source in sources}


async def recall(
    inbox: Inbox, past: Past, stand: dict[str, int], *, progress: Callable[[int, int], None]
) -> None:
    """Hear what `past` holds of every source up to `stand`."""
    total, done = sum(stand.values()), 0
    async for batch in past.batches():
        known = [posted for posted in batch if posted.position <= stand.get(posted.source, 0)]
        await inbox.take(known)
        done += len(known)
        progress(min(done, total), total)


async def replay(
    inbox: Inbox, stand: dict[str, int], *, progress: Callable[[int, int], None]
) -> None:
    """Hear every source up to `stand`, from where the inbox is."""
    total, done = sum(stand.values()), 0
    for source, through in stand.items():
        reached = await inbox.through(source)
        done += reached
        for after in range(reached, through, FULL_PAGE):
            to = min(after + FULL_PAGE, through)
            await inbox.catch_up(source, to=to)
            done += to - after
            progress(done, total)


async def swap(
    live: AsyncEngine, fresh: AsyncEngine, *, model: ReadModel, inbox: Inbox, feed: Feed
) -> Rebuilt:
    """Bring the new model to where the live one stands still, compare, and rename both."""
    async with live.begin() as connection:
        await connection.execute(STAND_STILL)
        for source in model.sources:
            await draw_level(connection, inbox, feed=feed, source=source)
        await resume.copy(connection, of=f"{model.name}_read", to=f"{model.name}_read_new")
        rebuilt = await compare(connection, fresh, model=model)
        await rename(connection, f"{model.name}_read", f"{model.name}_read_old")
        await rename(connection, f"{model.name}_read_new", f"{model.name}_read")
    return rebuilt


async def draw_level(connection: AsyncConnection, inbox: Inbox, *, feed: Feed, source: str) -> None:
    """Hear exactly what the live model heard, what came before its turn too."""
    through = await notes.through(connection, source)
    await inbox.catch_up(source, to=through)
    place = {"source": source, "through": through}
    early = set((await connection.execute(BEYOND, place)).scalars())
    if early:
        page = await feed.page(source, after=through, limit=max(early) - through)
        await inbox.take([posted for posted in page if posted.position in early])


async def compare(live: AsyncConnection, fresh: AsyncEngine, *, model: ReadModel) -> Rebuilt:
    async with fresh.connect() as connection:
        return Rebuilt(
            steps=await notes.count(connection),
            parked=await notes.count_parked(connection),
            before=await digest_if_alike(live, model),
            after=await model.digest(connection),
        )


async def digest_if_alike(live: AsyncConnection, model: ReadModel) -> str | None:
    """The digest of the live model; None where its tables have the form of an older program."""
    try:
        async with live.begin_nested():
            return await model.digest(live)
    except ProgrammingError:
        return None


async def rename(connection: AsyncConnection, schema: str, name: str) -> None:
    await connection.execute(text(f"ALTER SCHEMA {schema} RENAME TO {name}"))
