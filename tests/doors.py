"""Every route of the services, by whose leave one passes, and what one sends there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.people.access import Action

LONG_AGO = "2017-06-01"  # before any step of the case: whoever may take one is refused by a rule

OPEN = frozenset({"/health", "/ready", "/metrics", "/openapi.json", "/assets"})
"""What anybody may ask of each service."""

OPEN_IN_FRONT = frozenset({"/", "/intake", "/verification", "/statistics", "/loading", "/sign-in"})
"""What anybody may ask of the entrance besides: where to go, how far the sample is, who to be."""

CASE = "the branch of the case"
ASKED = "the committee that was asked"
ABOVE = "the committee above the branch"
OWN = "the committee of the office"
TOP = "the province"

CASE_PATH = "/api/cases/{case_id}"
REQUEST_PATH = "/cases/{case_id}/requests/{request_id}"
REPLY = {"result": "confirmed", "document_no": "1-CV/ĐU", "replied_on": LONG_AGO}
PROFILE = {"sex": "female", "ethnicity": "kinh", "union": "youth_union", "study": "none"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A route, by whose leave one passes, and what one sends."""

    rights: Sequence[tuple[Action, str]]  # one of them is enough
    sent: Mapping[str, object] | None = None
    route: str | None = None  # where one route leads to several places


def door(action: Action, place: str, **sent: object) -> Door:
    return Door(rights=[(action, place)], sent=sent or None)


STEPS = {
    "certificate": Action.PREPARE_CASE,
    "application": Action.PREPARE_CASE,
    "cv": Action.PREPARE_CASE,
    "seal": Action.CERTIFY_CV,
    "certify": Action.CERTIFY_CV,
    "mentor": Action.PREPARE_CASE,
    "mentor-report": Action.PREPARE_CASE,
    "condition": Action.PREPARE_CASE,
    "condition-back": Action.CORRECT_STEP,
    "condition-consent": Action.APPRAISE,
    "introductions": Action.PREPARE_CASE,
    "replace-introducer": Action.PREPARE_CASE,
    "opinions": Action.PREPARE_CASE,
    "reaffirm": Action.PREPARE_CASE,
    "branch-resolution": Action.RESOLVE_IN_BRANCH,
    "grassroots-resolution": Action.RESOLVE_IN_GRASSROOTS,
    "section-report": Action.RESOLVE_IN_GRASSROOTS,
    "appraisal": Action.APPRAISE,
    "appraisal-hold": Action.APPRAISE,
    "extend": Action.DECIDE_ADMISSION,
    "decision": Action.DECIDE_ADMISSION,
    "received": Action.PREPARE_CASE,
    "ceremony": Action.PREPARE_CASE,
    "cancel": Action.DECIDE_ADMISSION,
    "again": Action.PREPARE_CASE,
    "move": Action.PREPARE_CASE,
    "forward": Action.PREPARE_CASE,
    "forwarded": Action.DECIDE_ADMISSION,
    "ceremony-order": Action.DECIDE_ADMISSION,
    "send-back": Action.DECIDE_ADMISSION,
    "transfer": Action.PREPARE_CASE,
    "transfer-papers": Action.PREPARE_CASE,
    "suspend": Action.RETURN_DOSSIER,
    "resume": Action.RETURN_DOSSIER,
    "delist": Action.PREPARE_CASE,
    "lost-vote": Action.RESOLVE_IN_BRANCH,
    "return": Action.RETURN_DOSSIER,
    "resubmit": Action.PREPARE_CASE,
    "refuse": Action.DECIDE_ADMISSION,
    "withdraw": Action.PREPARE_CASE,
    "close": Action.PREPARE_CASE,
    "member-cv": Action.PREPARE_CASE,
    "new-member-class": Action.PREPARE_CASE,
    "self-review": Action.PREPARE_CASE,
    "probation-comment": Action.PREPARE_CASE,
    "probation-opinions": Action.PREPARE_CASE,
    "recognition-lost-vote": Action.RESOLVE_IN_BRANCH,
    "recognition-report": Action.RESOLVE_IN_BRANCH,
    "recognition-return": Action.RETURN_DOSSIER,
    "recognition-resubmit": Action.PREPARE_CASE,
    "recognition-proposal": Action.RESOLVE_IN_BRANCH,
    "recognition-resolution": Action.RESOLVE_IN_GRASSROOTS,
    "recognition": Action.DECIDE_ADMISSION,
    "strike-off": Action.DECIDE_ADMISSION,
    "discipline": Action.DISCIPLINE,
    "appeal": Action.DECIDE_ADMISSION,
    "appeal-upheld": Action.DECIDE_ADMISSION,
    "appeal-annulled": Action.DECIDE_ADMISSION,
}
"""The forms of intake, by the last word of their address."""

