"""What must hold of the applicant and of the vote on the day when it is judged."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from shared.events.conditions import SpecialCondition
from shared.events.terms import CommitteeVote, Vote
from shared.law.months import add_months, completed_months
from shared.law.refusal import Refused
from shared.law.rule import Rule
from shared.law.rules import in_force


def age_in_months(
    born_on: date | None, on: date, conditions: Collection[SpecialCondition] = ()
) -> int:
    """Completed months of age on the branch date; Refused outside 216 to 720 (QĐ 24 §1.1.1)."""
    if born_on is None:
        raise Refused("birth_date_missing", rule=in_force("age_min_months", on))
    age = completed_months(born_on, on)
    youngest = in_force("age_min_months", on)
    if age < youngest.value:
        raise Refused("too_young", rule=youngest, found=age, needed=int(youngest.value))
    check_not_too_old(age, on, conditions)
    return age


def check_not_too_old(age: int, on: date, conditions: Collection[SpecialCondition]) -> None:
    """Refused over 720 months, but for whom it is noted: a consent decides then (QĐ 24 §1.1.2)."""
    rule = in_force("age_max_months", on)
    if age > rule.value and SpecialCondition.OVER_60 not in conditions:
        raise Refused("too_old", rule=rule, found=age, needed=int(rule.value))


def certificate_age(certified_on: date, on: date) -> int:
    """Completed months since the class; Refused after the day 60 months later (HD 06 §5.4).

    That day itself still counts: a certificate of 15/1/2020 serves a meeting of 15/1/2025, and
    none of 16/1/2025.
    """
    rule = in_force("certificate_months", on)
    last = add_months(certified_on, int(rule.value))
    if on > last:
        raise Refused("certificate_expired", rule=rule, found=on, needed=last)
    return completed_months(certified_on, on)


def check_branch_vote(vote: Vote, on: date, *, rule_id: str = "branch_vote") -> None:
    """Refused unless the branch can meet (Charter 24.1) and two thirds of the base agree (4.3)."""
    check_branch_meeting(vote, on)
    check_share("branch_vote", in_force(rule_id, on), vote.in_favour, base=vote.base)


def check_lost_vote(vote: Vote, on: date, *, rule_id: str = "branch_vote") -> None:
    """Refused unless the branch can meet and fewer than two thirds of the base agree."""
    check_branch_meeting(vote, on)
    rule = in_force(rule_id, on)
    needed = votes_needed(rule, vote.base)
    if vote.in_favour >= needed:
        raise Refused("vote_passed", rule=rule, found=vote.in_favour, needed=needed)


def check_lost_recognition(vote: Vote, for_striking_off: int, *, on: date) -> None:
    """Refused where two thirds agree to recognise, or to strike off: then that is proposed."""
    check_lost_vote(vote, on, rule_id="recognition_vote")
    check_branch_meeting(replace(vote, in_favour=for_striking_off), on)
    rule = in_force("recognition_vote", on)
    needed = votes_needed(rule, vote.base)
    if for_striking_off >= needed:
        raise Refused("striking_off_passed", rule=rule, found=for_striking_off, needed=needed)


def check_branch_meeting(vote: Vote, on: date) -> None:
    """Refused for too few official members (Charter 24.1) and for numbers that cannot be."""
    enough = in_force("branch_official_members", on)
    if vote.official_members < enough.value:
        raise Refused(
            "too_few_members", rule=enough, found=vote.official_members, needed=int(enough.value)
        )
    absent = (vote.temporarily_elsewhere, vote.exempt_and_absent)
    if min(absent) < 0 or vote.base < 1 or not 0 <= vote.in_favour <= vote.base:
        raise Refused(
            "branch_vote_impossible",
            rule=in_force("branch_vote_base", on),
            found=vote.in_favour,
            needed=max(vote.base, 0),
        )


def check_committee_vote(vote: CommitteeVote, on: date) -> None:
    """Refused unless two thirds of all members of the committee agree (HD 01 §3.7)."""
    rule = in_force("grassroots_vote", on)
    if vote.members < 1 or not 0 <= vote.in_favour <= vote.members:
        raise Refused(
            "grassroots_vote_impossible",
            rule=rule,
            found=vote.in_favour,
            needed=max(vote.members, 0),
        )
    check_share("grassroots_vote", rule, vote.in_favour, base=vote.members)


def check_share(code: str, rule: Rule, in_favour: int, *, base: int) -> None:
    """Refused below the share; in whole numbers, as `3 * in_favour >= 2 * base`."""
    if in_favour * rule.value.denominator < base * rule.value.numerator:
        needed = votes_needed(rule, base)
        raise Refused(code, rule=rule, found=in_favour, needed=needed, values={"base": base})


def votes_needed(rule: Rule, base: int) -> int:
    """The smallest number of votes that reaches the share of `base`."""
    return -(-base * rule.value.numerator // rule.value.denominator)
