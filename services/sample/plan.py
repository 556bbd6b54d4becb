"""One made-up case, before it is told as commands: who, where, what happened on which day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from services.sample.applicants import Applicant, applicant
from services.sample.background import Relative, Reply, answers, family, open_answers
from services.sample.days import since_the_ceremony, steps_up_to
from services.sample.entry import identity
from services.sample.tree import Body, Tree
from shared.events.stage import Stage
from shared.events.terms import CancelReason, CaseId, Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A case in one line: how far it came and when; the rest is drawn from the seed and `name`."""

    name: str
    profile: Profile  # at the end of the way
    branch: Body
    last: Stage
    on: date
    grew_out: bool = False  # of the youth union, between list and ceremony
    open_until: date | None = None  # answers may come up to this day
    number: int = 0  # among those that stand at the same stage
    recognised_by: date | None = None  # steps after the ceremony come up to this day
    recognised_to: Stage = Stage.OFFICIAL  # and up to this one
    then: Mapping[Stage, date] = field(default_factory=dict)  # off the way after `last`
    reason: CancelReason = CancelReason.STANDARDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole case: who, where, the day of each step, the family, the answers."""

    name: str
    case_id: CaseId
    applicant: Applicant
    branch: Body
    office: Body  # above the branch
    days: Mapping[Stage, date]
    relatives: Sequence[Relative]
    replies: Sequence[Reply]
    reason: CancelReason


def plan(draft: Draft, seed: int, tree: Tree) -> Plan:
    random = Random(f"{seed}/{draft.name}/plan")  # noqa: S311
    days = steps_up_to(draft.last, draft.on, random)
    who = applicant(
        seed,
        draft.name,
        draft.profile,
        on=days.get(Stage.BRANCH_RESOLVED, draft.on),
        grew_out=draft.grew_out,
    )
    relatives = family(seed, draft.name, who, tree)
    days.update(draft.then)
    if draft.recognised_by and draft.last is Stage.ADMITTED and not draft.then:
        after = Random(f"{seed}/{draft.name}/probation")  # noqa: S311
        until, last = draft.recognised_by, draft.recognised_to
        days |= since_the_ceremony(days[Stage.ADMITTED], after, last=last, until=until)
    return Plan(
        name=draft.name,
        case_id=CaseId(identity(seed, draft.name)),
        applicant=who,
        branch=draft.branch,
        office=draft.branch.above,
        days=days,
        relatives=relatives,
        replies=replies(draft, relatives, days, random),
        reason=draft.reason,
    )


def replies(
    draft: Draft, relatives: Sequence[Relative], days: Mapping[Stage, date], random: Random
) -> list[Reply]:
    if Stage.BACKGROUND_CONCLUDED in days:
        return answers(relatives, days, random)
    if Stage.CV_SEALED in days and draft.open_until:
        return open_answers(relatives, days[Stage.CV_SEALED], draft.number, until=draft.open_until)
    return []