FORMS = {
    f"{method} /cases/{{case_id}}/{slug}": Door(
        rights=[(action, CASE)],
        sent={"day": LONG_AGO, "document_no": "1-NQ/CB", "reason": "procedure"},
        route=f"{method} /cases/{{case_id}}/{{slug}}",
    )
    for slug, action in STEPS.items()
    for method in ("GET", "POST")
}
SITTINGS = {
    f"{method} /together/{slug}": Door(
        rights=[(STEPS[slug], OWN)], route=f"{method} /together/{{slug}}"
    )
    for slug in ("received", "ceremony", "decision", "recognition")
    for method in ("GET", "POST")
}
"""The steps of several persons at once."""
SCAN = "00000000-0000-0000-0000-0000000005ca"
SCANS = {
    f"{method} {before}/cases/{{case_id}}/scans{after}": Door(
        rights=[(action, CASE)],
        sent={"reason": "wrong_paper"} if method == "POST" else None,
        route=f"{method} {before}/cases/{{case_id}}/scans{after.replace(SCAN, '{scan_id}')}",
    )
    for method, before, after, action in [
        ("GET", "", "", Action.READ_CASE),
        ("POST", "", "", Action.ATTACH_SCAN),
        ("GET", "", f"/{SCAN}", Action.READ_CASE),
        ("POST", "", f"/{SCAN}", Action.ATTACH_SCAN),
        ("GET", "/api", "", Action.READ_CASE),
        ("POST", "/api", "", Action.ATTACH_SCAN),
        ("GET", "/api", f"/{SCAN}", Action.READ_CASE),
        ("POST", "/api", f"/{SCAN}/withdrawal", Action.ATTACH_SCAN),
    ]
}
"""No such scan is there: whoever may see or withdraw one is told so."""
CORRECTIONS = {
    f"{method} /cases/{{case_id}}/correct/prospect_listed": Door(
        rights=[(Action.CORRECT_STEP, CASE)],
        sent=PROFILE | {"day": LONG_AGO, "reason": "typed_wrong", "words": "Nhập nhầm."},
        route=f"{method} /cases/{{case_id}}/correct/{{stage}}",
    )
    for method in ("GET", "POST")
}
LETTER = {"letter_no": "14-CV/ĐU", "on": LONG_AGO, "branch_id": "{branch_id}"}
PAPER = {"document_no": "15-CV/ĐU", "on": LONG_AGO}
MOVES = {
    f"POST {CASE_PATH}/move": door(Action.PREPARE_CASE, CASE, **LETTER),
    f"POST {CASE_PATH}/forward": door(Action.PREPARE_CASE, CASE, **LETTER),
    f"POST {CASE_PATH}/transfer": door(Action.PREPARE_CASE, CASE, **LETTER, left_on=LONG_AGO),
    f"POST {CASE_PATH}/transfer-papers": door(Action.PREPARE_CASE, CASE, on=LONG_AGO),
    f"POST {CASE_PATH}/forwarded": door(Action.DECIDE_ADMISSION, CASE, on=LONG_AGO),
    f"POST {CASE_PATH}/ceremony-order": door(Action.DECIDE_ADMISSION, CASE, **PAPER),
    f"POST {CASE_PATH}/send-back": door(Action.DECIDE_ADMISSION, CASE, **PAPER),
    f"POST {CASE_PATH}/suspend": door(Action.RETURN_DOSSIER, CASE, **PAPER),
    f"POST {CASE_PATH}/resume": door(Action.RETURN_DOSSIER, CASE, on=LONG_AGO),
}
"""The ways of a case to another branch, and its rests, for programs."""
DISCIPLINE = {
    f"POST {CASE_PATH}/discipline": door(
        Action.DISCIPLINE,
        CASE,
        decision_no="1-QĐ/CB",
        on=LONG_AGO,
        form="reprimand",
        reason="duties",
    ),
    f"POST {CASE_PATH}/appeal": door(
        Action.DECIDE_ADMISSION, CASE, on=LONG_AGO, decision_received_on=LONG_AGO
    ),
    f"POST {CASE_PATH}/appeal-upheld": door(Action.DECIDE_ADMISSION, CASE, **PAPER),
    f"POST {CASE_PATH}/appeal-annulled": door(Action.DECIDE_ADMISSION, CASE, **PAPER),
}
"""What may happen to a probationary member beside recognition, for programs."""

