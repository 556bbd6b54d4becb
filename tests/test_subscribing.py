"""What docs/subscribing.md says to other systems is so, and its reader runs."""

import asyncio
import re
import sys
from pathlib import Path

import pytest

from services.statistics.fulfilment import TYPE
from shared.log.chain import link
from shared.log.cloudevents import FIELDS
from shared.log.kafka import Kafka
from shared.log.public import ADMITTED, CANCELLED, CORRECTED, OFFICIAL, STRUCK_OFF
from shared.log.topics import ADMISSIONS, TOPICS, full
from shared.web.events import Pace
from tests import examples
from tests.engines_kafka import own_topics
from tests.examples import BLOC
from tests.intake.feed import Intake, token
from tests.live import serving
from tests.shared.log.steps import act, posted

PAGE = (Path(__file__).parent.parent / "docs/subscribing.md").read_text()
READER, READER_BY_HTTP = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("topic", TOPICS, ids=full)
def test_every_topic_is_named(topic):
    assert f"`{full(topic)}`" in PAGE


@pytest.mark.parametrize("header", FIELDS)
def test_every_header_is_named(header):
    assert f"`{header}`" in PAGE


@pytest.mark.parametrize("type_", [ADMITTED, CANCELLED, OFFICIAL, STRUCK_OFF, CORRECTED, TYPE])
def test_every_public_form_is_shown(type_):
    assert f"`{type_}`: " in PAGE


@pytest.mark.parametrize("reader", [READER, READER_BY_HTTP], ids=["kafka", "http"])
def test_the_reader_has_twenty_lines_at_most(reader):
    assert len(reader.splitlines()) <= 20


async def test_the_reader_by_http_goes_on_after_a_restart_and_counts_nothing_twice(
    intake_engine, tmp_path
):
    intake = Intake(intake_engine)
    await intake.found()
    await intake.admit()
    (tmp_path / "reader.py").write_text(READER_BY_HTTP)
    app = intake.app(Pace(lasts=0.2))
    async with serving(app) as port, asyncio.timeout(30):
        reader = await asyncio.create_subprocess_exec(
            sys.executable,
            tmp_path / "reader.py",
            f"http://127.0.0.1:{port}/events/live",
            token(BLOC),
            stdout=asyncio.subprocess.PIPE,
        )
        try:
            told = [(await reader.stdout.readline()) for _ in range(10)]
            await intake.record(examples.CASE, examples.decision_cancelled)
            afterwards = await reader.stdout.readline()
        finally:
            reader.kill()
            await reader.wait()

    assert told == [*[b"0 admitted\n"] * 9, b"1 admitted\n"]
    assert afterwards == b"0 admitted\n"


@pytest.mark.kafka
async def test_the_reader_counts_an_admission_and_its_cancellation(kafka, tmp_path):
    namespace = await own_topics(kafka)
    (tmp_path / "reader.py").write_text(READER)
    reader = await asyncio.create_subprocess_exec(
        sys.executable,
        tmp_path / "reader.py",
        kafka.address,
        full(ADMISSIONS, namespace),
        stdout=asyncio.subprocess.PIPE,
    )
    facts = [*examples.history, examples.decision_cancelled]
    steps = link(facts, stream=examples.CASE, last=None, act=act())
    try:
        async with Kafka(kafka.address, namespace=namespace).running() as carrier:
            await carrier.send(posted([step.entry for step in steps]))
        async with asyncio.timeout(30):
            said = [await reader.stdout.readline(), await reader.stdout.readline()]
    finally:
        reader.kill()
        await reader.wait()

    assert said == [b"1 admitted\n", b"0 admitted\n"]
