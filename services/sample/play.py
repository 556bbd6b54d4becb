"""Plays entries: sends each command to its desk, as the offices would have done, many at a time."""

from collections.abc import Iterable, Mapping

from services.intake.desk import Desk as IntakeDesk
from services.sample.clerks import Clerks, Progress
from services.sample.entry import Entry
from services.sample.ordering import parted, side_by_side
from services.verification.desk import Desk as VerificationDesk
from shared.log.inbox import Inbox


async def play(
    entries: Iterable[Entry],
    *,
    intake_desk: IntakeDesk,
    verification_desk: VerificationDesk,
    waiters: Mapping[str, Inbox],
    progress: Progress,
) -> None:
    """Send all `entries`; those that were sent before, in whole or in part, change nothing.

    `waiters` are the inboxes of intake and verification. The entries of a case follow one another;
    cases run side by side, in the order of their first moments. What is beside them comes last.
    Raises NotHeard, and whatever a desk raises.
    """
    clerks = Clerks(
        intake_desk=intake_desk,
        verification_desk=verification_desk,
        waiters=waiters,
        progress=progress,
    )
    founding, cases, beside = parted(entries)
    await clerks.found(founding)
    await side_by_side(cases, clerks.work)
    await clerks.attend(beside)