PARKED_PATH = "/parked/intake/{case_id}"
PARKED = {
    "GET /parked": door(Action.MEND_PARKED, OWN),
    "GET /api/parked": door(Action.MEND_PARKED, OWN),
} | {
    f"{method} {before}{PARKED_PATH}{verb}": Door(
        rights=[(Action.MEND_PARKED, OWN)],
        sent={"version": 1, "reason": "said_twice", "document_no": "1-BB/VP"},
        route=f"{method} {before}/parked/{{source}}/{{stream_id}}{verb}",
    )
    for method, before, verb in [
        ("GET", "", ""),
        ("POST", "", "/retry"),
        ("POST", "", "/skip"),
        ("POST", "/api", "/retry"),
        ("POST", "/api", "/skip"),
    ]
}
"""Nothing is parked: whoever may mend it is told so."""
YOUTH_UNION = ("youth-union", "no-youth-union")
TOWARDS_ANOTHER = ("placement", "merger", "dissolution", "split")
CHANGES = {
    f"{method} /committees/{{committee_id}}/{slug}": Door(
        rights=[
            (
                Action.CREATE_COMMITTEE,
                ABOVE if method == "POST" and slug in TOWARDS_ANOTHER else CASE,
            )
        ],
        sent={
            "day": LONG_AGO,
            "document_no": "1-QĐ/ĐU",
            "name": "Chi bộ Mẫu",
            "type": "branch",
            "other": "{office_id}",
        },
        route=f"{method} /committees/{{committee_id}}/{{slug}}",
    )
    for slug in (
        "new",
        "name",
        "type",
        *TOWARDS_ANOTHER,
        "delegation",
        "delegation-end",
        *YOUTH_UNION,
    )
    for method in ("GET", "POST")
}
"""The forms of the directory, by the last word of their address."""

