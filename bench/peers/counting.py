"""The same steps counted by a plain Faust table, as `... counting BOOTSTRAP TOPIC STEPS`."""

import os
import sys
from time import perf_counter

import faust
from faust.types import StreamT

from shared.log.topics import PARTITIONS


def counting(bootstrap: str, topic: str, steps: int) -> faust.App:
    """An application that counts `steps` of them by type, prints the seconds, and is gone."""
    app = faust.App(
        f"count-{topic}",
        broker=f"kafka://{bootstrap}",
        store="memory://",
        topic_partitions=PARTITIONS,
        topic_disable_leader=True,
        web_enabled=False,
    )
    counts = app.Table("counts", default=int, partitions=PARTITIONS)
    source = app.topic(topic, value_type=bytes, value_serializer="raw")

    @app.agent(source)
    async def count(stream: StreamT) -> None:
        began, counted = 0.0, 0
        async for event in stream.events():
            began = began or perf_counter()
            counts[event.headers["ce_type"].decode()] += 1
            counted += 1
            if counted == steps:
                os.write(1, f" {perf_counter() - began}\n".encode())  # Faust has taken stdout
                os._exit(0)

    return app


if __name__ == "__main__":
    faust.Worker(
        counting(sys.argv[1], sys.argv[2], int(sys.argv[3])), loglevel="error"
    ).execute_from_commandline()
