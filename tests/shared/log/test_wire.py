"""What is written can be read, and what cannot be read says so."""

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from typing import get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.events import Event
from shared.events.case import ApplicationFiled, CeremonyHeld
from shared.events.step import Posted
from shared.events.terms import CaseId
from shared.log.chain import Act, link
from shared.log.wire import Unreadable, decode, encode, from_json, to_json, type_name

CASE = UUID("00000000-0000-4000-8000-000000000001")
FILED = ApplicationFiled(case_id=CaseId(CASE), filed_on=date(2024, 3, 5))
ACT = Act(
    recorded_at=datetime(2024, 3, 6, 7, 8, 9, 10, tzinfo=UTC),
    command_id=UUID("00000000-0000-4000-8000-000000000002"),
    fingerprint=b"\x00\xff",
    office="branch_clerk:00000000-0000-4000-8000-000000000003",
    rule_set="2024-03-06",
)


def values(kind):
    if kind is int:
        return st.integers(-(2**31), 2**31)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{each.name: values(hints[each.name]) for each in fields(kind)})
    if get_origin(kind) is tuple:
        return st.lists(values(get_args(kind)[0]), max_size=3).map(tuple)
    return st.from_type(kind)


def entry(event=FILED):
    return link([event], stream=CASE, last=None, act=ACT)[0].entry


@pytest.mark.parametrize("event_class", get_args(Event), ids=lambda each: each.__name__)
@settings(max_examples=25)  # of each of dozens of events
@given(data=st.data())
def test_what_is_written_is_read_back(event_class, data):
    event = data.draw(values(event_class))

    assert decode(entry(event)).event == event


def test_a_body_is_json_in_the_order_of_the_fields():
    assert encode(FILED) == (
        "case.application_filed.v1",
        b'{"case_id":"00000000-0000-4000-8000-000000000001","filed_on":"2024-03-05"}',
    )


def test_a_type_is_named_after_topic_fact_and_version():
    assert type_name(CeremonyHeld) == "case.ceremony_held.v1"


def test_an_unknown_type_is_unreadable():
    with pytest.raises(Unreadable, match=r"unknown type case\.came_later"):
        decode(replace(entry(), type="case.came_later.v1"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b"{}",
        b'{"case_id":"00000000-0000-4000-8000-000000000001"}',
        b'{"case_id":"00000000-0000-4000-8000-000000000001","filed_on":"yesterday"}',
        b'{"case_id":7,"filed_on":"2024-03-05"}',
    ],
)
def test_a_body_that_does_not_fit_its_type_is_unreadable(body):
    with pytest.raises(Unreadable, match=r"malformed case\.application_filed\.v1"):
        decode(replace(entry(), body=body))


def test_a_posted_line_crosses_a_feed_unchanged():
    posted = Posted(source="intake", position=7, entry=entry())

    assert from_json(to_json(posted)) == posted


@pytest.mark.parametrize(
    "spoiled",
    [
        {"hash": "xyz"},
        {"version": "one"},
        {"stream": "nobody"},
        {"recorded_at": "2024-03-06T07:08:09"},
        {"body": None},
    ],
)
def test_a_spoiled_line_is_unreadable(spoiled):
    line = to_json(Posted(source="intake", position=7, entry=entry()))

    with pytest.raises(Unreadable, match="malformed line"):
        from_json(line | spoiled)
