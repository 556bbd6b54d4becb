"""The cross-check: the trio of every command, and what blocks the conclusion."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from uuid import UUID

import pytest

from services.verification import domain
from services.verification.domain import (
    CheckField,
    Command,
    Given,
    ResolveDiscrepancy,
    SupplementDossier,
    reply_discrepancy,
)
from shared.events.background import CheckOutcome, CvField, Paper, Resolution, Severity
from shared.events.crosscheck import DiscrepancyOpened, DiscrepancyResolved, FieldChecked
from shared.events.terms import (
    DiscrepancyId,
    DocumentNumber,
    PersonId,
    Relation,
    VerificationResult,
)
from shared.events.verification import DossierSupplemented, VerificationEvent
from shared.law.refusal import Refused
from tests.verification.test_domain import (
    APPLICANT,
    BOTH_REPLIED,
    CASE,
    CONCLUDE,
    CONCLUDED,
    FATHER,
    REPLIED,
    REPLY,
    REQUESTED,
)

GIVEN = Given(
    today=date(2026, 12, 1),
    named={APPLICANT: Relation.APPLICANT, FATHER: Relation.FATHER},
    declared="20/3/1998",
    found="20/3/1998",
)
UNLIKE = replace(GIVEN, found="21/3/1998")
NUMBER = DocumentNumber("18-BB/ĐU")
CHECK = CheckField(
    case_id=CASE,
    person_id=APPLICANT,
    field=CvField.BORN_ON,
    paper=Paper.BIRTH_CERTIFICATE,
    checked_on=date(2025, 8, 21),
)


def after(
    *history: VerificationEvent, do: Command, given: Given = GIVEN
) -> Sequence[VerificationEvent]:
    return domain.decide(do, reduce(domain.evolve, history, domain.initial), given)


def refusal(*history: VerificationEvent, do: Command, given: Given = GIVEN) -> Refused:
    with pytest.raises(Refused) as refused:
        after(*history, do=do, given=given)
    return refused.value


FOUND = list(after(*BOTH_REPLIED, do=CHECK, given=UNLIKE))
OPENED = FOUND[1]
assert isinstance(OPENED, DiscrepancyOpened)
RESOLVE = ResolveDiscrepancy(
    case_id=CASE,
    discrepancy_id=OPENED.discrepancy_id,
    resolution=Resolution.TYPO_CORRECTED,
    document_no=NUMBER,
    resolved_on=date(2025, 8, 25),
)
RESOLVED = DiscrepancyResolved(
    case_id=CASE,
    discrepancy_id=OPENED.discrepancy_id,
    resolution=Resolution.TYPO_CORRECTED,
    document_no=NUMBER,
    resolved_on=date(2025, 8, 25),
)


def test_05_a_date_that_agrees_is_recorded_without_its_value():
    [event] = after(*BOTH_REPLIED, do=CHECK)

    assert isinstance(event, FieldChecked)
    assert event.outcome is CheckOutcome.EQUAL
    assert "1998" not in repr(event)


def test_05_a_date_that_differs_opens_a_discrepancy():
    checked, opened = FOUND

    assert checked.outcome is CheckOutcome.DIFFERS
    assert (opened.field, opened.paper) == (CvField.BORN_ON, Paper.BIRTH_CERTIFICATE)
    assert opened.severity is Severity.MATERIAL


def test_the_same_agreement_again_changes_nothing():
    told = after(*BOTH_REPLIED, do=CHECK)

    assert after(*BOTH_REPLIED, *told, do=CHECK) == []


def test_while_a_discrepancy_is_open_the_same_one_is_not_opened_again():
    assert refusal(*BOTH_REPLIED, *FOUND, do=CHECK, given=UNLIKE).code == "discrepancy_open_already"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"person_id": PersonId(UUID(int=99))}, "checked_person_unknown"),
        ({"paper": Paper.STAFF_FILE}, "paper_is_no_source"),
        ({"document_no": NUMBER}, "number_of_party_paper"),
        ({"paper": Paper.AWARENESS_CERTIFICATE}, "number_of_party_paper"),
        ({"checked_on": date(2026, 12, 2)}, "checked_in_future"),
    ],
)
def test_a_check_of_nobody_beside_no_source_or_tomorrow_is_refused(changes, code):
    assert refusal(*BOTH_REPLIED, do=replace(CHECK, **changes)).code == code


def test_after_the_conclusion_nothing_is_checked():
    assert refusal(*BOTH_REPLIED, CONCLUDED, do=CHECK).code == "already_concluded"


def test_a_discrepancy_is_decided_on_a_paper():
    assert after(*BOTH_REPLIED, *FOUND, do=RESOLVE) == [RESOLVED]


def test_the_same_decision_again_changes_nothing():
    assert after(*BOTH_REPLIED, *FOUND, RESOLVED, do=RESOLVE) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"discrepancy_id": DiscrepancyId(UUID(int=99))}, "discrepancy_unknown"),
        ({"resolved_on": date(2025, 8, 20)}, "resolved_too_early"),
        ({"resolved_on": date(2026, 12, 2)}, "resolved_in_future"),
    ],
)
def test_an_impossible_decision_is_refused(changes, code):
    assert refusal(*BOTH_REPLIED, *FOUND, do=replace(RESOLVE, **changes)).code == code


def test_what_was_decided_is_not_decided_otherwise():
    other = replace(RESOLVE, resolution=Resolution.EXPLAINED)

    assert refusal(*BOTH_REPLIED, *FOUND, RESOLVED, do=other).code == "discrepancy_decided"


def test_what_was_left_unresolved_is_decided_later_and_both_decisions_stay():
    unresolved = replace(RESOLVED, resolution=Resolution.UNRESOLVED)
    history = [*BOTH_REPLIED, *FOUND, unresolved]

    state = reduce(domain.evolve, [*history, *after(*history, do=RESOLVE)], domain.initial)

    decisions = state.discrepancies[OPENED.discrepancy_id].decisions
    assert [one.resolution for one in decisions] == [
        Resolution.UNRESOLVED,
        Resolution.TYPO_CORRECTED,
    ]


@pytest.mark.parametrize("decided", [[], [replace(RESOLVED, resolution=Resolution.UNRESOLVED)]])
def test_hd_06_3_4d_nobody_concludes_while_a_discrepancy_is_open(decided):
    refused = refusal(*BOTH_REPLIED, *FOUND, *decided, do=CONCLUDE)

    assert refused.code == "discrepancy_open"
    assert refused.values == {"cv_field": CvField.BORN_ON, "paper": Paper.BIRTH_CERTIFICATE}


def test_hd_06_3_4d_once_it_is_decided_one_may_conclude():
    assert after(*BOTH_REPLIED, *FOUND, RESOLVED, do=CONCLUDE) == [CONCLUDED]


DIFFERING = replace(REPLY, result=VerificationResult.DIFFERS)
OF_REPLY = replace(
    RESOLVE, discrepancy_id=reply_discrepancy(REPLIED.request_id, 0), resolution=Resolution.VERIFIED
)


def differed() -> list[VerificationEvent]:
    first = [*REQUESTED, BOTH_REPLIED[-1]]
    return [*first, *after(*first, do=DIFFERING)]


def test_an_answer_that_differs_opens_a_discrepancy_with_its_paper():
    opened = differed()[-1]

    assert isinstance(opened, DiscrepancyOpened)
    assert (opened.person_id, opened.request_id) == (FATHER, REPLIED.request_id)
    assert (opened.paper, opened.document_no) == (Paper.REPLY, DIFFERING.document_no)
    assert opened.severity is Severity.POLITICAL


def test_the_refusal_names_the_answer_and_the_discrepancy():
    codes = [reason.code for reason in refusal(*differed(), do=CONCLUDE).reasons]

    assert codes == ["answers_missing", "answer_unconfirmed", "discrepancy_open"]


def test_once_what_differed_is_decided_the_answer_counts():
    history = differed()

    assert after(*history, *after(*history, do=OF_REPLY), do=CONCLUDE) == [CONCLUDED]


def test_an_answer_names_a_field_only_where_it_differs():
    odd = replace(REPLY, field=CvField.NAME)

    assert refusal(*REQUESTED, do=odd).code == "field_of_difference_only"


LATE = replace(CONCLUDE, concluded_on=date(2026, 8, 3))
SUPPLEMENT = SupplementDossier(case_id=CASE, document_no=NUMBER, supplemented_on=date(2026, 8, 3))
SUPPLEMENTED = DossierSupplemented(
    case_id=CASE, document_no=NUMBER, supplemented_on=date(2026, 8, 3)
)


def test_n3_a_dossier_older_than_twelve_months_is_supplemented_first():
    refused = refusal(*BOTH_REPLIED, do=LATE)

    assert refused.code == "dossier_stale"
    assert refused.rule is not None
    assert (refused.rule.value, refused.rule.clause) == (12, "5.4")
    assert refused.needed == date(2026, 8, 1)


def test_n3_on_the_last_day_of_the_twelve_months_it_counts():
    last = replace(CONCLUDE, concluded_on=date(2026, 8, 1))

    assert len(after(*BOTH_REPLIED, do=last)) == 1


def test_n3_once_it_is_supplemented_one_may_conclude():
    [event] = after(*BOTH_REPLIED, do=SUPPLEMENT)

    assert event == SUPPLEMENTED
    assert len(after(*BOTH_REPLIED, event, do=LATE)) == 1


def test_the_same_supplement_again_changes_nothing():
    assert after(*BOTH_REPLIED, SUPPLEMENTED, do=SUPPLEMENT) == []


@pytest.mark.parametrize(
    ("history", "day", "code"),
    [
        ([], date(2025, 7, 31), "supplemented_too_early"),
        ([], date(2026, 12, 2), "supplemented_in_future"),
        ([CONCLUDED], date(2026, 8, 3), "already_concluded"),
    ],
)
def test_an_impossible_supplement_is_refused(history, day, code):
    wrong = replace(SUPPLEMENT, supplemented_on=day)

    assert refusal(*BOTH_REPLIED, *history, do=wrong).code == code


def test_hd_06_3_4d_the_refusal_lists_all_that_is_open_at_once():
    history = [*REQUESTED, *after(*REQUESTED, do=DIFFERING)]
    found = after(*history, do=CHECK, given=UNLIKE)

    codes = {reason.code for reason in refusal(*history, *found, do=LATE).reasons}

    assert codes == {
        "answers_missing",
        "answer_missing",
        "answer_unconfirmed",
        "discrepancy_open",
        "dossier_stale",
    }
