"""A refusal tells all that stands against a step, and its texts are there in both languages."""

from shared.law.refusal import Reason, Refused


def test_the_first_reason_is_the_title_and_all_are_kept():
    reasons = [Reason(code="too_young", found=215, needed=216), Reason(code="in_future")]

    refusal = Refused.because(reasons)

    assert (refusal.code, refusal.found, refusal.needed) == ("too_young", 215, 216)
    assert list(refusal.reasons) == reasons


def test_texts_may_name_what_was_found_and_needed_and_more():
    reason = Reason(code="branch_vote", found=13, needed=14, values={"base": 20})

    assert reason.placeholders == {"found": 13, "needed": 14, "base": 20}


def test_a_value_that_is_not_there_cannot_be_named():
    assert Reason(code="cv_names_twice").placeholders == {}
