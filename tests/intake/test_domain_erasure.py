"""Erasing a person: the right fact, a refusal, or nothing."""

from dataclasses import replace
from datetime import date, timedelta
from functools import reduce

import pytest

from services.intake.domain.erasure import (
    ErasePerson,
    decide_erasure,
    evolve_person,
    somebody,
)
from shared.events.terms import DocumentNumber
from shared.law.refusal import Refused
from tests.examples import person_erased, prospect_listed

TODAY = date(2024, 6, 12)
ERASE = ErasePerson(
    person_id=person_erased.person_id,
    document_no=person_erased.document_no,
    erased_on=person_erased.erased_on,
)


def after(*history, do=ERASE):
    return decide_erasure(do, reduce(evolve_person, history, somebody), TODAY)


def test_a_person_is_erased():
    assert after() == [person_erased]


def test_the_same_order_again_changes_nothing():
    assert after(person_erased) == []


@pytest.mark.parametrize(
    "change",
    [{"document_no": DocumentNumber("32-QĐ/BTC")}, {"erased_on": TODAY - timedelta(days=1)}],
)
def test_nobody_is_erased_twice(change):
    with pytest.raises(Refused, match="erased_before"):
        after(person_erased, do=replace(ERASE, **change))


def test_nobody_is_erased_on_a_day_to_come():
    with pytest.raises(Refused, match="in_future"):
        after(do=replace(ERASE, erased_on=TODAY + timedelta(days=1)))


def test_other_facts_say_nothing_about_a_person():
    assert evolve_person(somebody, prospect_listed) == somebody
