"""The forms that name persons, or begin from the case as it stands."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from services.intake.desk import File, new_case, new_person
from services.intake.domain import AssignMentor, CaseCommand, Introduce, ReplaceIntroducer
from services.intake.pages.forms.form import Asked, Form, Kind
from services.intake.pages.persons import declare_cv
from shared.events.preparation import (
    Introducer,
    IntroductionPath,
    PathReason,
    ReplacementReason,
    UnionResolution,
)
from shared.events.stage import Stage
from shared.events.terms import CommitteeId, PersonId
from shared.people.vault import Field, Sealed
from shared.web.entry import Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a form is about; new persons and cases get their ids from `key`."""

    file: File
    key: UUID
    committees: Collection[CommitteeId] = ()  # that can be asked about a person


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The command of a form, and the names on their way into the vault."""

    command: CaseCommand
    sealed: Sealed = field(default_factory=dict)


class NamingForm(Form):
    """A form that is read together with its subject."""

    def __init__(
        self,
        stage: Stage,
        slug: str,
        *asked: Asked,
        read: Callable[[Typed, Subject], Named | None],
    ) -> None:
        super().__init__(stage, slug, asked)
        self.read = read  # None where what was typed now holds mistakes


def begin_again(typed: Typed, subject: Subject) -> Named | None:
    """Another case of the same person, which follows this one."""
    day = typed.day("day")
    if day is None:
        return None
    return Named(command=subject.file.begin_again(new_case(subject.key), listed_on=day))


def declare(typed: Typed, subject: Subject) -> Named | None:
    """The rows of the CV; the applicant is the person of the case."""
    file = subject.file
    declared = declare_cv(
        typed,
        file.case_id,
        applicant=file.person_id,
        committees=subject.committees,
        key=subject.key,
    )
    return Named(command=declared.command, sealed=declared.sealed) if declared else None


def assign_mentor(typed: Typed, subject: Subject) -> Named | None:
    name, day, person = typed.text("name"), typed.day("day"), new_person(subject.key, 0)
    reason = typed.choice("reason", ReplacementReason) if typed.fields.get("reason") else None
    if name is None or day is None or typed.mistakes:
        return None
    command = AssignMentor(
        case_id=subject.file.case_id, mentor_id=person, assigned_on=day, reason=reason
    )
    return Named(command=command, sealed={person: {Field.NAME: name}})


def introduce(typed: Typed, subject: Subject) -> Named | None:
    path = typed.choice("path", IntroductionPath)
    reason = typed.choice("reason", PathReason) if typed.fields.get("reason") else None
    rows = [1, *([2] if typed.fields.get("name_2") else [])]
    ids = {row: new_person(subject.key, row) for row in rows}
    introducers = [read_introducer(typed, row, ids[row]) for row in rows]
    union = union_resolution(typed)
    if path is None or typed.mistakes:
        return None
    return Named(
        command=Introduce(
            case_id=subject.file.case_id,
            path=path,
            introducers=tuple(one for one in introducers if one),
            union_resolution=union,
            reason=reason,
        ),
        sealed={ids[row]: {Field.NAME: typed.fields[f"name_{row}"]} for row in rows},
    )


def read_introducer(typed: Typed, row: int, person: PersonId) -> Introducer | None:
    name, on = typed.text(f"name_{row}"), typed.day(f"introduced_on_{row}")
    months = typed.number(f"months_{row}")
    if name is None or on is None or months is None:
        return None
    return Introducer(person_id=person, introduced_on=on, months_together=months)


def union_resolution(typed: Typed) -> UnionResolution | None:
    """None where both fields are empty: two members introduce without one."""
    if not (typed.fields.get("union_no") or typed.fields.get("union_on")):
        return None
    number, on = typed.document("union_no"), typed.day("union_on")
    if number is None or on is None:
        return None
    return UnionResolution(resolution_no=number, resolved_on=on)


def replace_introducer(typed: Typed, subject: Subject) -> Named | None:
    replaced = typed.one_of("replaced", subject.file.case.introducers)
    reason = typed.choice("reason", ReplacementReason)
    name, day = typed.text("name"), typed.day("day")
    if replaced is None or reason is None or name is None or day is None:
        return None
    person = new_person(subject.key, 0)
    command = ReplaceIntroducer(
        case_id=subject.file.case_id,
        replaced_on=day,
        replaced_id=PersonId(replaced),
        introducer_id=person,
        reason=reason,
    )
    return Named(command=command, sealed={person: {Field.NAME: name}})


NAMING: Sequence[NamingForm] = (
    NamingForm(
        Stage.PROSPECT_LISTED,
        "again",
        Asked("day", "field.listed_on", Kind.DAY),
        read=begin_again,
    ),
    NamingForm(
        Stage.CV_DECLARED,
        "cv",
        Asked("day", "field.declared_on", Kind.DAY),
        Asked("committee_0", "person.committee", Kind.CHOICE),
        read=declare,
    ),
    NamingForm(
        Stage.MENTOR_ASSIGNED,
        "mentor",
        Asked("name", "field.mentor", Kind.NAME),
        Asked("day", "field.assigned_on", Kind.DAY),
        Asked(
            "reason", "field.mentor_reason", Kind.CHOICE, ReplacementReason, "replacement_reason"
        ),
        read=assign_mentor,
    ),
    NamingForm(
        Stage.INTRODUCED,
        "introductions",
        Asked("path", "field.path", Kind.CHOICE, IntroductionPath, "introduction_path"),
        Asked("reason", "field.path_reason", Kind.CHOICE, PathReason, "path_reason"),
        Asked("name_1", "field.introducer", Kind.NAME),
        Asked("introduced_on_1", "field.introduced_on", Kind.DAY),
        Asked("months_1", "field.months_together", Kind.NUMBER),
        Asked("name_2", "field.second_introducer", Kind.NAME),
        Asked("introduced_on_2", "field.introduced_on", Kind.DAY),
        Asked("months_2", "field.months_together", Kind.NUMBER),
        Asked("union_no", "field.union_no", Kind.DOCUMENT),
        Asked("union_on", "field.union_on", Kind.DAY),
        read=introduce,
    ),
    NamingForm(
        Stage.INTRODUCER_REPLACED,
        "replace-introducer",
        Asked("replaced", "field.replaced_introducer", Kind.INTRODUCER),
        Asked("reason", "field.why", Kind.CHOICE, ReplacementReason, "replacement_reason"),
        Asked("name", "field.new_introducer", Kind.NAME),
        Asked("day", "field.replaced_on", Kind.DAY),
        read=replace_introducer,
    ),
)
