"""What statistics must hold, counted from the ledger with plain dictionaries: no code is shared."""

from collections.abc import Iterable, Sequence

from tests.faults.books import Body, Line

STAGES = {
    "case.conclusion_received.v1": "background_concluded",
    "case.dossier_appraised.v1": "appraised",
    "case.admission_decided.v1": "decided",
    "case.ceremony_held.v1": "admitted",
}
NOTED = {
    "case.mentor_assigned.v1",
    "case.mentor_reported.v1",
    "case.condition_noted.v1",
    "case.condition_taken_back.v1",
    "case.consent_given.v1",
    "case.applicant_introduced.v1",
    "case.introducer_replaced.v1",
    "case.opinions_summarised.v1",
    "case.cv_reaffirmed.v1",
    "case.section_examined.v1",
    "case.self_review_written.v1",
    "case.probation_commented.v1",
    "case.probation_opinions_summarised.v1",
    "case.deadline_extended.v1",
    "case.probationer_transferred.v1",
    "case.transfer_presented.v1",
    "case.probationer_disciplined.v1",
    "case.striking_off_appealed.v1",
    "case.striking_off_upheld.v1",
}
CODED = ("sex", "ethnicity", "union", "study")
NOTHING = {
    f"{prefix}_{name}": None for prefix in ("decided", "held") for name in ("on", "in", *CODED)
}


def facts(lines: Iterable[Line]) -> list[Body]:
    """A row for each state a case was in, from its position to that of the next one."""
    rows: list[Body] = []
    current: dict[str, Body] = {}
    for line in in_order(lines, "case."):
        case = line.body["case_id"]
        before = current.get(case)
        after = {**(before or beginning(case)), **change(before, line)}
        after |= {"from_position": line.position, "to_position": None}
        if before:
            before["to_position"] = line.position
        current[case] = after
        rows.append(after)
    return rows


def beginning(case: str) -> Body:
    return {"case_id": case, "cancelled_on": None, **NOTHING}


def change(before: Body | None, line: Line) -> Body:
    """The columns that the step changes."""
    body, kind = line.body, line.type
    if kind == "case.step_corrected.v1":
        return corrected(before or {}, body)
    changed: Body = {name: body[name] for name in ("branch_id", "cancelled_on") if name in body}
    late = before and kind == "case.class_certified.v1" and before["stage"] != "prospect_listed"
    if not late and kind not in NOTED:
        changed["stage"] = STAGES.get(kind, kind.split(".")[1])
    if kind == "case.admission_decided.v1":
        changed |= NOTHING | {"cancelled_on": None} | occasion("decided", body["decided_on"], body)
    if kind == "case.ceremony_held.v1":
        changed |= occasion("held", body["held_on"], body)
    return changed


def corrected(before: Body, body: Body) -> Body:
    """What counts on another day or by other codes; only of what was decided and held."""
    prefix = {"decided": "decided", "admitted": "held"}.get(body["stage"])
    if prefix is None or before[f"{prefix}_on"] is None:
        return {}
    coded = body["profile"] or {name: before[f"{prefix}_{name}"] for name in CODED}
    return {f"{prefix}_on": body["day"] or before[f"{prefix}_on"]} | {
        f"{prefix}_{name}": coded[name] for name in CODED
    }


def occasion(prefix: str, day: str, body: Body) -> Body:
    coded = {f"{prefix}_{name}": body["profile"][name] for name in CODED}
    return {f"{prefix}_on": day, f"{prefix}_in": body["branch_id"], **coded}


def committees(lines: Iterable[Line]) -> list[Body]:
    return directory(lines, "created", ("committee_id", "created_on"))


def types(lines: Iterable[Line]) -> list[Body]:
    """The level that each began with; nobody here changes one."""
    created = directory(lines, "created", ("committee_id", "type", "created_on"))
    return [
        {name.replace("created_on", "typed_on"): value for name, value in row.items()}
        for row in created
    ]


def names(lines: Iterable[Line]) -> list[Body]:
    return directory(lines, "named", ("committee_id", "named_on", "name"))


def placements(lines: Iterable[Line]) -> list[Body]:
    """Where each stands; none of them ends here."""
    placed = directory(lines, "placed", ("committee_id", "placed_on", "parent_id"))
    return [{**row, "ended": False} for row in placed]


def directory(lines: Iterable[Line], verb: str, columns: Sequence[str]) -> list[Body]:
    return [
        {"position": line.position, **{name: line.body[name] for name in columns}}
        for line in in_order(lines, f"organisation.committee_{verb}.")
    ]


def in_order(lines: Iterable[Line], kind: str) -> list[Line]:
    """The steps of one kind by position; those without one nobody can have heard."""
    numbered = [line for line in lines if line.position and line.type.startswith(kind)]
    return sorted(numbered, key=lambda line: line.position or 0)
