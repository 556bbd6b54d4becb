"""Whose document tells of a step: each number that a fact bears is one of some committee."""

from dataclasses import fields, replace
from datetime import date
from functools import reduce
from typing import get_args

import pytest

from services.intake.domain import Place, evolve, initial
from services.intake.domain.issuing import (
    ISSUED_BY,
    ISSUED_ELSEWHERE,
    NUMBERS,
    document_of,
    number_of,
)
from shared.events.case import CaseEvent
from shared.events.conditions import ConsentGiven
from shared.events.correcting import StepCorrected
from shared.events.terms import CommitteeId, CommitteeType
from shared.law.documents import Document
from tests import examples
from tests.intake.judging import GIVEN, LINE

CASE = reduce(evolve, examples.history, initial)
SECTION = Place(committee_id=CommitteeId(examples.NEIGHBOUR), type=CommitteeType.SECTION_COMMITTEE)
IN_SECTION = replace(GIVEN, line=(LINE[0], SECTION, *LINE[1:]))


def issuer(fact: CaseEvent, given=GIVEN) -> CommitteeId:
    document = document_of(fact, CASE, given)
    assert document is not None
    return document.issuer_id


def test_every_fact_with_a_number_has_an_issuer_or_is_issued_elsewhere():
    numbered = {
        fact
        for fact in get_args(CaseEvent)
        if fact is not StepCorrected and any(each.type in NUMBERS for each in fields(fact))
    }

    assert numbered == {*ISSUED_BY, *ISSUED_ELSEWHERE, ConsentGiven}


def test_a_document_is_of_its_number_its_day_and_its_issuer():
    assert document_of(examples.branch_resolved, CASE, GIVEN) == Document(
        number=examples.branch_resolved.resolution_no,
        on=examples.branch_resolved.resolved_on,
        issuer_id=examples.BRANCH,
        level=CommitteeType.BRANCH,
    )


@pytest.mark.parametrize(
    ("fact", "committee"),
    [
        (examples.branch_resolved, examples.BRANCH),
        (examples.branch_did_not_pass, examples.BRANCH),
        (examples.grassroots_resolved, examples.GRASSROOTS),
        (examples.recognition_resolved, examples.GRASSROOTS),
        (examples.admission_decided, examples.BLOC),
        (examples.admission_refused, examples.BLOC),
        (examples.member_recognised, examples.BLOC),
    ],
    ids=lambda what: type(what).__name__,
)
def test_each_body_issues_its_own_documents(fact, committee):
    assert issuer(fact) == committee


def test_a_section_issues_its_report():
    assert issuer(examples.section_examined, IN_SECTION) == SECTION.committee_id
    assert issuer(examples.grassroots_resolved, IN_SECTION) == examples.GRASSROOTS


def test_a_grassroots_branch_issues_for_itself():
    alone = replace(LINE[0], type=CommitteeType.GRASSROOTS_BRANCH)

    given = replace(GIVEN, line=(alone, *LINE[2:]))

    assert issuer(examples.grassroots_resolved, given) == examples.BRANCH


def test_a_dossier_is_returned_by_a_document_of_whoever_has_it():
    given = replace(GIVEN, acting=examples.GRASSROOTS)

    assert issuer(examples.dossier_returned, given) == examples.GRASSROOTS


def test_a_certificate_of_a_training_centre_is_not_looked_at():
    assert number_of(examples.class_certified) is not None
    assert document_of(examples.class_certified, CASE, GIVEN) is None


def test_a_ceremony_in_time_needs_no_document():
    assert document_of(examples.ceremony_held, CASE, GIVEN) is None


def test_the_consent_to_a_late_ceremony_is_a_document_of_who_decides():
    late = replace(examples.ceremony_held, consent_no=examples.branch_resolved.resolution_no)

    assert issuer(late) == examples.BLOC


def test_a_consent_is_a_document_of_who_gave_it_if_that_is_a_committee():
    outside = replace(examples.consent_given, consented_by=None)

    assert issuer(examples.consent_given) == examples.consent_given.consented_by
    assert document_of(outside, CASE, GIVEN) is None


def test_the_same_number_in_two_terms_is_two_documents():
    old, new = (
        document_of(replace(examples.branch_resolved, resolved_on=day), CASE, GIVEN)
        for day in (date(2021, 5, 4), date(2023, 5, 4))
    )

    assert old
    assert new
    assert old.since != new.since
