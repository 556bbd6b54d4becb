"""Faust, bent to our promise: it keeps the membership of the group, and SQL keeps the truth."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine, Mapping, Sequence
from contextlib import suppress
from functools import partial

import faust
from aiokafka import TopicPartition
from aiokafka.consumer.consumer import AIOKafkaConsumer
from aiokafka.errors import IllegalStateError, KafkaError
from faust.exceptions import ConsumerNotStarted, ProducerSendError
from faust.transport.drivers import aiokafka as driver
from faust.types import TP
from mode.threads import WorkerThread
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.log.cloudevents import Message
from shared.log.inbox import Inbox
from shared.log.listening import Listening, Record
from shared.log.resume import Partition
from shared.log.unheard import CannotHear, Extent

SENT_WITHIN = 20.0  # seconds
CRASH_LOOK = 0.5  # seconds between two looks whether Faust is well

Work = Callable[[], Awaitable[None]]


class Crashed(CannotHear):
    """Faust died inside, and would go on without hearing; the cause says of what."""


class Mortal(WorkerThread):
    """A thread that keeps no process alive which has nothing more to do."""

    def __init__(self, service: driver.AIOKafkaConsumerThread) -> None:
        super().__init__(service)
        self.daemon = True


class ConsumerThread(driver.AIOKafkaConsumerThread):
    Worker = Mortal
    shutdown_timeout = 2.0  # seconds; a broker that does not answer keeps nobody


class WholeFetches(driver.Consumer):
    """Hands over each fetch as it comes: Faust's own queues lose steps when a group rebalances."""

    member: "Member"

    def _new_consumer_thread(self) -> driver.AIOKafkaConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Go on where SQL says: what Kafka has noted is a hint."""
        await self.member.try_(lambda: self.member.listening.assigned(self.assignment()))
        return {}

    async def _getmany(
        self,
        active_partitions: set[TP] | None,
        timeout: float,  # noqa: ASYNC109
    ) -> Mapping[TP, list[Record]]:
        if self.member.failed.done():  # the process ends, and nothing more may be heard
            await self.sleep(timeout)
            return {}
        fetch = partial(super()._getmany, active_partitions, timeout)
        await self.member.try_(lambda: self._hand_over(fetch))
        return {}

    async def _hand_over(self, fetch: Callable[[], Awaitable[Mapping[TP, list[Record]]]]) -> None:
        listening = self.member.listening
        if fetched := await listening.insist(fetch):
            await listening.hear({(tp.topic, tp.partition): fetched[tp] for tp in fetched})

    def verify_event_path(self, now: float, tp: TP) -> None:
        """Nothing: Faust would complain of its idle queues; how far behind we are, metrics say."""


class App(faust.App):
    """Faust without the folder of the tables that we do not have."""

    def _create_directories(self) -> None:
        pass


class Member:
    """One membership of the group, as `Listening` needs it."""

    def __init__(self, app: App, inbox: Inbox, engine: AsyncEngine, *, patience: float) -> None:
        self.app = app
        consumer = type("WholeFetches", (WholeFetches,), {"member": self})
        transport = type("Transport", (driver.Transport,), {"Consumer": consumer})
        app.transport = transport(app.conf.broker, app, asyncio.get_running_loop())
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.listening = Listening(inbox, engine, self, patience=patience)

    async def try_(self, work: Work) -> None:
        """Let nothing escape into Faust, which would go on as if it had not happened."""
        try:
            await work()
        except Exception as error:
            if not self.failed.done():
                self.failed.set_exception(error)

    async def failure(self) -> None:
        """Return never; raises what makes hearing on hopeless."""
        while not self.failed.done():
            if self.app.crashed or self.app.should_stop:
                raise Crashed("Faust crashed") from self.app.crash_reason
            await asyncio.wait([self.failed], timeout=CRASH_LOOK)
        self.failed.result()

    async def look(self) -> None:
        if places := await self.listening.look():
            await self._in_thread(partial(self._hint, places))

    async def send(self, topic: str, messages: Sequence[Message]) -> None:
        """Return when all are kept; raises KafkaError and TimeoutError."""
        async with asyncio.timeout(SENT_WITHIN):
            producer = await self.app.maybe_start_producer()
            try:
                under_way = [
                    await producer.send(topic, one.key, one.value, None, None, list(one.headers))
                    for one in messages
                ]
            except ProducerSendError as error:
                raise KafkaError("not sent") from error
            await asyncio.gather(*under_way)

    def partitions(self) -> Collection[Partition]:
        with suppress(ConsumerNotStarted):
            return self.app.consumer.assignment()
        return ()

    async def extents(self, partitions: Collection[Partition]) -> Mapping[Partition, Extent]:
        asked = [TP(*partition) for partition in partitions]
        first = await self.app.consumer.earliest_offsets(*asked)
        end = await self.app.consumer.highwaters(*asked)
        return {each: Extent(first=first[each], end=end[each]) for each in asked}

    async def seek(self, places: Mapping[Partition, int]) -> None:
        await self._in_thread(partial(self._seek, places))

    async def _in_thread(
        self, work: Callable[[AIOKafkaConsumer], Coroutine[None, None, None]]
    ) -> None:
        """The consumer lives in a thread of its own, and is not to be touched from another."""
        consumer = self.app.consumer
        assert isinstance(consumer, WholeFetches)
        thread = consumer._thread
        await thread.call_thread(work, thread._ensure_consumer())

    async def _seek(self, places: Mapping[Partition, int], consumer: AIOKafkaConsumer) -> None:
        for partition, place in places.items():
            with suppress(IllegalStateError):  # somebody else has it by now
                consumer.seek(TopicPartition(*partition), place)

    async def _hint(self, places: Mapping[Partition, int], consumer: AIOKafkaConsumer) -> None:
        """Tell Kafka's own tools where this process stands; nothing else reads it."""
        offsets = {TopicPartition(*partition): place for partition, place in places.items()}
        with suppress(KafkaError, IllegalStateError):
            await consumer.commit(offsets)
