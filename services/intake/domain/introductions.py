"""Who must introduce an applicant, and who may (Charter, articles 4.1 and 4.2; E7 to E12)."""

from datetime import date

from services.intake.domain.case import Case, known
from services.intake.domain.preparation_commands import Introduce
from shared.events.preparation import IntroductionPath, PathReason
from shared.events.stage import Stage
from shared.events.terms import Union
from shared.law.refusal import Refused
from shared.law.rules import in_force

YOUTH_UNION, TRADE_UNION = IntroductionPath.YOUTH_UNION, IntroductionPath.TRADE_UNION
TWO_MEMBERS = IntroductionPath.TWO_MEMBERS
EXCUSES = frozenset({PathReason.NO_YOUTH_UNION, PathReason.PAST_YOUTH_AGE})
"""Why the youth union does not introduce one who is in it."""


def check_introduction(command: Introduce, case: Case, *, youth_union: bool | None) -> None:
    """Refuse a way of being introduced that is not the applicant's, or lacks its paper.

    `youth_union` is whether there is one at the branch; None where nothing was stated.
    """
    check_against_directory(command, youth_union)
    on, union = command.introduced_on, known(case.profile).union
    rule = in_force(f"introduced_by_{command.path}", on)
    if command.path is YOUTH_UNION and union is not Union.YOUTH_UNION:
        raise Refused("not_in_youth_union", rule=rule)
    if command.path is TRADE_UNION and union is Union.NEITHER:
        raise Refused("not_in_trade_union", rule=rule)
    if youth_union and union is Union.NEITHER:
        check_past_youth_age(command)
    check_order_of_unions(command, union, youth_union=youth_union)
    if command.path is not TWO_MEMBERS and command.union_resolution is None:
        raise Refused("union_resolution_missing", rule=rule)


def check_against_directory(command: Introduce, youth_union: bool | None) -> None:
    """Refuse what contradicts what is stated of the branch on that day (E7, E8)."""
    rule = in_force("introduced_by_youth_union", command.introduced_on)
    if youth_union and command.reason is PathReason.NO_YOUTH_UNION:
        raise Refused("youth_union_is_there", rule=rule)
    if youth_union is False and command.path is YOUTH_UNION:
        raise Refused("youth_union_is_not_there", rule=rule)


def check_past_youth_age(command: Introduce) -> None:
    """Where there is a youth union, only who is past its age may be in none (E7)."""
    if command.reason is not PathReason.PAST_YOUTH_AGE:
        rule = in_force("introduced_by_youth_union", command.introduced_on)
        raise Refused("youth_union_membership_first", rule=rule)


def check_order_of_unions(command: Introduce, union: Union, *, youth_union: bool | None) -> None:
    """The youth union introduces its member (E7); another path than the union's has its reason.

    That the trade union comes before two members is told in two ways (E10), so a rule says it.
    """
    on, path = command.introduced_on, command.path
    first = in_force("introduced_by_youth_union", on)
    passed_over = union is Union.YOUTH_UNION and path is not YOUTH_UNION
    if passed_over and command.reason not in EXCUSES and youth_union is not False:
        raise Refused("youth_union_first", rule=first)
    rule = in_force("union_before_members", on)
    member = union is not Union.NEITHER
    if rule.value and path is TWO_MEMBERS and member and command.reason is None:
        raise Refused("path_reason_missing", rule=rule)


def check_introducers(command: Introduce, case: Case) -> None:
    """Refuse too few or too many members, one named twice, and one who is hardly known."""
    on = command.introduced_on
    rule = in_force(f"introduced_by_{command.path}", on)
    persons = [introducer.person_id for introducer in command.introducers]
    if len(persons) != rule.value:
        raise Refused("introducers_count", rule=rule, found=len(persons), needed=int(rule.value))
    if len({*persons, known(case.person_id)}) <= len(persons):
        raise Refused("introducer_twice", rule=rule)
    check_papers(command, known(case.day(Stage.APPLICATION_FILED)))


def check_papers(command: Introduce, filed_on: date) -> None:
    """No paper is older than the application; each member shared a unit for twelve months."""
    for introducer in command.introducers:
        rule = in_force("introducer_months", introducer.introduced_on)
        if introducer.months_together < rule.value:
            found, needed = introducer.months_together, int(rule.value)
            raise Refused("introducer_months", rule=rule, found=found, needed=needed)
    union = [command.union_resolution.resolved_on] if command.union_resolution else []
    earliest = min([*union, *(each.introduced_on for each in command.introducers)])
    if earliest < filed_on:
        rule = in_force("introduced_before_branch", command.introduced_on)
        raise Refused("paper_before_application", rule=rule, found=earliest, needed=filed_on)
