"""What must stand before a step: the words in which the order of the steps is written."""

from collections.abc import Collection
from dataclasses import dataclass

from shared.events.stage import ON_THE_WAY, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Precondition:
    """A step before another: it must be there if `required`, and not be later if `dated`."""

    stage: Stage
    rule_id: str
    required: bool = True
    dated: bool = True
    only_after: Stage | None = None  # required of those cases alone that came there

    def demanded(self, taken: Collection[Stage]) -> bool:
        return self.required and (self.only_after is None or self.only_after in taken)


def needs(stage: Stage, rule_id: str) -> Precondition:
    return Precondition(stage=stage, rule_id=rule_id)


def after_all(rule_id: str) -> tuple[Precondition, ...]:
    """No earlier than any step of the way that was taken."""
    return tuple(
        Precondition(stage=stage, rule_id=rule_id, required=False)
        for stage in ON_THE_WAY
        if stage is not Stage.CLASS_CERTIFIED
    )
