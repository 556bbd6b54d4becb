"""The fields of the form of a step: what each is called, how it is typed, what may be chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.intake.pages.departure_forms import REASONS
from services.intake.pages.forms import LABELS, SLUGS
from services.intake.pages.preparation_forms import PREPARATION_CODES
from shared.events.stage import Stage
from shared.events.terms import PersonId
from shared.web.texts import Texts

Choices = Sequence[tuple[str, str]]
"""What may be chosen: the value that is sent, and its words."""


class Kind(StrEnum):
    """How a field is typed."""

    DAY = "day"
    DOCUMENT = "document"
    CHOICE = "choice"
    NAME = "name"
    NUMBER = "number"
    BRANCH = "branch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field as the page shows it."""

    name: str
    label: str
    kind: Kind
    hint: str | None
    choices: Choices = ()


def fields_of(
    stage: Stage, texts: Texts, *, introducers: Mapping[PersonId, str | None]
) -> list[Field]:
    """The fields in their order; who introduced is chosen from those of the case."""
    nameless = texts.say("intake.no_name")
    offered = [(str(person), name or nameless) for person, name in introducers.items()]
    return [
        Field(
            name=name,
            label=texts.say(key),
            kind=kind_of(stage, name),
            hint=hint_of(stage, name, key, texts),
            choices=offered if name == "replaced" else codes_of(stage, name, texts),
        )
        for name, key in LABELS[stage].items()
    ]


def kind_of(stage: Stage, name: str) -> Kind:
    if name == "branch":
        return Kind.BRANCH
    word = name.rstrip("_12")
    if name == "replaced" or name == "reason" or (stage, name) in PREPARATION_CODES:
        return Kind.CHOICE
    if word == "day" or word.endswith("_on"):
        return Kind.DAY
    if word.endswith("_no"):
        return Kind.DOCUMENT
    return Kind.NAME if word == "name" else Kind.NUMBER


def hint_of(stage: Stage, name: str, key: str, texts: Texts) -> str | None:
    """What helps to fill in a field; a day and a document have a general hint otherwise."""
    if name == "document_no":
        return texts.say(f"field.document_hint.{SLUGS[stage]}")
    hint = f"{key}.hint"
    return texts.say(hint) if texts.has(hint) else None


def codes_of(stage: Stage, name: str, texts: Texts) -> Choices:
    """The codes that may be chosen, with their words."""
    if name == "reason" and stage in REASONS:
        words, codes = REASONS[stage]
    elif (stage, name) in PREPARATION_CODES:
        words, codes = PREPARATION_CODES[stage, name]
    else:
        return ()
    return [(code.value, texts.say(f"{words}.{code}")) for code in codes]
