"""Any command, in any order, on any day: what must hold of a case whatever is tried on it."""

import types
import typing
from collections.abc import Container, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import reduce
from itertools import chain, product
from typing import NewType, get_args

import msgspec
from hypothesis import event, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from services.intake.domain import (
    LEADS_TO,
    CaseCommand,
    Place,
    ReceiveSupplement,
    day_of,
    decide,
    evolve,
    initial,
    next_steps,
    renewable,
)
from services.intake.domain.reaching import UNDOES
from services.statistics.domain import Basis, CaseFact
from services.statistics.domain import evolve as evolve_fact
from services.statistics.tally import Tally
from shared.events.case import CaseEvent
from shared.events.stage import ON_THE_WAY, STAGE_AFTER, Stage
from shared.events.terms import (
    CaseId,
    CommitteeId,
    CommitteeType,
    CommitteeVote,
    DocumentNumber,
    NamedPerson,
    PersonId,
    Vote,
)
from shared.law.refusal import Refused
from shared.log.wire import type_name
from shared.web.texts import Language, Texts
from tests import examples
from tests.intake import commands
from tests.intake.judging import GIVEN

COMMANDS: tuple[type[CaseCommand], ...] = get_args(CaseCommand)
FIRST, TODAY = date(2023, 1, 1), date(2026, 6, 30)
TO = {stage: command for command, stage in LEADS_TO.items()}
OF_THE_ORDER = (
    "needs_",
    "not_after_",
    "before_",
    "already_taken",
    "case_",
    "on_probation",
    "no_deadline_runs",
    "extended_too_late",
)
"""How the codes begin that say that a step is not to be taken now, whatever it says."""

MUST_FOLLOW = [
    (Stage.APPLICATION_FILED, Stage.PROSPECT_LISTED),
    (Stage.CV_DECLARED, Stage.APPLICATION_FILED),
    (Stage.CV_SEALED, Stage.CV_DECLARED),
    (Stage.BACKGROUND_CONCLUDED, Stage.CV_SEALED),
    (Stage.CV_CERTIFIED, Stage.BACKGROUND_CONCLUDED),
    (Stage.BRANCH_RESOLVED, Stage.CV_CERTIFIED),
    (Stage.BRANCH_RESOLVED, Stage.CLASS_CERTIFIED),
    (Stage.GRASSROOTS_RESOLVED, Stage.BRANCH_RESOLVED),
    (Stage.DECIDED, Stage.GRASSROOTS_RESOLVED),
    (Stage.DECISION_RECEIVED, Stage.DECIDED),
    (Stage.ADMITTED, Stage.DECIDED),
    (Stage.RECOGNITION_PROPOSED, Stage.ADMITTED),
    (Stage.RECOGNITION_PROPOSED, Stage.NEW_MEMBER_CERTIFIED),
    (Stage.SELF_REVIEWED, Stage.ADMITTED),
    (Stage.PROBATION_COMMENTED, Stage.ADMITTED),
    (Stage.PROBATION_OPINIONS_SUMMARISED, Stage.ADMITTED),
    (Stage.RECOGNITION_PROPOSED, Stage.SELF_REVIEWED),
    (Stage.RECOGNITION_PROPOSED, Stage.PROBATION_COMMENTED),
    (Stage.RECOGNITION_PROPOSED, Stage.PROBATION_OPINIONS_SUMMARISED),
    (Stage.RECOGNITION_RESOLVED, Stage.RECOGNITION_PROPOSED),
    (Stage.OFFICIAL, Stage.RECOGNITION_RESOLVED),
    (Stage.STRUCK_OFF, Stage.ADMITTED),
    (Stage.STRIKING_OFF_APPEALED, Stage.STRUCK_OFF),
    (Stage.STRIKING_OFF_UPHELD, Stage.STRIKING_OFF_APPEALED),
    (Stage.DECISION_CANCELLED, Stage.DECIDED),
]
"""What regulation 24 and guidance 06 order, written here once more: later step, earlier step."""

AFTER_THE_END = {
    Stage.PROSPECT_LISTED,
    Stage.STRIKING_OFF_APPEALED,
    Stage.STRIKING_OFF_UPHELD,
    Stage.STRIKING_OFF_ANNULLED,
}
"""What may follow an end: a cancelled case is begun again, striking off is appealed."""

NOW = replace(
    GIVEN,
    today=TODAY,
    there=(Place(committee_id=examples.NEIGHBOUR, type=CommitteeType.BRANCH),),
)
"""What is known when anything is decided: there is another branch to move to."""

