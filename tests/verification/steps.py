"""Events as steps that come from a source, numbered as its relay would."""

from collections.abc import Sequence
from itertools import count
from uuid import UUID

from shared.events import Event
from shared.events.step import Posted, Step
from shared.log.chain import Act, link
from shared.log.inbox import Heard
from tests.examples import CASE, NOON, committees, cv_sealed, grassroots_secretary

ACT = Act(
    recorded_at=NOON,
    command_id=UUID(int=0xAC7),
    fingerprint=b"f",
    office=grassroots_secretary.code,
    rule_set="24-QĐ/TW",
)


def steps_of(stream: UUID, events: Sequence[Event]) -> list[Step]:
    return link(events, stream=stream, last=None, act=ACT)


def heard_from(source: str, *histories: Sequence[Step]) -> list[Heard]:
    """The steps of several streams one after the other, from position 1 on."""
    steps = [step for history in histories for step in history]
    return [
        Heard(source=source, position=position, step=step)
        for position, step in zip(count(1), steps, strict=False)
    ]


TREE = [steps_of(committee, told) for committee, told in committees.items()]
DIRECTORY = heard_from("intake", *TREE)
SEALED = steps_of(CASE, [cv_sealed])
FROM_INTAKE = [
    Posted(source=heard.source, position=heard.position, entry=heard.step.entry)
    for heard in heard_from("intake", *TREE, SEALED)
]
"""The directory and one sealed CV, as they would be carried here."""
