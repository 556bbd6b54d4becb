"""The forms of the cross-check: a field beside a paper, a decision, a supplement."""

from collections.abc import Sequence

from services.verification.domain import (
    FIELDS,
    CheckField,
    ResolveDiscrepancy,
    SupplementDossier,
)
from services.verification.pages.acts.act import (
    Act,
    FormField,
    Subject,
    Told,
    document_if_any,
    persons_of,
    worded,
)
from shared.events.background import CvField, Paper, Resolution
from shared.events.terms import DiscrepancyId, PersonId
from shared.people.vault import Sides
from shared.web.entry import LONGEST, Typed
from shared.web.texts import Texts


def check_fields(subject: Subject, texts: Texts) -> Sequence[FormField]:
    return [
        FormField(
            kind="select",
            name="person_id",
            label="field.checked_person",
            choices=persons_of(subject, texts),
        ),
        FormField(
            kind="select",
            name="field",
            label="field.cv_field",
            choices=worded(FIELDS, texts, "cv_field"),
        ),
        FormField(kind="text", name="declared", label="field.declared", hint="field.declared.hint"),
        FormField(
            kind="select",
            name="paper",
            label="field.paper",
            choices=worded(Paper, texts, "paper"),
            hint="field.paper.hint",
        ),
        FormField(kind="text", name="found", label="field.found", hint="field.found.hint"),
        FormField(
            kind="document",
            name="document_no",
            label="field.paper_no",
            hint="field.paper_no.hint",
        ),
        FormField(kind="day", name="checked_on", label="field.checked_on"),
    ]


def read_check(typed: Typed, subject: Subject) -> Told | None:
    person_id = typed.one_of("person_id", subject.named)
    field, paper = typed.choice("field", CvField), typed.choice("paper", Paper)
    declared, checked_on = typed.text("declared"), typed.day("checked_on")
    found = typed.text("found") if typed.fields.get("found") else ""
    document_no = document_if_any(typed, "document_no")
    if person_id is None or field is None or paper is None or checked_on is None or typed.mistakes:
        return None
    command = CheckField(
        case_id=subject.file.case_id,
        person_id=PersonId(person_id),
        field=field,
        paper=paper,
        checked_on=checked_on,
        document_no=document_no,
    )
    return Told(command=command, sides=Sides(declared=declared or "", found=found or ""))


def resolution_fields(_: Subject, texts: Texts) -> Sequence[FormField]:
    return [
        FormField(
            kind="choice",
            name="resolution",
            label="field.resolution",
            choices=worded(Resolution, texts, "resolution"),
        ),
        FormField(kind="document", name="document_no", label="field.resolution_paper"),
        FormField(kind="day", name="resolved_on", label="field.resolved_discrepancy_on"),
    ]


def read_resolution(typed: Typed, subject: Subject) -> Told | None:
    resolution = typed.choice("resolution", Resolution)
    document_no, resolved_on = typed.document("document_no"), typed.day("resolved_on")
    if resolution is None or document_no is None or resolved_on is None:
        return None
    return Told(
        command=ResolveDiscrepancy(
            case_id=subject.file.case_id,
            discrepancy_id=DiscrepancyId(subject.of),
            resolution=resolution,
            document_no=document_no,
            resolved_on=resolved_on,
        )
    )


def supplement_fields(_: Subject, __: Texts) -> Sequence[FormField]:
    return [
        FormField(kind="document", name="document_no", label="field.supplement_no"),
        FormField(kind="day", name="supplemented_on", label="field.supplemented_on"),
    ]


def read_supplement(typed: Typed, subject: Subject) -> Told | None:
    document_no, supplemented_on = typed.document("document_no"), typed.day("supplemented_on")
    if document_no is None or supplemented_on is None:
        return None
    return Told(
        command=SupplementDossier(
            case_id=subject.file.case_id,
            document_no=document_no,
            supplemented_on=supplemented_on,
        )
    )


def sides_of(typed: Typed) -> Sides | None:
    """Both values of a form that may leave them out."""
    declared, found = typed.fields.get("declared", ""), typed.fields.get("found", "")
    for name, value in (("declared", declared), ("found", found)):
        if len(value) > LONGEST:
            typed.wrong(name, "entry.too_long", limit=LONGEST)
    return Sides(declared=declared, found=found) if declared or found else None


CHECK = Act(kind="new", slug="check", fields=check_fields, read=read_check)
SUPPLEMENT = Act(kind="new", slug="supplement", fields=supplement_fields, read=read_supplement)
RESOLUTION = Act(
    kind="discrepancies", slug="resolution", fields=resolution_fields, read=read_resolution
)
