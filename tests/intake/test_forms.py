"""The table of forms: each asks what its command takes, and no address stands twice."""

from collections import Counter
from dataclasses import MISSING, fields

import pytest

from services.intake.domain import LEADS_TO
from services.intake.pages.forms import FORMS, StepForm

STEP_FORMS = [form for form in FORMS.values() if isinstance(form, StepForm)]


@pytest.mark.parametrize("form", STEP_FORMS, ids=lambda form: form.slug)
def test_a_form_asks_all_that_its_command_must_be_told(form):
    told = {part.name for part in form.parts} | {"case_id"}
    taken = fields(form.command)

    assert told <= {field.name for field in taken}
    assert {field.name for field in taken if field.default is MISSING} <= told


@pytest.mark.parametrize("form", STEP_FORMS, ids=lambda form: form.slug)
def test_a_form_leads_where_its_command_leads(form):
    assert LEADS_TO[form.command] is form.stage


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.slug)
def test_a_form_names_each_field_once(form):
    assert len(form.asked) == len(form.labels)


def test_every_form_has_an_address_of_its_own():
    assert Counter(form.slug for form in FORMS.values()).most_common(1)[0][1] == 1
