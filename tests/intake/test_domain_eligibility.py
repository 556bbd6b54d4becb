"""Age, certificate and votes are judged on the day of the meeting."""

from dataclasses import replace
from datetime import date
from functools import reduce

import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st

from services.intake import domain
from shared.events.stage import Stage
from shared.events.terms import CommitteeVote, Vote
from tests import examples
from tests.intake import commands
from tests.intake.judging import (
    BEFORE_BRANCH,
    BEFORE_DECISION,
    BEFORE_GRASSROOTS,
    FACTS,
    GIVEN,
    after,
    clause,
    meeting,
    refusal,
    vote,
)

RENEWED = [
    replace(examples.cv_reaffirmed, reaffirmed_on=date(2025, 1, 6)),
    replace(examples.opinions_summarised, summarised_on=date(2025, 1, 6)),
]
"""The papers of 2023 count again in 2025 (HD 01 §5.4)."""
IN_TIME = [*BEFORE_BRANCH, *RENEWED]


def test_qd_232_1_1_1_one_day_before_full_18_is_refused():
    born = replace(GIVEN, born_on=date(2007, 6, 15), today=date(2025, 6, 15))

    refused = refusal(IN_TIME, meeting(date(2025, 6, 14)), born)

    assert (refused.found, refused.needed) == (215, 216)
    assert clause(refused) == ("232-QĐ/TW", "1.1.1")


def test_qd_232_1_1_1_the_day_of_full_18_passes():
    born = replace(GIVEN, born_on=date(2007, 6, 15), today=date(2025, 6, 15))

    [fact] = after(IN_TIME, meeting(date(2025, 6, 15)), born)

    assert fact.age_months == 216


def test_qd_24_1_1_1_at_720_months_passes_even_if_decided_later():
    born = replace(GIVEN, born_on=date(1963, 12, 4))

    [resolved] = after(BEFORE_BRANCH, commands.resolve_in_branch, born)

    assert resolved.age_months == 720
    assert (
        len(after([*BEFORE_DECISION[:9], resolved, *FACTS[10:12]], commands.decide_admission)) == 1
    )


def test_qd_24_1_1_1_at_721_months_is_refused():
    born = replace(GIVEN, born_on=date(1963, 11, 4))

    refused = refusal(BEFORE_BRANCH, commands.resolve_in_branch, born)

    assert (refused.code, refused.found, refused.needed) == ("too_old", 721, 720)
    assert clause(refused) == ("24-QĐ/TW", "1.1.1")


def test_without_a_date_of_birth_age_is_not_guessed():
    refused = refusal(BEFORE_BRANCH, commands.resolve_in_branch, replace(GIVEN, born_on=None))

    assert refused.code == "birth_date_missing"


OLD_CERTIFICATE = replace(examples.class_certified, certified_on=date(2020, 1, 15))
WITH_OLD_CERTIFICATE = [FACTS[0], OLD_CERTIFICATE, *FACTS[2:9], *RENEWED]
IN_2025 = replace(GIVEN, today=date(2025, 12, 31))


def test_hd_01_5_4_a_certificate_serves_on_the_day_60_months_later():
    [fact] = after(WITH_OLD_CERTIFICATE, meeting(date(2025, 1, 15)), IN_2025)

    assert fact.certificate_months == 60


@pytest.mark.parametrize("day", [date(2025, 1, 16), date(2025, 2, 3)])
def test_hd_01_5_4_a_certificate_serves_no_later_meeting(day):
    refused = refusal(WITH_OLD_CERTIFICATE, meeting(day), IN_2025)

    assert (refused.code, refused.needed) == ("certificate_expired", date(2025, 1, 15))
    assert clause(refused) == ("01-HD/TW (2021)", "5.4")


def test_hd_06_5_4_speaks_from_its_day_on():
    refused = refusal(WITH_OLD_CERTIFICATE, meeting(date(2025, 6, 9)), IN_2025)

    assert clause(refused) == ("06-HD/TW", "5.4")


def test_a_newer_certificate_renews_an_expired_one():
    renew = replace(commands.certify_class, certified_on=date(2025, 1, 20))

    [renewed] = after(WITH_OLD_CERTIFICATE, renew, IN_2025)

    assert len(after([*WITH_OLD_CERTIFICATE, renewed], meeting(date(2025, 2, 3)), IN_2025)) == 1


