"""The forms of what is gathered beside the CV: what they ask, and the command they become."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from services.intake.desk import File, new_person
from services.intake.domain import (
    AssignMentor,
    CaseCommand,
    Introduce,
    RecordMentorReport,
    ReplaceIntroducer,
    SummariseOpinions,
)
from shared.events.preparation import (
    Introducer,
    IntroductionPath,
    PathReason,
    ReplacementReason,
    UnionResolution,
)
from shared.events.stage import Stage
from shared.events.terms import CaseId, PersonId
from shared.people.vault import Field, Sealed
from shared.web.entry import Typed

PREPARATION_SLUGS: Mapping[Stage, str] = {
    Stage.MENTOR_ASSIGNED: "mentor",
    Stage.MENTOR_REPORTED: "mentor-report",
    Stage.INTRODUCED: "introductions",
    Stage.INTRODUCER_REPLACED: "replace-introducer",
    Stage.OPINIONS_SUMMARISED: "opinions",
}
PREPARATION_LABELS: Mapping[Stage, Mapping[str, str]] = {
    Stage.MENTOR_ASSIGNED: {"name": "field.mentor", "day": "field.assigned_on"},
    Stage.MENTOR_REPORTED: {"day": "field.reported_on"},
    Stage.INTRODUCED: {
        "path": "field.path",
        "reason": "field.path_reason",
        "name_1": "field.introducer",
        "introduced_on_1": "field.introduced_on",
        "months_1": "field.months_together",
        "name_2": "field.second_introducer",
        "introduced_on_2": "field.introduced_on",
        "months_2": "field.months_together",
        "union_no": "field.union_no",
        "union_on": "field.union_on",
    },
    Stage.INTRODUCER_REPLACED: {
        "replaced": "field.replaced_introducer",
        "reason": "field.why",
        "name": "field.new_introducer",
        "day": "field.replaced_on",
    },
    Stage.OPINIONS_SUMMARISED: {
        "mass_organisations": "field.mass_organisations",
        "residence_on": "field.residence_on",
        "day": "field.summarised_on",
    },
}
PREPARATION_CODES: Mapping[tuple[Stage, str], tuple[str, type[StrEnum]]] = {
    (Stage.INTRODUCED, "path"): ("introduction_path", IntroductionPath),
    (Stage.INTRODUCED, "reason"): ("path_reason", PathReason),
    (Stage.INTRODUCER_REPLACED, "reason"): ("replacement_reason", ReplacementReason),
}
"""Which codes a form offers in a field, and under which keys their texts stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The command of a form, and the names on their way into the vault."""

    command: CaseCommand
    sealed: Sealed


def prepared(stage: Stage, typed: Typed, file: File, *, key: UUID) -> Prepared | None:
    """What a form becomes, or None where `typed` now holds mistakes."""
    match stage:
        case Stage.MENTOR_ASSIGNED:
            return assign_mentor(typed, file.case_id, key=key)
        case Stage.MENTOR_REPORTED:
            return report_as_mentor(typed, file.case_id)
        case Stage.INTRODUCED:
            return introduce(typed, file.case_id, key=key)
        case Stage.INTRODUCER_REPLACED:
            return replace_introducer(typed, file, key=key)
        case _:
            return summarise(typed, file.case_id)


def assign_mentor(typed: Typed, case_id: CaseId, *, key: UUID) -> Prepared | None:
    name, day, person = typed.text("name"), typed.day("day"), new_person(key, 0)
    if name is None or day is None:
        return None
    command = AssignMentor(case_id=case_id, mentor_id=person, assigned_on=day)
    return Prepared(command=command, sealed={person: {Field.NAME: name}})


def report_as_mentor(typed: Typed, case_id: CaseId) -> Prepared | None:
    day = typed.day("day")
    if day is None:
        return None
    return Prepared(command=RecordMentorReport(case_id=case_id, reported_on=day), sealed={})


def introduce(typed: Typed, case_id: CaseId, *, key: UUID) -> Prepared | None:
    path = typed.choice("path", IntroductionPath)
    reason = typed.choice("reason", PathReason) if typed.fields.get("reason") else None
    rows = [1, *([2] if typed.fields.get("name_2") else [])]
    introducers = [read_introducer(typed, row, new_person(key, row)) for row in rows]
    union = union_resolution(typed)
    known = tuple(one for one in introducers if one)
    if path is None or typed.mistakes:
        return None
    return Prepared(
        command=Introduce(
            case_id=case_id,
            path=path,
            introducers=known,
            union_resolution=union,
            reason=reason,
        ),
        sealed={new_person(key, row): {Field.NAME: typed.fields[f"name_{row}"]} for row in rows},
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


def replace_introducer(typed: Typed, file: File, *, key: UUID) -> Prepared | None:
    replaced = typed.one_of("replaced", file.case.introducers)
    reason = typed.choice("reason", ReplacementReason)
    name, day = typed.text("name"), typed.day("day")
    if replaced is None or reason is None or name is None or day is None:
        return None
    person = new_person(key, 0)
    command = ReplaceIntroducer(
        case_id=file.case_id,
        replaced_on=day,
        replaced_id=PersonId(replaced),
        introducer_id=person,
        reason=reason,
    )
    return Prepared(command=command, sealed={person: {Field.NAME: name}})


def summarise(typed: Typed, case_id: CaseId) -> Prepared | None:
    """The day of residence is left empty where the branch is itself the one of residence."""
    organisations = typed.number("mass_organisations")
    residence = typed.day("residence_on") if typed.fields.get("residence_on") else None
    day = typed.day("day")
    if organisations is None or day is None or typed.mistakes:
        return None
    command = SummariseOpinions(
        case_id=case_id,
        summarised_on=day,
        mass_organisations=organisations,
        residence_on=residence,
    )
    return Prepared(command=command, sealed={})
