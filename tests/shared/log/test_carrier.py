"""What every carrier promises: everybody hears each step, each stream in its order."""

import asyncio
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.events.step import Posted
from shared.log.carrier import InProcess, disordered
from tests.shared.log.steps import mixed, posted, stream_of


class Listener:
    """Hears each step once, as an inbox does, and complains of whatever comes out of order."""

    def __init__(self) -> None:
        self.heard: list[Posted] = []
        self.deaf = False

    async def take(self, batch: Sequence[Posted]) -> None:
        if self.deaf:
            raise ConnectionError
        await asyncio.sleep(0)
        for step in batch:
            self.hear(step)

    def hear(self, step: Posted) -> None:
        entry = step.entry
        last = max(
            (one.entry.version for one in self.heard if one.entry.stream == entry.stream), default=0
        )
        assert entry.version <= last + 1, "a stream came out of order"
        if entry.version == last + 1:
            self.heard.append(step)


@pytest.fixture(params=["in_process", "in_process_disordered"])
def carrier(request):
    """Every carrier there is, as badly as it may behave; a new one is added here."""
    disorder = Random(7) if request.param == "in_process_disordered" else None
    return InProcess(disorder=disorder)


@pytest.fixture
def ears(carrier):
    carrier.ears.extend([Listener(), Listener()])
    return carrier.ears


def of_stream(steps: Sequence[Posted], stream) -> list[Posted]:
    return [step for step in steps if step.entry.stream == stream]


async def test_everybody_has_heard_everything_when_it_is_acknowledged(carrier, ears):
    steps = posted(stream_of(3), stream_of(4))

    await carrier.send(steps)

    for ear in ears:
        assert sorted(ear.heard, key=lambda step: step.position) == steps


async def test_each_stream_comes_in_its_order(carrier, ears):
    streams = [stream_of(5) for _ in range(6)]
    steps = mixed(Random(3), *streams)

    for after in range(0, len(steps), 7):
        await carrier.send(steps[after : after + 7])

    for ear in ears:
        for stream in streams:
            assert [step.entry for step in of_stream(ear.heard, stream[0].stream)] == stream


async def test_what_is_sent_twice_is_heard_once(carrier, ears):
    steps = posted(stream_of(2))

    await carrier.send(steps)
    await carrier.send(steps)

    for ear in ears:
        assert ear.heard == steps


async def test_nothing_is_acknowledged_before_all_have_it(carrier, ears):
    steps = posted(stream_of(2))
    ears[0].deaf = True

    with pytest.raises(ConnectionError):
        await carrier.send(steps)
    ears[0].deaf = False
    await carrier.send(steps)

    for ear in ears:
        assert ear.heard == steps


async def test_who_fails_keeps_nobody_else_from_hearing(carrier, ears):
    steps = posted(stream_of(2))
    ears[0].deaf = True

    with pytest.raises(ConnectionError):
        await carrier.send(steps)

    assert ears[1].heard == steps


@given(st.integers(0, 2**32), st.lists(st.integers(1, 5), min_size=1, max_size=5))
def test_disorder_repeats_and_mixes_but_keeps_each_stream(seed, lengths):
    random = Random(seed)
    past, batch = posted(stream_of(3)), posted(*[stream_of(length) for length in lengths])

    parts = disordered(batch, past, random)

    listener = Listener()
    for step in [*past, *(step for part in parts for step in part)]:
        listener.hear(step)
    assert len(listener.heard) == len(past) + len(batch)
    assert {step.entry for step in listener.heard} == {step.entry for step in [*past, *batch]}
