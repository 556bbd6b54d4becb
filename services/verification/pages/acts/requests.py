"""The forms about one request: when it was received, reminders, and asking anew."""

from collections.abc import Sequence
from uuid import uuid5

from services.verification.domain import AskAgain, RecordReceipt, Remind, ways_on
from services.verification.pages.acts.act import (
    Act,
    FormField,
    Subject,
    Told,
    maybe,
    ticked,
    worded,
)
from shared.events.background import Agency, QuestionItem, RequestChannel, Way
from shared.events.terms import CommitteeId, PersonId
from shared.people.vault import Field
from shared.web.entry import Typed
from shared.web.texts import Texts


def receipt_fields(_: Subject, __: Texts) -> Sequence[FormField]:
    return [FormField(kind="day", name="received_on", label="field.received_on_there")]


def read_receipt(typed: Typed, subject: Subject) -> Told | None:
    received_on = typed.day("received_on")
    if received_on is None:
        return None
    return Told(
        command=RecordReceipt(
            case_id=subject.file.case_id, request_id=subject.request_id, received_on=received_on
        )
    )


def reminder_fields(_: Subject, __: Texts) -> Sequence[FormField]:
    return [
        FormField(kind="document", name="document_no", label="field.reminder_no"),
        FormField(kind="day", name="reminded_on", label="field.reminded_on"),
    ]


def read_reminder(typed: Typed, subject: Subject) -> Told | None:
    document_no, reminded_on = typed.document("document_no"), typed.day("reminded_on")
    if document_no is None or reminded_on is None:
        return None
    return Told(
        command=Remind(
            case_id=subject.file.case_id,
            request_id=subject.request_id,
            document_no=document_no,
            reminded_on=reminded_on,
        )
    )


def again_fields(subject: Subject, texts: Texts) -> Sequence[FormField]:
    ways = ways_on(subject.request) or list(Way)
    committees = [(str(one.committee_id), one.name) for one in subject.committees]
    return [
        FormField(kind="choice", name="way", label="field.way", choices=worded(ways, texts, "way")),
        FormField(
            kind="choice",
            name="channel",
            label="field.request_channel",
            choices=worded(RequestChannel, texts, "request_channel"),
        ),
        FormField(
            kind="select",
            name="addressee_id",
            label="field.addressee",
            choices=committees,
            hint="field.addressee.hint",
        ),
        FormField(
            kind="select",
            name="agency",
            label="field.agency",
            choices=worded(Agency, texts, "agency"),
            hint="field.agency.hint",
        ),
        FormField(kind="text", name="envoy", label="field.envoy", hint="field.envoy.hint"),
        FormField(
            kind="checks",
            name="items",
            label="field.items",
            choices=worded(subject.request.items, texts, "question"),
            hint="field.items.hint",
        ),
        FormField(kind="document", name="letter_no", label="field.letter_no"),
        FormField(kind="day", name="sent_on", label="verification.sent_on"),
    ]


def read_again(typed: Typed, subject: Subject) -> Told | None:
    way, channel = typed.choice("way", Way), typed.choice("channel", RequestChannel)
    letter_no, sent_on = typed.document("letter_no"), typed.day("sent_on")
    agency, addressee_id = maybe(typed, "agency", Agency), addressee(typed, subject)
    if way is None or channel is None or letter_no is None or sent_on is None or typed.mistakes:
        return None
    name = typed.fields.get("envoy")
    envoy_id = PersonId(uuid5(subject.key, "envoy")) if name else None
    command = AskAgain(
        case_id=subject.file.case_id,
        request_id=subject.request_id,
        way=way,
        channel=channel,
        letter_no=letter_no,
        sent_on=sent_on,
        addressee_id=addressee_id,
        agency=agency,
        envoy_id=envoy_id,
        items=ticked(typed, "items", QuestionItem),
    )
    return Told(command=command, sealed={envoy_id: {Field.NAME: name}} if envoy_id and name else {})


def addressee(typed: Typed, subject: Subject) -> CommitteeId | None:
    if not typed.fields.get("addressee_id"):
        return None
    known = [one.committee_id for one in subject.committees]
    found = typed.one_of("addressee_id", known)
    return CommitteeId(found) if found else None


RECEIPT = Act(
    kind="requests",
    slug="receipt",
    fields=receipt_fields,
    read=read_receipt,
    of_both_sides=True,
)
REMINDER = Act(kind="requests", slug="reminder", fields=reminder_fields, read=read_reminder)
AGAIN = Act(kind="requests", slug="again", fields=again_fields, read=read_again)
