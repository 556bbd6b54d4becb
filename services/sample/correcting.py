"""Typing errors of made-up offices, and the corrections that put them right some days later."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from services.intake import domain as intake
from services.sample.days import workday
from services.sample.plan import Plan
from services.sample.told import Told
from shared.events.correcting import CorrectionReason
from shared.events.stage import Stage
from shared.events.terms import CommitteeVote, DocumentNumber, Ethnicity, Profile, Vote

NOTICED = timedelta(days=6)  # after the step


def doubled(number: DocumentNumber) -> DocumentNumber:
    """`45-NQ/CB` typed as `455-NQ/CB`."""
    figure, _, rest = number.partition("-")
    return DocumentNumber(f"{figure}{figure[-1]}-{rest}")


def day_before(on: date) -> date:
    return on - timedelta(days=1)


def one_more_away(vote: Vote) -> Vote:
    """Somebody counted who lives elsewhere for a time and had moved: the base stays the same."""
    return replace(
        vote,
        official_members=vote.official_members + 1,
        temporarily_elsewhere=vote.temporarily_elsewhere + 1,
    )


def one_more_member(vote: CommitteeVote) -> CommitteeVote:
    return replace(vote, members=vote.members + 1)


def other_group(profile: Profile) -> Profile:
    minority = profile.ethnicity is Ethnicity.MINORITY
    return replace(profile, ethnicity=Ethnicity.KINH if minority else Ethnicity.MINORITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What was typed wrong: the field of the command, how, and what the correction says to it."""

    typed: str
    wrong: Callable[[Any], Any]
    right: str
    reason: CorrectionReason
    words: str


NUMBER = Slip(
    typed="",
    wrong=doubled,
    right="document_no",
    reason=CorrectionReason.TYPED_WRONG,
    words="Gõ thừa một chữ số của số văn bản.",
)
DAY = Slip(
    typed="",
    wrong=day_before,
    right="day",
    reason=CorrectionReason.PAPER_DIFFERS,
    words="Ngày trên bản gốc muộn hơn một ngày so với ngày đã nhập.",
)
SLIPS: Mapping[Stage, Slip] = {
    Stage.CLASS_CERTIFIED: replace(NUMBER, typed="certificate_no"),
    Stage.APPLICATION_FILED: replace(DAY, typed="filed_on"),
    Stage.BRANCH_RESOLVED: Slip(
        typed="vote",
        wrong=one_more_away,
        right="vote",
        reason=CorrectionReason.PAPER_DIFFERS,
        words="Đếm cả một đảng viên đã chuyển sinh hoạt đi nơi khác.",
    ),
    Stage.GRASSROOTS_RESOLVED: Slip(
        typed="vote",
        wrong=one_more_member,
        right="committee_vote",
        reason=CorrectionReason.PAPER_DIFFERS,
        words="Ghi nhầm số ủy viên của đảng ủy.",
    ),
    Stage.DECIDED: replace(
        NUMBER,
        typed="decision_no",
        reason=CorrectionReason.PAPER_REPLACED,
        words="Văn bản đã được đính chính số.",
    ),
    Stage.ADMITTED: Slip(
        typed="profile",
        wrong=other_group,
        right="profile",
        reason=CorrectionReason.TYPED_WRONG,
        words="Chọn nhầm thành phần dân tộc.",
    ),
}
"""Which typing errors are made at which stage."""


def with_slip(told: Told, plan: Plan, stage: Stage) -> Iterator[Told]:
    """The step as it was typed, and its correction where it is the one that was typed wrong."""
    if stage is not plan.corrected:
        yield told
        return
    slip, command = SLIPS[stage], told.command
    right = getattr(command, slip.typed)
    yield replace(told, command=replace(command, **{slip.typed: slip.wrong(right)}))
    on = workday(told.on + NOTICED)
    correction = intake.CorrectStep(
        case_id=plan.case_id,
        stage=stage,
        corrected_on=on,
        reason=slip.reason,
        **{slip.right: right},
    )
    yield Told(on=on, body=told.body, role=told.role, command=correction, words=slip.words)
