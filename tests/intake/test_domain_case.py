"""A case is decided: the trio of every command, and every clause that says no."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from uuid import UUID

import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st

from services.intake import domain
from services.intake.domain import Given, Place
from services.intake.domain.order import PRECONDITIONS
from shared.events.case import CaseEvent
from shared.events.stage import STAGE_AFTER, Stage
from shared.events.terms import CommitteeId, CommitteeType, CommitteeVote, Relation, Study, Vote
from shared.law.refusal import Refused
from tests import examples
from tests.intake import commands

LINE = (
    Place(committee_id=examples.BRANCH, type=CommitteeType.BRANCH),
    Place(committee_id=examples.GRASSROOTS, type=CommitteeType.GRASSROOTS_COMMITTEE),
    Place(committee_id=examples.BLOC, type=CommitteeType.BLOC_COMMITTEE),
    Place(committee_id=examples.PROVINCE, type=CommitteeType.PROVINCE_COMMITTEE),
)
GIVEN = Given(
    today=date(2024, 6, 12),
    acting=examples.BLOC,
    line=LINE,
    relied_on=examples.relied_on,
    born_on=examples.BORN_ON,
)
WAY = [*commands.way, commands.cancel_decision]
FACTS = [*examples.history, examples.decision_cancelled]
BEFORE_BRANCH = examples.history[:7]
BEFORE_GRASSROOTS = examples.history[:8]
BEFORE_DECISION = examples.history[:9]


def after(
    history: Sequence[CaseEvent], do: domain.CaseCommand, given: Given = GIVEN
) -> Sequence[CaseEvent]:
    """What `decide` answers once `history` has happened."""
    return domain.decide(do, reduce(domain.evolve, history, domain.initial), given)


def refusal(history: Sequence[CaseEvent], do: domain.CaseCommand, given: Given = GIVEN) -> Refused:
    """Why `decide` says no once `history` has happened."""
    with pytest.raises(Refused) as refused:
        after(history, do, given)
    return refused.value


def clause(refused: Refused) -> tuple[str, str]:
    """The instrument and clause that a refusal cites."""
    assert refused.rule is not None
    return refused.rule.instrument, refused.rule.clause


def meeting(on: date, **changes: object) -> domain.ResolveInBranch:
    """The branch resolution on another day."""
    return replace(commands.resolve_in_branch, resolved_on=on, **changes)


def vote(official: int, in_favour: int, elsewhere: int = 0, exempt: int = 0) -> Vote:
    return Vote(
        official_members=official,
        temporarily_elsewhere=elsewhere,
        exempt_and_absent=exempt,
        in_favour=in_favour,
    )


@pytest.mark.parametrize(
    ("place", "command"), list(enumerate(WAY)), ids=lambda it: type(it).__name__
)
def test_each_step_in_its_order_makes_its_fact(place, command):
    assert after(FACTS[:place], command) == [FACTS[place]]


@pytest.mark.parametrize(
    ("place", "command"), list(enumerate(WAY)), ids=lambda it: type(it).__name__
)
def test_the_same_again_changes_nothing(place, command):
    assert after(FACTS[: place + 1], command) == []


@pytest.mark.parametrize("command", WAY[1:], ids=lambda it: type(it).__name__)
def test_no_step_comes_before_the_case_begins(command):
    assert refusal([], command).code == "needs_prospect_listed"


@pytest.mark.parametrize(
    ("place", "different"),
    [
        (0, replace(commands.list_prospect, listed_on=date(2023, 2, 2))),
        (1, replace(commands.certify_class, certified_on=date(2023, 5, 14))),
        (2, replace(commands.file_application, filed_on=date(2023, 9, 2))),
        (3, replace(commands.declare_cv, persons=examples.persons[:1])),
        (4, replace(commands.seal_cv, sealed_on=date(2023, 10, 3))),
        (5, replace(commands.receive_conclusion, concluded_on=date(2023, 11, 2))),
        (6, replace(commands.certify_cv, certified_on=date(2023, 11, 7))),
        (7, meeting(date(2023, 12, 5))),
        (8, replace(commands.resolve_in_grassroots, resolved_on=date(2023, 12, 21))),
        (9, replace(commands.decide_admission, decided_on=date(2024, 1, 16))),
        (10, replace(commands.receive_decision, received_on=date(2024, 1, 23))),
        (11, replace(commands.hold_ceremony, held_on=date(2024, 2, 6))),
    ],
    ids=lambda it: type(it).__name__,
)
def test_a_step_taken_is_not_taken_otherwise(place, different):
    assert refusal(FACTS[: place + 1], different).code == "already_taken"


@pytest.mark.parametrize(
    ("cited", "place", "command"),
    [
        (("01-HD/TW (2021)", "3.1"), 0, commands.certify_class),
        (("01-HD/TW (2021)", "3.1"), 0, commands.file_application),
        (("01-HD/TW (2021)", "3.2"), 2, commands.declare_cv),
        (("01-HD/TW (2021)", "3.4"), 3, commands.seal_cv),
        (("01-HD/TW (2021)", "3.4"), 4, commands.receive_conclusion),
        (("01-HD/TW (2021)", "3.3b"), 5, commands.certify_cv),
        (("01-HD/TW (2021)", "3.6"), 6, commands.resolve_in_branch),
        (("01-HD/TW (2021)", "3.7"), 7, commands.resolve_in_grassroots),
        (("01-HD/TW (2021)", "3.8"), 8, commands.decide_admission),
        (("24-QĐ/TW", "4.1"), 9, commands.receive_decision),
        (("24-QĐ/TW", "4.1"), 10, commands.hold_ceremony),
        (("24-QĐ/TW", "3.6"), 9, commands.cancel_decision),
    ],
    ids=lambda it: type(it).__name__ if isinstance(it, domain.CaseCommand) else str(it),
)
def test_a_step_without_the_one_before_is_refused_by(cited, place, command):
    assert clause(refusal(FACTS[:place], command)) == cited


def test_hd_06_3_4d_certification_waits_for_verification():
    history = [replace(fact) for fact in examples.history[:5]]
    certify = replace(commands.certify_cv, certified_on=date(2025, 6, 9))

    refused = refusal(history, certify, replace(GIVEN, today=date(2025, 6, 9)))

    assert clause(refused) == ("06-HD/TW", "3.4d")


def test_hd_01_5_4_without_a_certificate_the_branch_does_not_consider():
    history = [fact for fact in BEFORE_BRANCH if fact is not examples.class_certified]

    refused = refusal(history, commands.resolve_in_branch)

    assert (refused.code, clause(refused)) == (
        "needs_class_certified",
        ("01-HD/TW (2021)", "5.4"),
    )


def test_all_that_is_missing_is_named_at_once_and_in_order():
    refused = refusal(examples.history[:1], commands.resolve_in_branch)

    assert [reason.code for reason in refused.reasons] == [
        "needs_class_certified",
        "needs_application_filed",
        "needs_cv_declared",
        "needs_cv_sealed",
        "needs_background_concluded",
        "needs_cv_certified",
    ]


def test_the_class_may_come_after_the_application():
    history = [examples.prospect_listed, examples.application_filed, examples.cv_declared]

    assert after(history, commands.certify_class) == [examples.class_certified]


def test_nothing_comes_after_a_cancellation():
    history = [*examples.history[:10], examples.decision_cancelled]

    assert refusal(history, commands.receive_decision).code == "case_closed"


@pytest.mark.parametrize(
    ("code", "place", "command"),
    [
        (
            "before_prospect_listed",
            2,
            replace(commands.file_application, filed_on=date(2023, 1, 31)),
        ),
        (
            "before_application_filed",
            3,
            replace(commands.declare_cv, declared_on=date(2023, 8, 31)),
        ),
        ("before_cv_declared", 4, replace(commands.seal_cv, sealed_on=date(2023, 9, 19))),
        (
            "before_cv_sealed",
            5,
            replace(commands.receive_conclusion, concluded_on=date(2023, 10, 1)),
        ),
        (
            "before_background_concluded",
            6,
            replace(commands.certify_cv, certified_on=date(2023, 10, 31)),
        ),
        ("before_cv_certified", 7, meeting(date(2023, 11, 5))),
        (
            "before_branch_resolved",
            8,
            replace(commands.resolve_in_grassroots, resolved_on=date(2023, 12, 3)),
        ),
        (
            "before_grassroots_resolved",
            9,
            replace(commands.decide_admission, decided_on=date(2023, 12, 19)),
        ),
        ("before_decided", 10, replace(commands.receive_decision, received_on=date(2024, 1, 14))),
        (
            "before_decision_received",
            11,
            replace(commands.hold_ceremony, held_on=date(2024, 1, 21)),
        ),
        ("before_admitted", 12, replace(commands.cancel_decision, cancelled_on=date(2024, 2, 4))),
    ],
)
def test_days_do_not_run_backwards(code, place, command):
    assert refusal(FACTS[:place], command).code == code


@pytest.mark.parametrize(
    ("place", "command"), list(enumerate(WAY)), ids=lambda it: type(it).__name__
)
def test_no_step_is_taken_on_a_day_to_come(place, command):
    yesterday = replace(GIVEN, today=date(2022, 1, 1))

    assert refusal(FACTS[:place], command, yesterday).code == "in_future"


def test_a_certificate_may_be_older_than_the_place_on_the_list():
    older = replace(commands.certify_class, certified_on=date(2022, 5, 1))

    assert len(after(examples.history[:1], older)) == 1


def test_qd_232_1_1_1_one_day_before_full_18_is_refused():
    born = replace(GIVEN, born_on=date(2007, 6, 15), today=date(2025, 6, 15))

    refused = refusal(BEFORE_BRANCH, meeting(date(2025, 6, 14)), born)

    assert (refused.found, refused.needed) == (215, 216)
    assert clause(refused) == ("232-QĐ/TW", "1.1.1")


def test_qd_232_1_1_1_the_day_of_full_18_passes():
    born = replace(GIVEN, born_on=date(2007, 6, 15), today=date(2025, 6, 15))

    [fact] = after(BEFORE_BRANCH, meeting(date(2025, 6, 15)), born)

    assert fact.age_months == 216


def test_qd_24_1_1_1_at_720_months_passes_even_if_decided_later():
    born = replace(GIVEN, born_on=date(1963, 12, 4))

    [resolved] = after(BEFORE_BRANCH, commands.resolve_in_branch, born)

    assert resolved.age_months == 720
    assert len(after([*BEFORE_DECISION[:7], resolved, FACTS[8]], commands.decide_admission)) == 1


def test_qd_24_1_1_1_at_721_months_is_refused():
    born = replace(GIVEN, born_on=date(1963, 11, 4))

    refused = refusal(BEFORE_BRANCH, commands.resolve_in_branch, born)

    assert (refused.code, refused.found, refused.needed) == ("too_old", 721, 720)
    assert clause(refused) == ("24-QĐ/TW", "1.1.1")


def test_without_a_date_of_birth_age_is_not_guessed():
    refused = refusal(BEFORE_BRANCH, commands.resolve_in_branch, replace(GIVEN, born_on=None))

    assert refused.code == "birth_date_missing"


OLD_CERTIFICATE = replace(examples.class_certified, certified_on=date(2020, 1, 15))
WITH_OLD_CERTIFICATE = [FACTS[0], OLD_CERTIFICATE, *FACTS[2:7]]
IN_2025 = replace(GIVEN, today=date(2025, 12, 31))


def test_hd_01_5_4_a_certificate_serves_on_the_day_60_months_later():
    [fact] = after(WITH_OLD_CERTIFICATE, meeting(date(2025, 1, 15)), IN_2025)

    assert fact.certificate_months == 60


@pytest.mark.parametrize("day", [date(2025, 1, 16), date(2025, 2, 3)])
def test_hd_01_5_4_a_certificate_serves_no_later_meeting(day):
    refused = refusal(WITH_OLD_CERTIFICATE, meeting(day), IN_2025)

    assert (refused.code, refused.needed) == ("certificate_expired", date(2025, 1, 15))
    assert clause(refused) == ("01-HD/TW (2021)", "5.4")


def test_hd_06_5_4_speaks_from_its_day_on():
    refused = refusal(WITH_OLD_CERTIFICATE, meeting(date(2025, 6, 9)), IN_2025)

    assert clause(refused) == ("06-HD/TW", "5.4")


def test_a_newer_certificate_renews_an_expired_one():
    renew = replace(commands.certify_class, certified_on=date(2025, 1, 20))

    [renewed] = after(WITH_OLD_CERTIFICATE, renew, IN_2025)

    assert len(after([*WITH_OLD_CERTIFICATE, renewed], meeting(date(2025, 2, 3)), IN_2025)) == 1


def test_a_renewed_certificate_does_not_set_the_case_back():
    renewed = replace(examples.class_certified, certified_on=date(2023, 11, 8))

    case = reduce(domain.evolve, [*BEFORE_BRANCH, renewed], domain.initial)

    assert case.stage is Stage.CV_CERTIFIED


def test_no_certificate_is_renewed_after_the_branch_resolved():
    renew = replace(commands.certify_class, certified_on=date(2023, 12, 10))

    assert refusal(BEFORE_GRASSROOTS, renew).code == "already_taken"


def resolved_by(cast: Vote) -> domain.ResolveInBranch:
    return replace(commands.resolve_in_branch, vote=cast)


def test_charter_4_3_fourteen_of_twenty_pass():
    assert len(after(BEFORE_BRANCH, resolved_by(vote(20, 14)))) == 1


def test_charter_4_3_thirteen_of_twenty_fail():
    refused = refusal(BEFORE_BRANCH, resolved_by(vote(20, 13)))

    assert (refused.code, refused.found, refused.needed) == ("branch_vote", 13, 14)
    assert clause(refused) == ("Điều lệ Đảng (2011)", "4.3")


def test_qd_294_9_3_2_members_elsewhere_and_exempt_leave_the_base():
    assert len(after(BEFORE_BRANCH, resolved_by(vote(20, 12, elsewhere=1, exempt=1)))) == 1


def test_charter_24_1_a_branch_of_two_cannot_hold_the_meeting():
    refused = refusal(BEFORE_BRANCH, resolved_by(vote(2, 2)))

    assert (refused.code, refused.found, refused.needed) == ("too_few_members", 2, 3)
    assert clause(refused) == ("Điều lệ Đảng (2011)", "24.1")


def test_charter_24_1_a_branch_of_three_can():
    assert len(after(BEFORE_BRANCH, resolved_by(vote(3, 2)))) == 1


@pytest.mark.parametrize(
    "cast",
    [vote(20, 21), vote(20, -1), vote(5, 0, elsewhere=3, exempt=2), vote(20, 20, exempt=-1)],
    ids=str,
)
def test_hd_01_3_6_a_vote_that_cannot_be_is_refused(cast):
    refused = refusal(BEFORE_BRANCH, resolved_by(cast))

    assert (refused.code, refused.rule.clause) == ("branch_vote_impossible", "3.6")


@pytest.mark.parametrize(("in_favour", "members"), [(10, 15), (2, 3), (1, 1)])
def test_hd_01_3_7_two_thirds_of_the_whole_committee_propose(in_favour, members):
    cast = CommitteeVote(members=members, in_favour=in_favour)

    command = replace(commands.resolve_in_grassroots, vote=cast)

    assert len(after(BEFORE_GRASSROOTS, command)) == 1


def test_hd_01_3_7_below_two_thirds_is_refused():
    cast = CommitteeVote(members=15, in_favour=9)

    refused = refusal(BEFORE_GRASSROOTS, replace(commands.resolve_in_grassroots, vote=cast))

    assert (refused.code, refused.needed) == ("grassroots_vote", 10)
    assert clause(refused) == ("01-HD/TW (2021)", "3.7")


@pytest.mark.parametrize(("in_favour", "members"), [(16, 15), (-1, 15), (0, 0)])
def test_hd_01_3_7_a_committee_vote_that_cannot_be_is_refused(in_favour, members):
    cast = CommitteeVote(members=members, in_favour=in_favour)

    refused = refusal(BEFORE_GRASSROOTS, replace(commands.resolve_in_grassroots, vote=cast))

    assert refused.code == "grassroots_vote_impossible"


@holds_for(st.integers(1, 500), st.data())
def test_two_thirds_is_three_times_the_votes_against_twice_the_base(base, data):
    in_favour = data.draw(st.integers(0, base))
    cast = CommitteeVote(members=base, in_favour=in_favour)
    command = replace(commands.resolve_in_grassroots, vote=cast)

    if 3 * in_favour >= 2 * base:
        assert len(after(BEFORE_GRASSROOTS, command)) == 1
    else:
        assert refusal(BEFORE_GRASSROOTS, command).needed == -(-2 * base // 3)


def test_hd_01_3_3_a_cv_names_the_applicant():
    refused = refusal(FACTS[:3], replace(commands.declare_cv, persons=examples.persons[1:]))

    assert (refused.code, refused.rule.clause) == ("cv_without_applicant", "3.3")


def test_hd_01_3_3_a_cv_names_the_applicant_as_nobody_else():
    other = replace(examples.persons[0], person_id=examples.FATHER)

    refused = refusal(FACTS[:3], replace(commands.declare_cv, persons=(other,)))

    assert refused.code == "cv_without_applicant"


def test_hd_01_3_3_a_cv_names_nobody_twice():
    again = replace(examples.persons[1], relation=Relation.RAISED_BY)
    persons = (*examples.persons, again)

    assert (
        refusal(FACTS[:3], replace(commands.declare_cv, persons=persons)).code == "cv_names_twice"
    )


def test_a_cv_names_committees_that_exist():
    unknown = replace(GIVEN, unknown=frozenset({CommitteeId(UUID(int=9))}))

    assert refusal(FACTS[:3], commands.declare_cv, unknown).code == "committee_unknown"


def test_qd_29_4_3_2b_another_committee_does_not_decide():
    refused = refusal(
        BEFORE_DECISION, commands.decide_admission, replace(GIVEN, acting=examples.PROVINCE)
    )

    assert (refused.code, clause(refused)) == ("not_competent", ("24-QĐ/TW", "4.3.2b"))


@pytest.mark.parametrize(
    ("line", "competent"),
    [
        (LINE, examples.BLOC),
        ((LINE[0], LINE[2], LINE[3]), examples.BLOC),
        ((LINE[0], LINE[3]), examples.PROVINCE),
        ((LINE[0], LINE[1]), None),
        ((), None),
    ],
    ids=["grassroots under bloc", "branch under bloc", "under province", "nobody", "unknown"],
)
def test_qd_29_4_3_2b_the_committee_directly_above_the_grassroots_level_decides(line, competent):
    assert domain.competent_committee(line) == competent


def test_qd_24_3_6_only_the_issuer_cancels_its_decision():
    province = replace(GIVEN, acting=examples.PROVINCE)

    refused = refusal(examples.history, commands.cancel_decision, province)

    assert (refused.code, refused.rule.clause) == ("not_the_issuer", "3.6")


def test_only_a_branch_lists_a_prospect():
    assert refusal([], commands.list_prospect, replace(GIVEN, line=LINE[1:])).code == "not_a_branch"


def test_a_branch_that_nobody_knows_lists_nobody():
    unknown = replace(GIVEN, line=())

    assert refusal([], commands.list_prospect, unknown).code == "committee_unknown"


def test_a_changed_profile_holds_from_its_fact_on():
    student = replace(examples.profile, study=Study.COLLEGE)

    [decided] = after(BEFORE_DECISION, replace(commands.decide_admission, profile=student))

    history = [*BEFORE_DECISION, decided, examples.decision_received]
    assert after(history, commands.hold_ceremony) == [
        replace(examples.ceremony_held, profile=student)
    ]


def taken(history: list[CaseEvent], command: domain.CaseCommand) -> list[CaseEvent]:
    """The history after one more command, refused or not."""
    try:
        return [*history, *after(history, command)]
    except Refused:
        return history


@holds_for(st.lists(st.sampled_from(WAY), max_size=40))
def test_no_order_of_commands_takes_a_step_without_its_preconditions(asked):
    history = reduce(taken, asked, [])

    stages = [STAGE_AFTER[type(fact)] for fact in history]
    for place, stage in enumerate(stages):
        needed = {before.stage for before in PRECONDITIONS[stage] if before.required}
        assert needed <= set(stages[:place])


@holds_for(st.lists(st.sampled_from(FACTS), max_size=30))
def test_every_history_can_be_told(history):
    case = reduce(domain.evolve, history, domain.initial)

    assert set(case.taken) == {STAGE_AFTER[type(fact)] for fact in history}
    assert domain.next_steps(case, date(2024, 6, 12)) is not None


@pytest.mark.parametrize("place", range(12))
def test_a_case_waits_for_the_next_step_of_the_way(place):
    taken = {STAGE_AFTER[type(fact)] for fact in FACTS[:place]}

    assert STAGE_AFTER[type(FACTS[place])] in domain.waits_for(taken)


def test_a_case_without_a_certificate_waits_for_it_beside_the_rest():
    taken = {Stage.PROSPECT_LISTED, Stage.APPLICATION_FILED, Stage.CV_DECLARED}

    assert domain.waits_for(taken) == (Stage.CLASS_CERTIFIED, Stage.CV_SEALED)


@pytest.mark.parametrize("history", [examples.history, FACTS], ids=["admitted", "cancelled"])
def test_a_case_at_its_end_waits_for_nothing(history):
    assert domain.waits_for({STAGE_AFTER[type(fact)] for fact in history}) == ()


def test_what_is_next_is_possible_and_the_rest_says_what_it_lacks():
    case = reduce(domain.evolve, FACTS[:2], domain.initial)

    first, second, *_ = domain.next_steps(case, date(2023, 6, 1))

    assert (first.stage, first.possible) == (Stage.APPLICATION_FILED, True)
    assert [reason.code for reason in second.missing] == ["needs_application_filed"]
