"""What a vote means, in words."""

from datetime import date
from typing import assert_never

from services.intake.domain.eligibility import votes_needed
from shared.events.terms import CommitteeVote, Vote
from shared.law.rules import in_force
from shared.web.texts import Texts


def vote_words(vote: Vote | CommitteeVote, day: date, texts: Texts) -> str:
    """What a vote means by the rule of its day, as `14 of 20: passes, 14 needed`."""
    base, needed = base_and_needed(vote, day)
    key = "vote.passed" if vote.in_favour >= needed else "vote.failed"
    return texts.say(key, in_favour=vote.in_favour, base=base, needed=needed)


def base_and_needed(vote: Vote | CommitteeVote, day: date) -> tuple[int, int]:
    """How many count, and how many of them must agree."""
    match vote:
        case Vote():
            return vote.base, votes_needed(in_force("branch_vote", day), vote.base)
        case CommitteeVote():
            return vote.members, votes_needed(in_force("grassroots_vote", day), vote.members)
        case _:
            assert_never(vote)