def test_a_renewed_certificate_does_not_set_the_case_back():
    renewed = replace(examples.class_certified, certified_on=date(2023, 11, 8))

    case = reduce(domain.evolve, [*BEFORE_BRANCH, renewed], domain.initial)

    assert case.stage is Stage.CV_CERTIFIED


def test_no_certificate_is_renewed_after_the_branch_resolved():
    renew = replace(commands.certify_class, certified_on=date(2023, 12, 10))

    assert refusal(BEFORE_GRASSROOTS, renew).code == "already_taken"


def resolved_by(cast: Vote) -> domain.ResolveInBranch:
    return replace(commands.resolve_in_branch, vote=cast)


def test_charter_4_3_fourteen_of_twenty_pass():
    assert len(after(BEFORE_BRANCH, resolved_by(vote(20, 14)))) == 1


def test_charter_4_3_thirteen_of_twenty_fail():
    refused = refusal(BEFORE_BRANCH, resolved_by(vote(20, 13)))

    assert (refused.code, refused.found, refused.needed) == ("branch_vote", 13, 14)
    assert clause(refused) == ("Điều lệ Đảng (2011)", "4.3")


def test_qd_294_9_3_2_members_elsewhere_and_exempt_leave_the_base():
    assert len(after(BEFORE_BRANCH, resolved_by(vote(20, 12, elsewhere=1, exempt=1)))) == 1


def test_charter_24_1_a_branch_of_two_cannot_hold_the_meeting():
    refused = refusal(BEFORE_BRANCH, resolved_by(vote(2, 2)))

    assert (refused.code, refused.found, refused.needed) == ("too_few_members", 2, 3)
    assert clause(refused) == ("Điều lệ Đảng (2011)", "24.1")


def test_charter_24_1_a_branch_of_three_can():
    assert len(after(BEFORE_BRANCH, resolved_by(vote(3, 2)))) == 1


@pytest.mark.parametrize(
    "cast",
    [vote(20, 21), vote(20, -1), vote(5, 0, elsewhere=3, exempt=2), vote(20, 20, exempt=-1)],
    ids=str,
)
def test_hd_01_3_6_a_vote_that_cannot_be_is_refused(cast):
    refused = refusal(BEFORE_BRANCH, resolved_by(cast))

    assert (refused.code, refused.rule.clause) == ("branch_vote_impossible", "3.6")


@pytest.mark.parametrize(("in_favour", "members"), [(10, 15), (2, 3), (1, 1)])
def test_hd_01_3_7_two_thirds_of_the_whole_committee_propose(in_favour, members):
    cast = CommitteeVote(members=members, in_favour=in_favour)

    command = replace(commands.resolve_in_grassroots, vote=cast)

    assert len(after(BEFORE_GRASSROOTS, command)) == 1


def test_hd_01_3_7_below_two_thirds_is_refused():
    cast = CommitteeVote(members=15, in_favour=9)

    refused = refusal(BEFORE_GRASSROOTS, replace(commands.resolve_in_grassroots, vote=cast))

    assert (refused.code, refused.needed) == ("grassroots_vote", 10)
    assert clause(refused) == ("01-HD/TW (2021)", "3.7")


@pytest.mark.parametrize(("in_favour", "members"), [(16, 15), (-1, 15), (0, 0)])
def test_hd_01_3_7_a_committee_vote_that_cannot_be_is_refused(in_favour, members):
    cast = CommitteeVote(members=members, in_favour=in_favour)

    refused = refusal(BEFORE_GRASSROOTS, replace(commands.resolve_in_grassroots, vote=cast))

    assert refused.code == "grassroots_vote_impossible"


@holds_for(st.integers(1, 500), st.data())
def test_two_thirds_is_three_times_the_votes_against_twice_the_base(base, data):
    in_favour = data.draw(st.integers(0, base))
    cast = CommitteeVote(members=base, in_favour=in_favour)
    command = replace(commands.resolve_in_grassroots, vote=cast)

    if 3 * in_favour >= 2 * base:
        assert len(after(BEFORE_GRASSROOTS, command)) == 1
    else:
        assert refusal(BEFORE_GRASSROOTS, command).needed == -(-2 * base // 3)
