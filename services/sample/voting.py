"""Votes of made-up meetings: all of them reach what the rules ask."""

from random import Random

from shared.events.terms import CommitteeVote, Vote


def branch_vote(members: int, random: Random) -> Vote:
    """Some are away; most agree, and never fewer than two thirds of the base."""
    elsewhere, exempt = random.choice((0, 0, 0, 1)), random.choice((0, 0, 0, 1))
    base = members - elsewhere - exempt
    return Vote(
        official_members=members,
        temporarily_elsewhere=elsewhere,
        exempt_and_absent=exempt,
        in_favour=in_favour(base, random),
    )


def committee_vote(members: int, random: Random) -> CommitteeVote:
    return CommitteeVote(members=members, in_favour=in_favour(members, random))


def in_favour(base: int, random: Random) -> int:
    return max(base - random.choice((0, 0, 0, 1, 1, 2)), -(-2 * base // 3))