EITHER_SIDE = [(Action.CONCLUDE, CASE), (Action.REPLY, ASKED)]
ACTS = {
    f"{method} /cases/{{case_id}}/requests/{{request_id}}/{slug}": Door(
        rights=rights,
        sent={"way": "elsewhere"},
        route=f"{method} /cases/{{case_id}}/{{kind}}/{{of}}/{{slug}}",
    )
    for slug, rights in {
        "receipt": EITHER_SIDE,
        "reminder": EITHER_SIDE[:1],
        "again": EITHER_SIDE[:1],
    }.items()
    for method in ("GET", "POST")
}
NEW = {
    f"{method} /cases/{{case_id}}/new/{slug}": Door(
        rights=EITHER_SIDE[:1],
        sent={"kind": "well_known"},
        route=f"{method} /cases/{{case_id}}/new/{{slug}}",
    )
    for slug in ("waiver", "check", "supplement")
    for method in ("GET", "POST")
}
WAIVERS = {
    f"{method} /cases/{{case_id}}/{kind}/{{case_id}}/{slug}": Door(
        rights=EITHER_SIDE[:1],
        sent={"outcome": "match"},
        route=f"{method} /cases/{{case_id}}/{{kind}}/{{of}}/{{slug}}",
    )
    for kind, slug in (
        ("waivers", "match"),
        ("waivers", "withdrawal"),
        ("discrepancies", "resolution"),
    )
    for method in ("GET", "POST")
}
"""The forms of verification, by what they are about and the last word of their address."""
USER_PATH = "/users/{user_id}"
USER_FORMS = {
    f"{method} {USER_PATH}/{slug}": Door(
        rights=[(Action.ADMINISTER_OFFICES, OWN)],
        sent={"day": LONG_AGO, "document_no": "1-QĐ/ĐU"},
        route=f"{method} {USER_PATH}/{{slug}}",
    )
    for slug in ("office", "office-end", "substitute", "substitute-end", "block", "unblock")
    for method in ("GET", "POST")
}
HELD = {"role": "branch_clerk", "committee_id": "{branch_id}", "document_no": "1-QĐ/ĐU"}
GIVEN = HELD | {"from_on": LONG_AGO, "until_on": LONG_AGO}
USERS = USER_FORMS | {
    "GET /users": door(Action.ADMINISTER_OFFICES, OWN),
    f"GET {USER_PATH}": door(Action.ADMINISTER_OFFICES, OWN),
    "GET /api/users": door(Action.ADMINISTER_OFFICES, OWN),
    f"GET /api{USER_PATH}": door(Action.ADMINISTER_OFFICES, OWN),
    "POST /api/users": door(
        Action.ADMINISTER_OFFICES,
        OWN,
        issuer="https://issuer.example",
        subject="1",
        name="Người Một",
    ),
    f"POST /api{USER_PATH}/offices": door(Action.ADMINISTER_OFFICES, CASE, **GIVEN),
    f"POST /api{USER_PATH}/office-ends": door(
        Action.ADMINISTER_OFFICES, CASE, **HELD, ended_on=LONG_AGO
    ),
    f"POST /api{USER_PATH}/substitutions": door(
        Action.ADMINISTER_OFFICES, CASE, **GIVEN, instead_of="{user_id}"
    ),
    f"POST /api{USER_PATH}/substitution-ends": door(
        Action.ADMINISTER_OFFICES, CASE, **HELD, ended_on=LONG_AGO, instead_of="{user_id}"
    ),
    f"POST /api{USER_PATH}/block": door(
        Action.ADMINISTER_OFFICES, OWN, on="2100-01-01", document_no="1-QĐ/ĐU"
    ),
    f"POST /api{USER_PATH}/unblock": door(
        Action.ADMINISTER_OFFICES, OWN, on=LONG_AGO, document_no="1-QĐ/ĐU"
    ),
}
"""A user who is known; whoever gives any offices may decide about one who holds none."""

