"""Load over HTTP: at a steady rate, whatever comes back, or as fast as so many clients can."""

import asyncio
from collections.abc import Awaitable, Callable
from time import perf_counter

Send = Callable[[], Awaitable[None]]


async def steady(send: Send, *, rate: float, seconds: float) -> list[float]:
    """How many seconds each took, from the moment that it was due: waiting for a turn counts."""
    began = perf_counter()
    taken: list[float] = []

    async def one(due: float) -> None:
        await send()
        taken.append(perf_counter() - due)

    async with asyncio.TaskGroup() as sending:
        for number in range(round(rate * seconds)):
            due = began + number / rate
            await asyncio.sleep(due - perf_counter())
            sending.create_task(one(due))
    return taken


async def flat_out(send: Send, *, clients: int, seconds: float) -> float:
    """How many a second, each client sending the next when it has the answer to the last."""
    began, done = perf_counter(), 0

    async def client() -> None:
        nonlocal done
        while perf_counter() < began + seconds:
            await send()
            done += 1

    await asyncio.gather(*(client() for _ in range(clients)))
    return done / (perf_counter() - began)
