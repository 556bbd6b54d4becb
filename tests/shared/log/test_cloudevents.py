"""A line as a message: whole, and as CloudEvents 1.0 wants it."""

import json
from dataclasses import fields, replace
from typing import get_args

import pytest

from shared.events import Event
from shared.events.step import Posted
from shared.events.way import Stage
from shared.log.chain import link
from shared.log.cloudevents import FIELDS, message_of, posted_of, public_message_of
from shared.log.kafka import letters, topic_of
from shared.log.topics import ADMISSIONS, ORGANISATION
from shared.log.wire import Unreadable, type_name
from tests import examples
from tests.shared.log.steps import act, posted, stream_of


def as_posted(event: Event, position: int = 7) -> Posted:
    (step,) = link([event], stream=examples.CASE, last=None, act=act())
    return Posted(source="intake", position=position, entry=step.entry)


def headers_of(posted: Posted) -> dict[str, str]:
    return {name: content.decode() for name, content in message_of(posted).headers}


@pytest.mark.parametrize("event", [*examples.history, examples.committee_named])
def test_a_line_comes_back_as_it_went(event: Event):
    sent = as_posted(event)

    message = message_of(sent)

    assert posted_of(message.value, message.headers) == sent


def test_a_message_is_a_cloud_event_in_binary_mode():
    sent = as_posted(examples.ceremony_held)

    headers = headers_of(sent)

    assert headers["ce_specversion"] == "1.0"
    assert headers["ce_id"] == f"intake/{examples.CASE}/1"
    assert headers["ce_source"] == "/ketnap/intake"
    assert headers["ce_type"] == "case.ceremony_held.v1"
    assert headers["ce_subject"] == str(examples.CASE)
    assert headers["ce_time"] == "2026-01-05T08:00:00+00:00"
    assert headers["content-type"] == "application/json"


def test_the_names_of_attributes_are_lower_case_letters_and_digits_only():
    names = [name.removeprefix("ce_") for name in headers_of(as_posted(examples.ceremony_held))]

    assert [name for name in names if not name.isalnum() or name != name.lower()] == [
        "content-type"
    ]


def test_every_column_of_a_line_travels():
    columns = {field.name for field in fields(as_posted(examples.ceremony_held).entry)}

    assert {*FIELDS.values(), "body"} == columns | {"position"}


def test_the_key_is_the_stream_and_the_value_the_bytes_that_were_hashed():
    (sent,) = posted(stream_of(1))

    message = message_of(sent)

    assert message.key == str(sent.entry.stream).encode()
    assert message.value == sent.entry.body


@pytest.mark.parametrize(
    "spoil",
    [
        lambda headers: [],
        lambda headers: [each for each in headers if each[0] != "ce_hash"],
        lambda headers: [*headers, ("ce_position", b"many")],
        lambda headers: [*headers, ("ce_time", b"2026-01-05T08:00:00")],
        lambda headers: [*headers, ("ce_office", b"\xff")],
    ],
)
def test_what_is_no_line_is_unreadable(spoil):
    message = message_of(as_posted(examples.ceremony_held))

    with pytest.raises(Unreadable):
        posted_of(message.value, spoil(list(message.headers)))


def test_an_admission_is_public_by_case_branch_and_day_alone():
    message = public_message_of(as_posted(examples.ceremony_held))

    assert message is not None
    assert message.type == "admission.admitted.v1"
    assert message.value.decode() == (
        f'{{"case_id":"{examples.CASE}","branch_id":"{examples.BRANCH}",'
        '"admitted_on":"2024-02-05"}'
    )


def test_a_cancelled_admission_is_public_without_its_reason():
    message = public_message_of(as_posted(examples.decision_cancelled))

    assert message is not None
    assert message.type == "admission.cancelled.v1"
    assert message.value.decode() == f'{{"case_id":"{examples.CASE}","cancelled_on":"2024-06-03"}}'


def test_a_public_message_holds_nothing_of_the_line():
    message = public_message_of(as_posted(examples.ceremony_held))

    assert message is not None
    assert [name for name, _ in message.headers] == [
        "ce_specversion",
        "ce_id",
        "ce_source",
        "ce_type",
        "ce_time",
        "ce_subject",
        "content-type",
    ]


@pytest.mark.parametrize(
    ("event", "kind", "body"),
    [
        (
            examples.member_recognised,
            "admission.official.v1",
            {"case_id": str(examples.CASE), "official_on": "2025-02-05"},
        ),
        (
            examples.probationer_struck_off,
            "admission.struck_off.v1",
            {"case_id": str(examples.CASE), "struck_off_on": "2024-10-07"},
        ),
        (
            examples.striking_off_annulled,
            "admission.restored.v1",
            {"case_id": str(examples.CASE), "restored_on": "2024-12-02"},
        ),
    ],
    ids=["official", "struck off", "restored"],
)
def test_what_becomes_of_a_probationary_member_is_public(event: Event, kind: str, body: object):
    message = public_message_of(as_posted(event))

    assert message is not None
    assert dict(message.headers)["ce_type"] == kind.encode()
    assert json.loads(message.value) == body


TOLD_BEFORE = [
    (Stage.ADMITTED, "admitted"),
    (Stage.DECISION_CANCELLED, "cancelled"),
    (Stage.STRUCK_OFF, "struck_off"),
    (Stage.STRIKING_OFF_ANNULLED, "restored"),
]


@pytest.mark.parametrize(("stage", "fact"), TOLD_BEFORE)
def test_a_corrected_day_of_what_was_told_is_public(stage: Stage, fact: str):
    message = public_message_of(as_posted(replace(examples.step_corrected, stage=stage)))

    assert message is not None
    assert message.type == "admission.corrected.v1"
    body = {"case_id": str(examples.CASE), "fact": fact, "on": "2024-02-06"}
    assert json.loads(message.value) == body


@pytest.mark.parametrize(
    "change", [{"stage": Stage.BRANCH_RESOLVED}, {"day": None, "profile": examples.profile}]
)
def test_no_other_correction_is_public(change: dict[str, object]):
    assert public_message_of(as_posted(replace(examples.step_corrected, **change))) is None


@pytest.mark.parametrize(
    "event",
    [each for each in examples.history if each is not examples.ceremony_held]
    + [
        examples.probationer_disciplined,
        examples.striking_off_appealed,
        examples.striking_off_upheld,
        examples.committee_named,
        examples.verification_concluded,
    ],
)
def test_nothing_else_is_public(event: Event):
    assert public_message_of(as_posted(event)) is None


def test_a_type_that_is_newer_than_this_code_is_not_public_but_travels():
    sent = as_posted(examples.ceremony_held)
    newer = replace(sent, entry=replace(sent.entry, type="case.ceremony_held.v2"))

    assert [topic.name for topic, _ in letters(newer)] == ["cases.v1"]


def test_every_event_has_its_topic():
    assert {topic_of(type_name(event)).name for event in get_args(Event)} == {
        "cases.v1",
        "organisation.v1",
        "verifications.v1",
        "offices.v1",
        "scans.v1",
        "persons.v1",
        "upkeep.v1",
    }


def test_an_admission_goes_to_its_case_and_to_everybody():
    topics = [topic for topic, _ in letters(as_posted(examples.ceremony_held))]

    assert topics[1:] == [ADMISSIONS]


def test_the_directory_goes_to_its_own_topic():
    assert [topic for topic, _ in letters(as_posted(examples.committee_named))] == [ORGANISATION]
