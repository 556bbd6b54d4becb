"""The form of a step: its fields in their order, and how they become a command."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from services.intake.domain import CaseCommand
from shared.events.stage import Stage
from shared.events.terms import CaseId
from shared.web.entry import Typed


class Kind(StrEnum):
    """How a field is typed."""

    DAY = "day"
    DOCUMENT = "document"
    CHOICE = "choice"
    NAME = "name"
    NUMBER = "number"
    BRANCH = "branch"  # found by its name
    INTRODUCER = "introducer"  # one of those of the case
    CONDITION = "condition"  # one of those of the case
    CONSENTER = "consenter"  # a committee above it, or one outside the directory


@dataclass(frozen=True, slots=True)
class Asked:
    """A field: its name, the key of its text, how it is typed, and the codes that it offers."""

    name: str
    label: str
    kind: Kind
    codes: Iterable[StrEnum] = ()
    words: str = ""  # before the dot in the keys of the codes' texts


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a command, by its name there, and the fields that it is read from."""

    name: str
    asked: tuple[Asked, ...]
    read: Callable[[Typed], object]


class Form:
    """A step as people tell it: a row of the table of forms."""

    def __init__(
        self, stage: Stage, slug: str, asked: Iterable[Asked], *, in_words: bool = False
    ) -> None:
        """`slug` ends its address; `in_words` asks for the reason in a sentence besides."""
        self.stage, self.slug, self.asked = stage, slug, tuple(asked)
        self.in_words = in_words

    @property
    def labels(self) -> dict[str, str]:
        """What each field is called: the keys of their texts."""
        return {asked.name: asked.label for asked in self.asked}

    @property
    def votes(self) -> bool:
        return "in_favour" in self.labels


class StepForm(Form):
    """A form whose fields say all that its command takes."""

    def __init__(
        self,
        stage: Stage,
        slug: str,
        *parts: Part,
        command: Callable[..., CaseCommand],
        in_words: bool = False,
    ) -> None:
        asked = (asked for part in parts for asked in part.asked)
        super().__init__(stage, slug, asked, in_words=in_words)
        self.parts, self.command = parts, command

    def read(self, typed: Typed, case_id: CaseId) -> CaseCommand | None:
        """The command, or None where `typed` now holds mistakes."""
        parts = {part.name: part.read(typed) for part in self.parts}
        return None if typed.mistakes else self.command(case_id=case_id, **parts)
