"""What an event may hold: ids, days, integers, closed codes, document numbers; nothing personal."""

from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest

from shared.events import Event
from shared.events.organisation import CommitteeNamed
from shared.events.terms import CaseId, DocumentNumber, PublicName
from shared.log.wire import EVENT_CLASSES

EVERY_EVENT = pytest.mark.parametrize(
    "event_class", get_args(Event), ids=lambda each: each.__name__
)


def leaves(kind: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every field of a dataclass that is no dataclass itself, with the path to it."""
    if is_dataclass(kind):
        for name, hint in get_type_hints(kind).items():
            yield from leaves(hint, f"{path}.{name}")
    elif isinstance(kind, UnionType) and any(map(is_dataclass, get_args(kind))):
        for one in get_args(kind):
            yield from leaves(one, path) if one is not NoneType else ()
    elif get_origin(kind) is tuple and get_args(kind)[1:] == (...,):
        yield from leaves(get_args(kind)[0], path)
    else:
        yield path, kind


def harmless(kind: object) -> bool:
    if isinstance(kind, UnionType) or get_origin(kind) is Union:
        return all(harmless(one) for one in get_args(kind) if one is not NoneType)
    if isinstance(kind, NewType):
        return kind.__supertype__ is UUID or kind in (DocumentNumber, PublicName)
    if kind in (date, int, bool):
        return True
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def doubtful(event_class: type) -> list[str]:
    return [path for path, kind in leaves(event_class) if not harmless(kind)]


@EVERY_EVENT
def test_an_event_holds_nothing_that_could_be_personal(event_class):
    assert doubtful(event_class) == []


@EVERY_EVENT
def test_only_the_name_of_a_committee_is_a_text(event_class):
    texts = [path for path, kind in leaves(event_class) if kind is PublicName]

    assert texts == ([".name"] if event_class is CommitteeNamed else [])


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Careless:
    case_id: CaseId
    name: str
    remarks: tuple[Remark, ...]
    weight: float
    noted_at: datetime
    rest: dict[str, int]
    anything: Any
    maybe: str | None
    some_id: UUID


def test_a_careless_event_would_be_found():
    fields = ["name", "remarks.text", "weight", "noted_at", "rest", "anything", "maybe", "some_id"]

    assert doubtful(Careless) == [f".{field}" for field in fields]


@EVERY_EVENT
def test_an_event_is_a_frozen_sentence(event_class):
    assert event_class.__dataclass_params__.frozen
    assert "__slots__" in vars(event_class)
    assert event_class.__match_args__ == ()  # keyword-only
    assert event_class.__doc__.strip().endswith(".")


def test_every_event_has_a_type_of_its_own():
    assert len(EVENT_CLASSES) == len(get_args(Event))
