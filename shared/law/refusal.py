"""What a refusal says: the rule, what was found and what is needed; words are in the catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from shared.law.rule import Rule

Said = str | int | date
"""A value that a refusal names: formatted by language where it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that stands against a step; its texts: `refused.<code>`, `refused.<code>.do`."""

    code: str
    rule: Rule | None = None
    found: Said | None = None
    needed: Said | None = None
    values: Mapping[str, Said] = field(default_factory=dict)

    @property
    def placeholders(self) -> dict[str, Said]:
        """Everything that the texts may name: `found`, `needed` and the other values."""
        named = {"found": self.found, "needed": self.needed, **self.values}
        return {name: value for name, value in named.items() if value is not None}


class Refused(Exception):
    """A rule forbids the step; `reasons` holds all that stands against it, the gravest first."""

    def __init__(
        self,
        code: str,
        *,
        rule: Rule | None = None,
        found: Said | None = None,
        needed: Said | None = None,
        values: Mapping[str, Said] | None = None,
        also: Sequence[Reason] = (),
    ) -> None:
        super().__init__(code)
        first = Reason(code=code, rule=rule, found=found, needed=needed, values=values or {})
        self.reasons = (first, *also)

    @classmethod
    def because(cls, reasons: Sequence[Reason]) -> "Refused":
        """The refusal for all `reasons`, of which there is at least one."""
        first, *others = reasons
        return cls(
            first.code,
            rule=first.rule,
            found=first.found,
            needed=first.needed,
            values=first.values,
            also=others,
        )

    @property
    def code(self) -> str:
        return self.reasons[0].code

    @property
    def rule(self) -> Rule | None:
        return self.reasons[0].rule

    @property
    def found(self) -> Said | None:
        return self.reasons[0].found

    @property
    def needed(self) -> Said | None:
        return self.reasons[0].needed

    @property
    def values(self) -> Mapping[str, Said]:
        return self.reasons[0].values
