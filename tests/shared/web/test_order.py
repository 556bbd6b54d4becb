"""A request says who asks, under which key, and which version he saw."""

from uuid import UUID

import pytest
from fastapi import Response
from fastapi.exceptions import RequestValidationError

from shared.log.decider import Outcome
from shared.web.order import order_in, order_of, recorded
from tests import examples
from tests.examples import CASE, branch_clerk
from tests.verification.steps import steps_of

STEPS = steps_of(CASE, [examples.prospect_listed])


def test_the_headers_give_the_key_and_the_version_that_was_seen():
    order = order_of(branch_clerk, idempotency_key=UUID(int=1), if_match='"3"')

    assert (order.command_id, order.shown, order.office) == (UUID(int=1), 3, branch_clerk)


def test_without_headers_each_request_has_a_key_of_its_own():
    assert order_of(branch_clerk).command_id != order_of(branch_clerk).command_id


def test_a_form_carries_its_key_and_its_version():
    order = order_in({"key": str(UUID(int=1)), "shown": "3", "held_on": "1/2/2024"}, branch_clerk)

    assert (order.command_id, order.shown) == (UUID(int=1), 3)


@pytest.mark.parametrize("form", [{"key": "x"}, {"shown": "x"}, {"shown": "-1"}])
def test_spoilt_hidden_fields_are_refused(form):
    with pytest.raises(RequestValidationError):
        order_in(form, branch_clerk)


def test_recorded_steps_are_answered_as_created_with_their_version():
    response = Response()

    body = recorded(Outcome(stream=CASE, version=1, steps=STEPS, repeated=False), response)

    assert (response.status_code, response.headers["etag"]) == (201, '"1"')
    assert [step.type for step in body.steps] == [STEPS[0].entry.type]


def test_what_changed_nothing_creates_nothing():
    response = Response()

    recorded(Outcome(stream=CASE, version=1, steps=[], repeated=False), response)

    assert response.status_code == 200
