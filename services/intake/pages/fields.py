"""The fields of the form of a step as its page shows them, and the one that a refusal speaks of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.intake.domain import Bar
from services.intake.pages.forms import Asked, Form, Kind
from shared.events.stage import Stage
from shared.web.texts import Texts

Choices = Sequence[tuple[str, str]]
"""What may be chosen: the value that is sent, and its words."""

FIELD_OF: Mapping[str, str] = (
    {
        "in_future": "day",
        "too_young": "day",
        "too_old": "day",
        "certificate_expired": "day",
        "already_taken": "day",
        "document_number_form": "document_no",
        "document_number_taken": "document_no",
        "too_few_members": "official_members",
        "branch_vote_impossible": "official_members",
        "branch_vote": "in_favour",
        "grassroots_vote_impossible": "members",
        "grassroots_vote": "in_favour",
        "cv_without_applicant": "committee_0",
        "cv_names_twice": "name_1",
        "ceremony_late": "consent_no",
        "vote_passed": "in_favour",
        "striking_off_passed": "for_striking_off",
        "on_probation": "day",
        "not_in_youth_union": "path",
        "not_in_trade_union": "path",
        "youth_union_first": "path",
        "youth_union_is_there": "reason",
        "youth_union_membership_first": "reason",
        "youth_union_is_not_there": "path",
        "path_reason_missing": "reason",
        "union_resolution_missing": "union_no",
        "introducers_count": "name_2",
        "introducer_months": "months_1",
        "opinion_after_summary": "residence_on",
        "moves_nowhere": "branch",
        "moves_to_no_branch": "branch",
        "introduced_before_move": "left_on",
        "mentor_reason_missing": "reason",
        "appeal_late": "day",
        "received_before_decision": "decision_received_on",
        "appealed_before_receipt": "day",
        "condition_noted_already": "condition",
        "condition_not_noted": "condition",
        "condition_since_missing": "since_on",
        "condition_since_later": "since_on",
        "consent_not_missing": "condition",
        "consent_of_another": "consenter",
    }
    | {f"never_{bar}": "condition" for bar in Bar}
    | {f"before_{stage}": "day" for stage in Stage}
)
"""The field that a refusal speaks of, to be linked from its summary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field in the language of the page."""

    name: str
    label: str
    kind: Kind
    hint: str | None
    choices: Choices = ()


def fields_of(form: Form, texts: Texts, *, offered: Mapping[Kind, Choices]) -> list[Field]:
    """The fields in their order; of some kinds the case says what may be chosen."""
    return [
        Field(
            name=asked.name,
            label=texts.say(asked.label),
            kind=Kind.CHOICE if asked.kind in offered else asked.kind,
            hint=hint_of(form, asked, texts),
            choices=offered.get(asked.kind) or codes_of(asked, texts),
        )
        for asked in form.asked
    ]


def hint_of(form: Form, asked: Asked, texts: Texts) -> str | None:
    """What helps to fill in a field; a day and a document have a general hint otherwise."""
    if asked.name == "document_no":
        return texts.say(f"field.document_hint.{form.slug}")
    hint = f"{asked.label}.hint"
    return texts.say(hint) if texts.has(hint) else None


def codes_of(asked: Asked, texts: Texts) -> Choices:
    """The codes that may be chosen, with their words."""
    return [(code.value, texts.say(f"{asked.words}.{code}")) for code in asked.codes]
