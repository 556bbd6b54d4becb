"""A line that was changed, dropped or moved is found."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.events.case import ApplicationFiled
from shared.events.terms import CaseId
from shared.log.chain import ROOT, Act, broken, digest, link

CASE = UUID(int=1)
FILED = ApplicationFiled(case_id=CaseId(CASE), filed_on=date(2024, 3, 5))
ACT = Act(
    recorded_at=datetime(2024, 3, 6, tzinfo=UTC),
    command_id=UUID(int=2),
    fingerprint=b"fingerprint",
    office="branch_clerk",
    rule_set="rules",
)


def entries(number=4):
    return [step.entry for step in link([FILED] * number, stream=CASE, last=None, act=ACT)]


def test_each_line_names_the_hash_of_the_one_before():
    first, second, third, _ = entries()

    assert [first.previous, second.previous, third.previous] == [ROOT, first.hash, second.hash]


def test_lines_link_to_what_was_there_before():
    together = entries(3)
    later = link([FILED], stream=CASE, last=together[1], act=ACT)

    assert later[0].entry == together[2]


def test_a_whole_stream_holds():
    assert broken(entries()) is None
    assert broken([]) is None


@pytest.mark.parametrize(
    "change",
    [
        {"stream": UUID(int=9)},
        {"type": "case.application_filed.v2"},
        {"body": b"{}"},
        {"recorded_at": datetime(2024, 3, 7, tzinfo=UTC)},
        {"command_id": UUID(int=9)},
        {"fingerprint": b"other"},
        {"office": "auditor"},
        {"rule_set": "others"},
        {"previous": bytes(range(32))},
        {"hash": bytes(range(32))},
        {"version": 7},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_field_breaks_the_chain_there(change):
    lines = entries()
    lines[1] = replace(lines[1], **change)

    assert broken(lines) == 2


def test_a_line_that_was_changed_and_hashed_anew_breaks_the_next():
    lines = entries()
    forged = replace(lines[1], body=b"{}")
    lines[1] = replace(forged, hash=digest(forged))

    assert broken(lines) == 3


@given(st.integers(0, 2))
def test_a_dropped_line_is_missed(index):
    lines = entries()
    del lines[index]

    assert broken(lines) == index + 1


@given(st.integers(0, 3), st.integers(0, 3))
def test_two_swapped_lines_are_noticed_at_the_first(one, other):
    lines = entries()
    lines[one], lines[other] = lines[other], lines[one]

    assert broken(lines) == (None if one == other else min(one, other) + 1)


def test_letters_that_move_from_one_field_to_the_next_change_the_hash():
    line = entries(1)[0]

    assert digest(replace(line, office="ab", rule_set="c")) != digest(
        replace(line, office="a", rule_set="bc")
    )


def test_the_same_moment_in_another_zone_gives_the_same_hash():
    line = entries(1)[0]
    vietnam = timezone(timedelta(hours=7))

    assert digest(replace(line, recorded_at=line.recorded_at.astimezone(vietnam))) == line.hash


def test_a_moment_without_a_zone_cannot_be_recorded():
    with pytest.raises(ValueError, match="zone"):
        link(
            [FILED],
            stream=CASE,
            last=None,
            act=replace(ACT, recorded_at=datetime(2024, 3, 6)),  # noqa: DTZ001
        )
