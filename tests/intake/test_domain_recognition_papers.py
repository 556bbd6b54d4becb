"""The papers before recognition: the trio of each, and what the branch's proposal asks of them."""

from dataclasses import replace
from datetime import date

import pytest

from tests import examples
from tests.intake import commands
from tests.intake.judging import GIVEN, after, clause, refusal

NOW = replace(GIVEN, today=date(2025, 6, 2))
ADMITTED = examples.history
PAPERS = [
    (commands.write_self_review, examples.self_review_written),
    (commands.comment_on_probation, examples.probation_commented),
    (commands.summarise_probation_opinions, examples.probation_opinions_summarised),
]
EACH = pytest.mark.parametrize(
    ("command", "fact"), PAPERS, ids=[type(command).__name__ for command, _ in PAPERS]
)
PROPOSED = [*ADMITTED, *examples.probation[:6]]


@EACH
def test_each_paper_needs_none_of_the_others_and_the_same_again_changes_nothing(command, fact):
    assert after(ADMITTED, command, NOW) == [fact]
    assert after([*ADMITTED, fact], command, NOW) == []


@EACH
def test_each_paper_comes_from_somebody_who_was_admitted(command, fact):
    assert refusal(ADMITTED[:14], command, NOW).code == "needs_admitted"


@EACH
def test_each_paper_comes_before_the_branch_proposes(command, fact):
    without = [other for other in PROPOSED if other is not fact]

    assert refusal(without, command, NOW).code == "not_after_recognition_proposed"


def test_hd_01_4_2_the_self_review_looks_back_on_all_twelve_months():
    early = replace(commands.write_self_review, written_on=date(2025, 2, 5))

    refused = refusal(ADMITTED, early, NOW)

    assert (refused.code, refused.needed) == ("on_probation", date(2025, 2, 5))


def test_hd_01_4_3_the_comment_may_be_written_while_probation_lasts():
    early = replace(commands.comment_on_probation, commented_on=date(2025, 1, 20))

    [commented] = after(ADMITTED, early, NOW)

    assert commented.commented_on == date(2025, 1, 20)


def test_hd_01_4_3_it_is_kept_who_had_been_assigned():
    helped = [*ADMITTED[:1], examples.mentor_assigned, *ADMITTED[1:]]

    [commented] = after(helped, commands.comment_on_probation, NOW)

    assert commented == replace(examples.probation_commented, mentor_id=examples.MENTOR)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"residence_on": date(2025, 2, 13)}, "opinion_after_summary"),
        ({"mass_organisations": -1}, "opinions_impossible"),
    ],
)
def test_hd_01_4_4_refuses_opinions(changed, code):
    refused = refusal(ADMITTED, replace(commands.summarise_probation_opinions, **changed), NOW)

    assert (refused.code, clause(refused)) == (code, ("01-HD/TW (2021)", "4.4"))


def test_a_branch_that_is_itself_the_one_of_residence_gives_no_second_opinion():
    own = replace(commands.summarise_probation_opinions, residence_on=None)
    summarised = replace(examples.probation_opinions_summarised, residence_on=None)

    assert after(ADMITTED, own, NOW) == [summarised]


def test_the_proposal_is_not_older_than_any_of_its_papers():
    propose = replace(commands.propose_recognition, resolved_on=date(2025, 2, 6))
    moved = replace(examples.self_review_written, written_on=date(2025, 2, 7))
    papers = [moved if each is examples.self_review_written else each for each in PROPOSED[:-1]]

    codes = [reason.code for reason in refusal(papers, propose, NOW).reasons]

    assert codes == [
        "before_self_reviewed",
        "before_probation_commented",
        "before_probation_opinions_summarised",
    ]