days = st.dates(FIRST, TODAY)
votes = st.integers(3, 12).flatmap(
    lambda members: st.builds(
        Vote,
        official_members=st.just(members),
        temporarily_elsewhere=st.just(0),
        exempt_and_absent=st.just(0),
        in_favour=st.sampled_from([0, members // 2, members, members]),
    )
)
committee_votes = st.integers(3, 12).flatmap(
    lambda members: st.builds(
        CommitteeVote,
        members=st.just(members),
        in_favour=st.sampled_from([0, members // 2, members, members]),
    )
)
OF_A_TYPE: dict[object, st.SearchStrategy[object]] = {
    date: days,
    Vote: votes,
    CommitteeVote: committee_votes,
    CaseId: st.just(examples.CASE),
    PersonId: st.just(examples.APPLICANT),
    CommitteeId: st.sampled_from([examples.BRANCH, examples.NEIGHBOUR, examples.BLOC]),
    DocumentNumber: st.sampled_from([DocumentNumber(f"{n}-QĐ/ĐUK") for n in range(1, 4)]),
    tuple[NamedPerson, ...]: st.sampled_from([examples.persons, ()]),
    bool: st.booleans(),
    int: st.integers(0, 24),
}


def any_of(kind: object) -> st.SearchStrategy[object]:
    """Any value of a field's type; a type that is not known here must be added above."""
    if kind in OF_A_TYPE:
        return OF_A_TYPE[kind]
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return st.one_of([any_of(each) for each in get_args(kind)])
    if kind is types.NoneType:
        return st.none()
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    if typing.get_origin(kind) is tuple:
        return st.lists(any_of(get_args(kind)[0]), max_size=2).map(tuple)
    if isinstance(kind, type) and is_dataclass(kind):
        return built(kind)
    if isinstance(kind, NewType):
        return any_of(kind.__supertype__)
    raise NotImplementedError(f"the machine does not know how to draw {kind}")


def built(kind: type) -> st.SearchStrategy[object]:
    hints = typing.get_type_hints(kind)
    return st.builds(kind, **{field.name: any_of(hints[field.name]) for field in fields(kind)})


GOOD = {
    kind: [one for one in vars(commands).values() if isinstance(one, kind)] for kind in COMMANDS
}
"""Examples that are likely to be taken: anything at all rarely leads far."""
ANY = {command: built(command) for command in COMMANDS}


def on(command: CaseCommand, day: date) -> CaseCommand:
    """The same command on another day, wherever in it the day stands."""
    return moved(command, day_of(command), day)


def moved(value: typing.Any, old: date, new: date) -> typing.Any:
    if value == old:
        return new
    if not is_dataclass(value):
        return value
    changed = {field.name: moved(getattr(value, field.name), old, new) for field in fields(value)}
    return replace(value, **changed)


class AnyCase(RuleBasedStateMachine):
    """One case, and whatever anybody sends about it."""

    def __init__(self) -> None:
        super().__init__()
        self.history: list[CaseEvent] = []
        self.case = initial
        self.last = FIRST

    @rule(command=st.sampled_from(COMMANDS).flatmap(ANY.get))
    def send_anything(self, command: CaseCommand) -> None:
        self.send(command)

    @rule(data=st.data(), later=st.integers(0, 40))
    def go_on(self, data: st.DataObject, later: int) -> None:
        self.take_one_of(ON_THE_WAY, data, later)

    @rule(data=st.data(), later=st.integers(0, 40))
    def go_on_or_aside(self, data: st.DataObject, later: int) -> None:
        self.take_one_of(TO, data, later)

    def take_one_of(self, stages: Container[Stage], data: st.DataObject, later: int) -> None:
        """A step that is offered on that day, mostly one on the way: the ways out end the case."""
        day = min(self.last + timedelta(days=later), TODAY)
        offered = [step.stage for step in next_steps(self.case, day) if step.possible]
        ahead = [stage for stage in offered if stage in stages and stage in TO]
        if ahead:
            ahead += [stage for stage in ahead if stage in ON_THE_WAY] * 20
            kind = TO[data.draw(st.sampled_from(ahead))]
            command = data.draw(
                st.sampled_from(GOOD[kind]) | ANY[kind] if GOOD[kind] else ANY[kind]
            )
            self.send(on(command, day))

    @precondition(lambda self: Stage.ADMITTED in self.case.taken)
    @rule()
    def let_a_year_pass(self) -> None:
        self.last = min(max(self.last, self.case.day(Stage.ADMITTED) + timedelta(367)), TODAY)

    def send(self, command: CaseCommand) -> None:
        """Whatever comes of it: a fact that could be taken, nothing, or a refusal with words."""
        expected = self.offers(command)
        try:
            facts = decide(command, self.case, NOW)
        except Refused as refused:
            self.refuse(refused, offered=expected)
            return
        if facts and expected is not None:
            assert expected, f"{command} was taken and not offered"
        self.take(command, facts)

    def refuse(self, refused: Refused, *, offered: bool | None) -> None:
        """Every code has its words, and what was offered is never refused for its place."""
        if offered:
            assert not refused.reasons[0].code.startswith(OF_THE_ORDER), refused
        for language, reason in product(Language, refused.reasons):
            assert Texts(language).has(f"refused.{reason.code}"), reason.code
            assert Texts(language).has(f"refused.{reason.code}.do"), reason.code

    def offers(self, command: CaseCommand) -> bool | None:
        """Whether the step is offered on its day; None where the lists say nothing about it."""
        stage = LEADS_TO.get(type(command))
        earliest = max(self.case.days.values(), default=FIRST)
        if stage is None or stage in self.case.taken or day_of(command) < earliest:
            return None
        if stage in renewable(self.case) or isinstance(command, ReceiveSupplement):
            return None
        steps = next_steps(self.case, day_of(command))
        return any(step.possible for step in steps if step.stage is stage)

    def take(self, command: CaseCommand, facts: Sequence[CaseEvent]) -> None:
        for fact in facts:
            self.history.append(fact)
            self.case = evolve(self.case, fact)
            self.last = max([self.last, *self.case.days.values()])
        assert list(decide(command, self.case, NOW)) == []

    @invariant()
    def a_step_stands_on_what_must_come_before_and_not_on_an_earlier_day(self) -> None:
        taken = self.case.days
        for later, earlier in MUST_FOLLOW:
            if later in taken:
                assert earlier in taken
                assert taken[earlier] <= taken[later], (later, earlier)

    def teardown(self) -> None:
        event(f"ended {self.case.stage}")

    @invariant()
    def no_step_lies_in_the_future(self) -> None:
        assert max(self.case.days.values(), default=FIRST) <= TODAY

    @invariant()
    def the_history_says_again_what_is_known(self) -> None:
        assert reduce(evolve, self.history, initial) == self.case

    @invariant()
    def nothing_that_was_recorded_is_forgotten(self) -> None:
        """But for what a later step takes back, as a move does with what the old place resolved."""
        undone = {*UNDOES, *chain.from_iterable(UNDOES.values())}
        reached = {stage for fact in self.history if (stage := stage_of(fact))}
        assert reached - undone <= set(self.case.taken)

    @invariant()
    def after_its_end_a_case_can_go_nowhere(self) -> None:
        if self.case.ended:
            assert {step.stage for step in next_steps(self.case, TODAY)} <= AFTER_THE_END

    @invariant()
    def statistics_count_it_as_a_second_count_does(self) -> None:
        fact = reduce(evolve_fact, self.history, None)
        if fact is None:
            assert self.history == []
            return
        assert fact.stage == self.case.stage
        assert figures(fact) == counted(self.history)


def stage_of(fact: CaseEvent) -> Stage | None:
    """Where a fact leads by itself; a correction leads nowhere."""
    return STAGE_AFTER.get(type(fact))


def figures(fact: CaseFact) -> set[tuple[str, str]]:
    """The stage, and the month in which it counts under each basis."""
    counts = {(str(basis), str(on)[:7]) for basis in Basis if (on := counted_on(fact, basis))}
    return counts | {("now", str(fact.stage))}


def counted_on(fact: CaseFact, basis: Basis) -> date | None:
    occasion = fact.counts(basis)
    return occasion.on if occasion else None


def counted(history: list[CaseEvent]) -> set[tuple[str, str]]:
    """The same by the count that shares no code."""
    tally = Tally()
    for position, fact in enumerate(history, 1):
        body = msgspec.json.decode(msgspec.json.encode(fact))
        tally.add(position, type_name(type(fact)).split(".")[1], body)
    found: set[tuple[str, str]] = set()
    for figure in tally.count():
        if figure.month == "now":
            found.add(("now", figure.what))
        elif figure.what == "admitted":
            found.add((figure.basis, figure.month))
    return found


AnyCase.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestAnyCase = AnyCase.TestCase


FACTS = {fact for way in (*examples.departures, *examples.beside) for fact in way}
FACTS |= {*examples.history, *examples.probation, examples.decision_cancelled}


@given(st.lists(st.sampled_from(sorted(FACTS, key=repr))))
def test_no_order_of_facts_is_too_strange_to_be_read(facts):
    case = reduce(evolve, facts, initial)

    assert {step.stage for step in next_steps(case, TODAY)} <= set(Stage)
