"""Whoever writes a line, it is one JSON object, without values of persons and without chatter."""

import io
import json
import logging

import pytest
import structlog

from shared.web.logs import write_json_lines

CHATTER = logging.getLogger("a.library")


@pytest.fixture
def written():
    """What has been written so far, as objects; the logging of the tests comes back afterwards."""
    root, lines = logging.getLogger(), io.StringIO()
    before = root.handlers[:], root.level
    write_json_lines(lines)
    yield lambda: [json.loads(line) for line in lines.getvalue().splitlines()]
    root.handlers[:], root.level = before
    structlog.reset_defaults()


def test_our_own_lines_are_objects(written):
    structlog.get_logger().info("heard", source="intake")

    (line,) = written()
    assert (line["event"], line["source"], line["level"]) == ("heard", "intake", "info")


def test_lines_of_a_library_are_objects_too(written):
    CHATTER.warning("coordinator %s is dead", 1)

    (line,) = written()
    assert (line["event"], line["level"], line["logger"]) == (
        "coordinator 1 is dead",
        "warning",
        "a.library",
    )


def test_of_an_error_in_a_library_only_the_kind_is_told(written):
    try:
        raise ValueError("Người Một")
    except ValueError:
        CHATTER.exception("it broke")

    (line,) = written()
    assert line["error"] == "ValueError"
    assert "Người" not in json.dumps(line, ensure_ascii=False)


def test_a_library_that_repeats_itself_is_heard_once(written):
    for attempt in range(100):
        CHATTER.error("cannot connect, attempt %s", attempt)

    assert len(written()) == 1