FEEDS = {"GET /feed": door(Action.READ_FEED, OWN), "GET /feed/head": door(Action.READ_FEED, OWN)}
EVENTS = {f"GET /events{path}": door(Action.READ_EVENTS, OWN) for path in ("", "/head", "/live")}
DOORS: Mapping[str, Mapping[str, Door]] = {
    "intake": FEEDS
    | EVENTS
    | PARKED
    | FORMS
    | USERS
    | SITTINGS
    | CORRECTIONS
    | CHANGES
    | {
        "GET /": door(Action.READ_CASE, OWN),
        "GET /cases": door(Action.READ_CASE, OWN),
        "GET /cases/{case_id}": door(Action.READ_CASE, CASE),
        "GET /persons/{person_id}": door(Action.READ_OWN_FILE, TOP),
        "GET /persons/{person_id}/erasure": door(Action.ERASE_PERSON, TOP),
        "POST /persons/{person_id}/erasure": door(Action.ERASE_PERSON, TOP, day="not read"),
        "GET /api/persons/{person_id}": door(Action.READ_OWN_FILE, TOP),
        "GET /api/persons/{person_id}/erasure": door(Action.READ_OWN_FILE, TOP),
        "POST /api/persons/{person_id}/erasure": door(
            Action.ERASE_PERSON, TOP, document_no="31-QĐ/BTC", erased_on="2100-01-01"
        ),
        "GET /find": door(Action.READ_CASE, OWN),
        "POST /find": door(Action.READ_CASE, OWN, name="nguoi"),
        "POST /api/find": door(Action.READ_CASE, OWN, name="nguoi"),
        "POST /api/namesakes": door(
            Action.PREPARE_CASE, OWN, name="Người Một", born_on="1990-01-01"
        ),
        "GET /prospects/new": door(Action.PREPARE_CASE, OWN),
        "POST /prospects/new": door(
            Action.PREPARE_CASE,
            OWN,
            **PROFILE,
            name="Người Một",
            born_on="1990-01-01",
            listed_on=LONG_AGO,
        ),
        "GET /api/committees": door(Action.READ_DIRECTORY, OWN),
        "GET /api/committees/{committee_id}": door(Action.READ_DIRECTORY, OWN),
        "GET /committees": door(Action.READ_DIRECTORY, OWN),
        "GET /committees/{committee_id}": door(Action.READ_DIRECTORY, OWN),
        "POST /api/committees": door(
            Action.CREATE_COMMITTEE,
            ABOVE,
            type="branch",
            name="Chi bộ Mẫu",
            parent_id="{office_id}",
            created_on=LONG_AGO,
            decision_no="1-QĐ/ĐU",
        ),
        "POST /api/committees/{committee_id}/names": door(
            Action.CREATE_COMMITTEE,
            CASE,
            name="Chi bộ Mẫu",
            named_on=LONG_AGO,
            decision_no="2-QĐ/ĐU",
        ),
        "POST /api/committees/{committee_id}/placements": door(
            Action.CREATE_COMMITTEE,
            ABOVE,
            parent_id="{office_id}",
            placed_on=LONG_AGO,
            decision_no="3-QĐ/ĐU",
        ),
        "POST /api/committees/{committee_id}/types": door(
            Action.CREATE_COMMITTEE, CASE, type="branch", retyped_on=LONG_AGO, decision_no="4-QĐ/ĐU"
        ),
        "POST /api/committees/{committee_id}/merger": door(
            Action.CREATE_COMMITTEE,
            ABOVE,
            into_id="{office_id}",
            merged_on=LONG_AGO,
            decision_no="5-QĐ/ĐU",
        ),
        "POST /api/committees/{committee_id}/dissolution": door(
            Action.CREATE_COMMITTEE,
            ABOVE,
            successor_id="{office_id}",
            dissolved_on=LONG_AGO,
            decision_no="6-QĐ/ĐU",
        ),
        "POST /api/committees/{committee_id}/split": door(
            Action.CREATE_COMMITTEE,
            ABOVE,
            from_id="{office_id}",
            split_on=LONG_AGO,
            decision_no="7-QĐ/ĐU",
        ),
        "POST /api/committees/{committee_id}/delegation": door(
            Action.CREATE_COMMITTEE, CASE, delegated_on=LONG_AGO, decision_no="8-QĐ/ĐU"
        ),
        "POST /api/committees/{committee_id}/youth-union": door(
            Action.CREATE_COMMITTEE, CASE, present=True, since_on=LONG_AGO, decision_no="1-CV/ĐU"
        ),
        "POST /api/committees/{committee_id}/delegation-end": door(
            Action.CREATE_COMMITTEE, CASE, ended_on=LONG_AGO, decision_no="9-QĐ/ĐU"
        ),
        "GET /api/cases": door(Action.READ_CASE, OWN),
        "POST /api/cases": door(
            Action.PREPARE_CASE,
            CASE,
            branch_id="{branch_id}",
            listed_on=LONG_AGO,
            name="Người Một",
            born_on="1990-01-01",
            profile=PROFILE,
        ),
        **SCANS,
        f"GET {CASE_PATH}": door(Action.READ_CASE, CASE),
        "GET /cases/{case_id}/reasons": door(Action.READ_CASE, CASE),
        f"GET {CASE_PATH}/reasons": door(Action.READ_CASE, CASE),
        f"POST {CASE_PATH}/corrections": door(
            Action.CORRECT_STEP,
            CASE,
            stage="prospect_listed",
            on=LONG_AGO,
            reason="typed_wrong",
            words="Nhập nhầm.",
            document_no="1-NQ/CB",
        ),
        f"POST {CASE_PATH}/corrections/foreseen": door(
            Action.CORRECT_STEP,
            CASE,
            stage="prospect_listed",
            on=LONG_AGO,
            reason="typed_wrong",
            words="Nhập nhầm.",
            document_no="1-NQ/CB",
        ),
        f"POST {CASE_PATH}/certificate": door(
            Action.PREPARE_CASE, CASE, certificate_no="1-CN/TTCT", certified_on=LONG_AGO
        ),
        f"POST {CASE_PATH}/application": door(Action.PREPARE_CASE, CASE, on=LONG_AGO),
        f"POST {CASE_PATH}/cv": door(
            Action.PREPARE_CASE,
            CASE,
            declared_on=LONG_AGO,
            persons=[{"relation": "applicant", "committee_id": "{branch_id}"}],
        ),
        f"POST {CASE_PATH}/seal": door(Action.CERTIFY_CV, CASE, on=LONG_AGO),
        f"POST {CASE_PATH}/certify": door(Action.CERTIFY_CV, CASE, on=LONG_AGO),
        f"POST {CASE_PATH}/mentor": door(Action.PREPARE_CASE, CASE, name="Người Sáu", on=LONG_AGO),
        f"POST {CASE_PATH}/mentor-report": door(Action.PREPARE_CASE, CASE, on=LONG_AGO),
        f"POST {CASE_PATH}/condition": door(
            Action.PREPARE_CASE, CASE, condition="readmission", on=LONG_AGO, since_on=LONG_AGO
        ),
        f"POST {CASE_PATH}/condition-back": door(
            Action.CORRECT_STEP, CASE, condition="readmission", on=LONG_AGO
        ),
        f"POST {CASE_PATH}/condition-consent": door(
            Action.APPRAISE, CASE, condition="readmission", document_no="1-CV/TU", on=LONG_AGO
        ),
        f"POST {CASE_PATH}/introductions": door(
            Action.PREPARE_CASE,
            CASE,
            path="two_members",
            introducers=[
                {"name": "Người Ba", "introduced_on": LONG_AGO, "months_together": 20},
                {"name": "Người Bốn", "introduced_on": LONG_AGO, "months_together": 20},
            ],
        ),
        f"POST {CASE_PATH}/introducer-replacement": door(
            Action.PREPARE_CASE,
            CASE,
            replaced_id="{branch_id}",
            name="Người Năm",
            on=LONG_AGO,
            reason="unable",
        ),
        f"POST {CASE_PATH}/opinions": door(
            Action.PREPARE_CASE, CASE, on=LONG_AGO, mass_organisations=1
        ),
        f"POST {CASE_PATH}/branch-resolution": door(
            Action.RESOLVE_IN_BRANCH,
            CASE,
            resolution_no="1-NQ/CB",
            resolved_on=LONG_AGO,
            vote={"official_members": 9, "in_favour": 9},
        ),
        f"POST {CASE_PATH}/grassroots-resolution": door(
            Action.RESOLVE_IN_GRASSROOTS,
            CASE,
            resolution_no="1-NQ/ĐU",
            resolved_on=LONG_AGO,
            vote={"members": 9, "in_favour": 9},
        ),
        f"POST {CASE_PATH}/section-report": door(
            Action.RESOLVE_IN_GRASSROOTS, CASE, report_no="1-BC/ĐUBP", on=LONG_AGO
        ),
        f"POST {CASE_PATH}/appraisal": door(Action.APPRAISE, CASE, note_no="1-BC/BTC", on=LONG_AGO),
        f"POST {CASE_PATH}/appraisal-hold": door(
            Action.APPRAISE, CASE, note_no="2-BC/BTC", on=LONG_AGO, outcome="return"
        ),
        f"POST {CASE_PATH}/reaffirm": door(Action.PREPARE_CASE, CASE, on=LONG_AGO),
        f"POST {CASE_PATH}/extend": door(
            Action.DECIDE_ADMISSION,
            CASE,
            document_no="1-TB/ĐUK",
            on=LONG_AGO,
            reason="political_check",
        ),
        f"POST {CASE_PATH}/decision": door(
            Action.DECIDE_ADMISSION, CASE, decision_no="1-QĐ/ĐUK", decided_on=LONG_AGO
        ),
        f"POST {CASE_PATH}/received": door(Action.PREPARE_CASE, CASE, on=LONG_AGO),
        f"POST {CASE_PATH}/ceremony": door(Action.PREPARE_CASE, CASE, held_on=LONG_AGO),
        f"POST {CASE_PATH}/cancel": door(
            Action.DECIDE_ADMISSION,
            CASE,
            decision_no="2-QĐ/ĐUK",
            cancelled_on=LONG_AGO,
            reason="procedure",
        ),
        **MOVES,
        **DISCIPLINE,
        f"POST {CASE_PATH}/delisting": door(Action.PREPARE_CASE, CASE, on=LONG_AGO, reason="left"),
        f"POST {CASE_PATH}/lost-vote": door(
            Action.RESOLVE_IN_BRANCH,
            CASE,
            minutes_no="1-BB/CB",
            held_on=LONG_AGO,
            vote={"official_members": 9, "in_favour": 5},
        ),
        f"POST {CASE_PATH}/withdrawal": door(Action.PREPARE_CASE, CASE, on=LONG_AGO),
        f"POST {CASE_PATH}/closing": door(Action.PREPARE_CASE, CASE, on=LONG_AGO, reason="left"),
        f"POST {CASE_PATH}/return": door(
            Action.RETURN_DOSSIER, CASE, note_no="1-CV/ĐU", on=LONG_AGO, reason="papers_missing"
        ),
        f"POST {CASE_PATH}/resubmission": door(Action.PREPARE_CASE, CASE, on=LONG_AGO),
        f"POST {CASE_PATH}/refusal": door(
            Action.DECIDE_ADMISSION, CASE, notice_no="1-TB/ĐUK", on=LONG_AGO, reason="standards"
        ),
        f"POST {CASE_PATH}/again": door(Action.PREPARE_CASE, CASE, on=LONG_AGO),
        f"POST {CASE_PATH}/member-cv": door(Action.PREPARE_CASE, CASE, on=LONG_AGO),
        f"POST {CASE_PATH}/new-member-class": door(
            Action.PREPARE_CASE, CASE, certificate_no="1-GCN/TTCT", certified_on=LONG_AGO
        ),
        f"POST {CASE_PATH}/self-review": door(Action.PREPARE_CASE, CASE, on=LONG_AGO),
        f"POST {CASE_PATH}/probation-comment": door(Action.PREPARE_CASE, CASE, on=LONG_AGO),
        f"POST {CASE_PATH}/probation-opinions": door(
            Action.PREPARE_CASE, CASE, on=LONG_AGO, mass_organisations=1
        ),
        f"POST {CASE_PATH}/recognition-lost-vote": door(
            Action.RESOLVE_IN_BRANCH,
            CASE,
            minutes_no="2-BB/CB",
            held_on=LONG_AGO,
            vote={"official_members": 9, "in_favour": 5},
        ),
        f"POST {CASE_PATH}/recognition-report": door(
            Action.RESOLVE_IN_BRANCH, CASE, report_no="1-BC/CB", on=LONG_AGO
        ),
        f"POST {CASE_PATH}/recognition-return": door(
            Action.RETURN_DOSSIER, CASE, note_no="2-CV/ĐU", on=LONG_AGO, reason="form_wrong"
        ),
        f"POST {CASE_PATH}/recognition-resubmission": door(Action.PREPARE_CASE, CASE, on=LONG_AGO),
        f"POST {CASE_PATH}/recognition-proposal": door(
            Action.RESOLVE_IN_BRANCH,
            CASE,
            resolution_no="1-NQ/CB",
            resolved_on=LONG_AGO,
            vote={"official_members": 9, "in_favour": 9},
        ),
        f"POST {CASE_PATH}/recognition-resolution": door(
            Action.RESOLVE_IN_GRASSROOTS,
            CASE,
            resolution_no="1-NQ/ĐU",
            resolved_on=LONG_AGO,
            vote={"members": 9, "in_favour": 9},
        ),
        f"POST {CASE_PATH}/recognition": door(
            Action.DECIDE_ADMISSION, CASE, decision_no="3-QĐ/ĐUK", decided_on=LONG_AGO
        ),
        f"POST {CASE_PATH}/striking-off": door(
            Action.DECIDE_ADMISSION, CASE, decision_no="4-QĐ/ĐUK", on=LONG_AGO, reason="unfit"
        ),
    },
    "verification": FEEDS
    | PARKED
    | ACTS
    | NEW
    | WAIVERS
    | {
        "GET /api/requests": door(Action.READ_REQUEST, OWN),
        f"GET {CASE_PATH}": door(Action.READ_REQUEST, CASE),
        f"POST /api{REQUEST_PATH}/reply": door(Action.REPLY, ASKED, **REPLY),
        f"POST /api{REQUEST_PATH}/paper-reply": door(Action.CONCLUDE, CASE, **REPLY),
        f"POST {CASE_PATH}/conclusion": door(Action.CONCLUDE, CASE, concluded_on=LONG_AGO),
        "GET /api/late": door(Action.READ_REQUEST, OWN),
        f"POST /api{REQUEST_PATH}/receipt": Door(
            rights=EITHER_SIDE, sent={"received_on": LONG_AGO}
        ),
        f"POST /api{REQUEST_PATH}/reminder": door(
            Action.CONCLUDE, CASE, document_no="1-CV/ĐU", reminded_on=LONG_AGO
        ),
        f"POST /api{REQUEST_PATH}/again": door(
            Action.CONCLUDE,
            CASE,
            way="elsewhere",
            channel="letter",
            letter_no="1-CV/ĐU",
            sent_on=LONG_AGO,
        ),
        f"POST {CASE_PATH}/waivers": door(
            Action.CONCLUDE, CASE, kind="well_known", document_no="1-BC/CB", proposed_on=LONG_AGO
        ),
        f"POST {CASE_PATH}/waivers/{{case_id}}/match": Door(
            rights=[(Action.CONCLUDE, CASE)],
            sent={"outcome": "match", "document_no": "1-BB/CB", "matched_on": LONG_AGO},
            route=f"POST {CASE_PATH}/waivers/{{waiver_id}}/match",
        ),
        f"POST {CASE_PATH}/waivers/{{case_id}}/withdrawal": Door(
            rights=[(Action.CONCLUDE, CASE)],
            sent={"reason": "cv_unclear", "withdrawn_on": LONG_AGO},
            route=f"POST {CASE_PATH}/waivers/{{waiver_id}}/withdrawal",
        ),
        f"GET {CASE_PATH}/compared": door(Action.READ_REQUEST, CASE),
        f"POST {CASE_PATH}/checks": door(
            Action.CONCLUDE,
            CASE,
            person_id="{case_id}",
            field="sex",
            paper="id_card",
            declared="nữ",
            checked_on=LONG_AGO,
        ),
        f"POST {CASE_PATH}/discrepancies/{{case_id}}/resolution": Door(
            rights=[(Action.CONCLUDE, CASE)],
            sent={"resolution": "verified", "document_no": "1-BB/CB", "resolved_on": LONG_AGO},
            route=f"POST {CASE_PATH}/discrepancies/{{discrepancy_id}}/resolution",
        ),
        f"POST {CASE_PATH}/supplement": door(
            Action.CONCLUDE, CASE, document_no="1-CV/ĐU", supplemented_on=LONG_AGO
        ),
        "GET /cases/{case_id}/compared": door(Action.READ_REQUEST, CASE),
        "GET /late": door(Action.READ_REQUEST, OWN),
        "GET /": door(Action.READ_REQUEST, OWN),
        "GET /cases/{case_id}": door(Action.READ_REQUEST, CASE),
        "POST /cases/{case_id}": door(Action.CONCLUDE, CASE, concluded_on=LONG_AGO),
        f"GET {REQUEST_PATH}": Door(
            rights=[(Action.READ_REQUEST, CASE), (Action.READ_REQUEST, ASKED)]
        ),
        f"POST {REQUEST_PATH}": door(Action.REPLY, ASKED, **REPLY),
        f"GET {REQUEST_PATH}/paper": Door(
            rights=[(Action.READ_REQUEST, CASE), (Action.READ_REQUEST, ASKED)]
        ),
        f"POST {REQUEST_PATH}/paper": door(Action.CONCLUDE, CASE, **REPLY),
    },
    "statistics": PARKED
    | {
        "POST /api/foretold": door(
            Action.READ_FIGURES,
            CASE,
            case_id="{case_id}",
            stage="admitted",
            corrected_on=LONG_AGO,
            corrected_by="{branch_id}",
            reason="typed_wrong",
            day=LONG_AGO,
        ),
        "GET /api/figures": door(Action.READ_FIGURES, CASE),
        "GET /api/committees/{committee_id}/cases": door(Action.READ_FIGURES, CASE),
        "GET /api/steps/{stream}/{version}": door(Action.READ_FIGURES, OWN),
        "GET /": door(Action.READ_FIGURES, CASE),
        "GET /live": door(Action.READ_FIGURES, CASE),
        "GET /branches": door(Action.READ_FIGURES, CASE),
        "GET /api/branches": door(Action.READ_FIGURES, CASE),
        "GET /comparison": door(Action.COMPARE_FIGURES, OWN),
        "GET /api/comparison": door(Action.COMPARE_FIGURES, OWN),
        "GET /cases": door(Action.READ_FIGURES, CASE),
    },
}
"""Every route but the open ones; one that is missing here fails the tests."""
