"""The forms about waivers: a ground is named, matched with its file, and taken back."""

from collections.abc import Sequence

from services.verification.domain import ProposeWaiver, RecordMatch, WithdrawWaiver
from services.verification.pages.acts.act import (
    Act,
    FormField,
    Subject,
    Told,
    document_if_any,
    maybe,
    persons_of,
    ticked,
    worded,
)
from shared.events.background import (
    MatchOutcome,
    Membership,
    QuestionItem,
    WaiverKind,
    WithdrawReason,
)
from shared.events.terms import PersonId
from shared.web.entry import Typed
from shared.web.texts import Texts


def waiver_fields(subject: Subject, texts: Texts) -> Sequence[FormField]:
    return [
        FormField(
            kind="choice",
            name="kind",
            label="field.waiver",
            choices=worded(WaiverKind, texts, "waiver"),
        ),
        FormField(
            kind="select",
            name="person_id",
            label="field.waiver_person",
            choices=persons_of(subject, texts),
            hint="field.waiver_person.hint",
        ),
        FormField(
            kind="select",
            name="membership",
            label="field.membership",
            choices=worded(Membership, texts, "membership"),
            hint="field.membership.hint",
        ),
        FormField(
            kind="checks",
            name="items",
            label="field.clear_items",
            choices=worded(QuestionItem, texts, "question"),
            hint="field.clear_items.hint",
        ),
        FormField(kind="document", name="document_no", label="field.waiver_no"),
        FormField(
            kind="document",
            name="conclusion_no",
            label="field.conclusion_no",
            hint="field.conclusion_no.hint",
        ),
        FormField(kind="day", name="proposed_on", label="field.proposed_on"),
    ]


def read_waiver(typed: Typed, subject: Subject) -> Told | None:
    kind, proposed_on = typed.choice("kind", WaiverKind), typed.day("proposed_on")
    document_no = typed.document("document_no")
    membership = maybe(typed, "membership", Membership)
    conclusion_no = document_if_any(typed, "conclusion_no")
    person_id = typed.one_of("person_id", subject.named) if typed.fields.get("person_id") else None
    if kind is None or proposed_on is None or document_no is None or typed.mistakes:
        return None
    return Told(
        command=ProposeWaiver(
            case_id=subject.file.case_id,
            kind=kind,
            document_no=document_no,
            proposed_on=proposed_on,
            person_id=PersonId(person_id) if person_id else None,
            membership=membership,
            items=ticked(typed, "items", QuestionItem),
            conclusion_no=conclusion_no,
        )
    )


def match_fields(_: Subject, texts: Texts) -> Sequence[FormField]:
    return [
        FormField(
            kind="choice",
            name="outcome",
            label="field.match",
            choices=worded(MatchOutcome, texts, "match"),
        ),
        FormField(kind="document", name="document_no", label="field.match_no"),
        FormField(kind="day", name="matched_on", label="field.matched_on"),
    ]


def read_match(typed: Typed, subject: Subject) -> Told | None:
    outcome, document_no = typed.choice("outcome", MatchOutcome), typed.document("document_no")
    matched_on = typed.day("matched_on")
    if outcome is None or document_no is None or matched_on is None:
        return None
    return Told(
        command=RecordMatch(
            case_id=subject.file.case_id,
            waiver_id=subject.waiver_id,
            outcome=outcome,
            document_no=document_no,
            matched_on=matched_on,
        )
    )


def withdrawal_fields(_: Subject, texts: Texts) -> Sequence[FormField]:
    return [
        FormField(
            kind="choice",
            name="reason",
            label="field.withdraw_reason",
            choices=worded(WithdrawReason, texts, "withdraw_reason"),
        ),
        FormField(kind="day", name="withdrawn_on", label="field.waiver_withdrawn_on"),
    ]


def read_withdrawal(typed: Typed, subject: Subject) -> Told | None:
    reason, withdrawn_on = typed.choice("reason", WithdrawReason), typed.day("withdrawn_on")
    if reason is None or withdrawn_on is None:
        return None
    return Told(
        command=WithdrawWaiver(
            case_id=subject.file.case_id,
            waiver_id=subject.waiver_id,
            reason=reason,
            withdrawn_on=withdrawn_on,
        )
    )


WAIVER = Act(kind="new", slug="waiver", fields=waiver_fields, read=read_waiver)
MATCH = Act(kind="waivers", slug="match", fields=match_fields, read=read_match)
WITHDRAWAL = Act(kind="waivers", slug="withdrawal", fields=withdrawal_fields, read=read_withdrawal)
