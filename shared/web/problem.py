"""What is answered when something cannot be done: one content, as problem+json and as words."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shared.events.step import Step
from shared.law.refusal import Reason
from shared.law.rule import Rule
from shared.people.access import Action, Office
from shared.web.texts import Language, Texts, Value

Json = dict[str, object]


class Forbidden(Exception):
    """The office may not do this here; raised by whoever asked the policy."""

    def __init__(self, action: Action, office: Office) -> None:
        super().__init__(f"{office.role} may not {action}")
        self.action = action
        self.office = office


class NotFound(Exception):
    """There is no such thing, or the office may not even know of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A field that cannot be read as it was entered; `key` is the text that says why."""

    field: str
    key: str
    values: Mapping[str, Value] = dataclasses.field(default_factory=dict)

    def said(self, texts: Texts) -> str:
        return texts.say(self.key, **in_words(texts, self.values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A reason in one language: what is wrong, and what to do about it."""

    detail: str
    do: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why nothing was done; texts: `problem.<kind>`, and `refused.<code>` for a broken rule."""

    status: int
    kind: str
    reasons: Sequence[Reason] = ()  # the rules that stand against it, the first one first
    mistakes: Sequence[Mistake] = ()
    since: Sequence[Step] = ()
    retry_after: int | None = None  # seconds

    @property
    def code(self) -> str:
        return self.reasons[0].code if self.reasons else self.kind

    def title(self, texts: Texts) -> str:
        return texts.say(f"problem.{self.kind}")

    def said(self, texts: Texts) -> Said:
        """What is wrong in the first place, in words."""
        if self.reasons:
            return said_of(self.reasons[0], texts)
        stem = f"problem.{self.kind}"
        return Said(detail=texts.say(f"{stem}.detail"), do=texts.say(f"{stem}.do"))

    def body(self, language: Language) -> Json:
        """The members of problem+json (RFC 9457): in the language asked, and all words in both."""
        asked = Texts(language)
        first = _evidence(self.reasons[0]) if self.reasons else {}
        more = [
            _evidence(reason) | {other.value: _told(reason, Texts(other)) for other in Language}
            for reason in self.reasons[1:]
        ]
        members = {
            "type": f"urn:ketnap:problem:{self.code}",
            "status": self.status,
            **self._words(asked),
            "code": self.code,
            **first,
            "also": more,
            "since": [_happened(step) for step in self.since],
            **{other.value: self._words(Texts(other)) for other in Language},
        }
        return {name: value for name, value in members.items() if value not in (None, [])}

    def _words(self, texts: Texts) -> Json:
        said = self.said(texts)
        words: Json = {"title": self.title(texts), "detail": said.detail, "do": said.do}
        if self.mistakes:
            words["fields"] = {mistake.field: mistake.said(texts) for mistake in self.mistakes}
        return words


def said_of(reason: Reason, texts: Texts) -> Said:
    """What stands against a step and what to do, in words."""
    values = in_words(texts, reason.placeholders)
    return Said(
        detail=texts.say(f"refused.{reason.code}", **values),
        do=texts.say(f"refused.{reason.code}.do", **values),
    )


def in_words(texts: Texts, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values with closed codes in words: the value `x` of `stage` is the text `stage.x`."""
    return {name: _in_words(texts, name, value) for name, value in values.items()}


def _in_words(texts: Texts, name: str, value: Value) -> Value:
    key = f"{name}.{value}"
    return texts.say(key) if isinstance(value, str) and texts.has(key) else value


def _told(reason: Reason, texts: Texts) -> Json:
    said = said_of(reason, texts)
    return {"detail": said.detail, "do": said.do}


def _evidence(reason: Reason) -> Json:
    return {
        "code": reason.code,
        "rule": _cited(reason.rule) if reason.rule else None,
        "found": _plain(reason.found),
        "needed": _plain(reason.needed),
    }


def _plain(value: str | int | date | None) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value


def _cited(rule: Rule) -> Json:
    return {
        "id": rule.id,
        "instrument": rule.instrument,
        "clause": rule.clause,
        "sure": rule.sure.value,
    }


def _happened(step: Step) -> Json:
    return {
        "version": step.version,
        "type": step.entry.type,
        "recorded_at": step.entry.recorded_at.isoformat(),
    }
