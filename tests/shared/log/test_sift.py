"""What an inbox makes of a batch before it hears it: new, known, contradicting, or with a hole."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from shared.events.step import Posted
from shared.log.sift import Fork, Gap, place_of, sift
from tests.shared.log.steps import posted, stream_of

STREAM = stream_of(3)
FIRST, SECOND, THIRD = posted(STREAM)


def new_of(*batch: Posted, heard: Sequence[Posted] = ()) -> list[Posted]:
    """What is new in `batch` when `heard` was heard before."""
    known = {step.position: place_of(step) for step in heard}
    newest = {step.entry.stream: place_of(step) for step in heard}
    return sift(batch, known=known, newest=newest)


def altered(step: Posted, **fields) -> Posted:
    return replace(step, entry=replace(step.entry, **fields))


def test_what_follows_is_new():
    assert new_of(SECOND, THIRD, heard=[FIRST]) == [SECOND, THIRD]


def test_the_same_again_is_silent():
    assert new_of(FIRST, SECOND, FIRST, SECOND, heard=[FIRST]) == [SECOND]


def test_streams_do_not_wait_for_each_other():
    other = posted(STREAM, stream_of(1))[3]

    assert new_of(other, FIRST) == [other, FIRST]


def test_a_missing_version_is_a_gap():
    with pytest.raises(Gap):
        new_of(THIRD, heard=[FIRST])


def test_a_stream_that_does_not_begin_at_its_beginning_is_a_gap():
    with pytest.raises(Gap):
        new_of(SECOND)


def test_another_step_at_a_known_position_is_a_fork():
    with pytest.raises(Fork, match="position"):
        new_of(replace(SECOND, position=1), heard=[FIRST])


def test_another_step_at_a_position_of_the_same_batch_is_a_fork():
    with pytest.raises(Fork, match="position"):
        new_of(FIRST, replace(SECOND, position=1))


def test_a_version_that_comes_at_another_position_is_a_fork():
    with pytest.raises(Fork, match="another position"):
        new_of(replace(FIRST, position=9), heard=[FIRST])


def test_another_hash_at_the_same_place_is_a_fork():
    with pytest.raises(Fork):
        new_of(altered(FIRST, hash=bytes(32)), heard=[FIRST])


def test_a_previous_that_is_not_the_last_heard_is_a_fork():
    with pytest.raises(Fork, match="follow"):
        new_of(altered(SECOND, previous=bytes(32)), heard=[FIRST])


def test_a_first_step_that_names_one_before_it_is_a_fork():
    with pytest.raises(Fork, match="follow"):
        new_of(altered(FIRST, previous=b"1" * 32))


def test_a_flipped_byte_is_a_fork():
    with pytest.raises(Fork, match="altered"):
        new_of(altered(FIRST, body=FIRST.entry.body.replace(b"1", b"2", 1)))
