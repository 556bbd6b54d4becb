"""Whether there is a youth union at a branch or grassroots committee: a fact with its day."""

from collections.abc import Sequence

from services.intake.domain.changes import StateYouthUnion
from services.intake.domain.committee import Committee, check_latest
from services.intake.domain.given import Place
from services.intake.domain.levels import ASKED_LEVEL, BRANCHES
from shared.events.organisation import YouthUnionStated
from shared.law.refusal import Refused
from shared.law.rules import in_force


def state_youth_union(command: StateYouthUnion, committee: Committee) -> Sequence[YouthUnionStated]:
    """Refused where people do not work or live together: above the grassroots (Charter 4.1)."""
    day = command.since_on
    check_latest(day, committee, committee.youth_union)
    if committee.type_on(day) not in BRANCHES | ASKED_LEVEL:
        raise Refused("youth_union_level", rule=in_force("introduced_by_youth_union", day))
    if committee.youth_union_on(day) is command.present:
        return []
    return [
        YouthUnionStated(
            committee_id=command.committee_id,
            present=command.present,
            since_on=day,
            decision_no=command.decision_no,
        )
    ]


def youth_union_near(line: Sequence[Place]) -> bool | None:
    """What is stated of the branch, else of the committee above it; None where nothing is."""
    stated = (place.youth_union for place in line if place.youth_union is not None)
    return next(stated, None)
