"""Any change of the directory, in any order, on any day: what must hold of the tree since."""

import typing
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from itertools import product
from uuid import UUID

from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from services.intake.domain import (
    Committee,
    CreateCommittee,
    DissolveCommittee,
    Given,
    MergeCommittee,
    OrganisationCommand,
    Place,
    PlaceCommittee,
    RetypeCommittee,
    decide_committee,
    evolve_committee,
    nobody,
    other_committee,
    since,
)
from services.intake.domain.levels import ASKED_LEVEL, PARTS, stands_above
from shared.events.organisation import OrganisationEvent
from shared.events.terms import CommitteeId, CommitteeType, DocumentNumber, PublicName
from shared.law.refusal import Refused
from shared.web.texts import Language, Texts

FIRST, TODAY = date(2020, 1, 1), date(2026, 6, 30)
PROVINCE, *OTHERS = IDS = [CommitteeId(UUID(int=number)) for number in range(1, 10)]
FOUNDED = [
    (CommitteeType.PROVINCE_COMMITTEE, None),
    (CommitteeType.BLOC_COMMITTEE, 0),
    (CommitteeType.DISTRICT_COMMITTEE, 0),
    (CommitteeType.GRASSROOTS_COMMITTEE, 1),
    (CommitteeType.COMMUNE_COMMITTEE, 2),
    (CommitteeType.BRANCH, 3),
    (CommitteeType.BRANCH, 4),
]
"""Level and parent of the committees that there are at the beginning; two more may be founded."""
NUMBER = DocumentNumber("1-QĐ/TU")
LEVELS = [level for level in CommitteeType if level is not CommitteeType.PROVINCE_COMMITTEE]

COMMANDS: tuple[type[OrganisationCommand], ...] = typing.get_args(OrganisationCommand)
CHANGES = (PlaceCommittee, MergeCommittee, DissolveCommittee, RetypeCommittee, CreateCommittee)
"""What moves the tree."""
days = st.dates(FIRST, TODAY)
ids = st.sampled_from(IDS)
FIELDS: dict[str, st.SearchStrategy[object]] = {
    "committee_id": st.sampled_from(OTHERS),
    "type": st.sampled_from(LEVELS),
    "name": st.sampled_from([PublicName("Đảng ủy A"), PublicName("Đảng ủy B")]),
    "decision_no": st.just(NUMBER),
    "present": st.booleans(),
    **dict.fromkeys(("parent_id", "into_id", "successor_id", "from_id"), ids),
}


def any_change(kind: type[OrganisationCommand]) -> st.SearchStrategy[OrganisationCommand]:
    names = kind.__dataclass_fields__
    return st.builds(kind, **{name: FIELDS.get(name, days) for name in names})


class AnyDirectory(RuleBasedStateMachine):
    """Nine committees, and whatever the boards above record of them."""

    def __init__(self) -> None:
        super().__init__()
        self.histories: dict[CommitteeId, list[OrganisationEvent]] = {}
        self.known: Mapping[CommitteeId, Committee] = {}
        self.probes: set[date] = set()  # the days of which the last change was judged

    @initialize()
    def found_a_small_province(self) -> None:
        for number, (level, parent) in enumerate(FOUNDED):
            founded = CreateCommittee(
                committee_id=IDS[number],
                type=level,
                name=PublicName(f"Tổ chức {number}"),
                parent_id=None if parent is None else IDS[parent],
                created_on=FIRST,
                decision_no=NUMBER,
            )
            self.record(founded)
        assert len(self.known) == len(FOUNDED)

    @rule(command=st.sampled_from(COMMANDS).flatmap(any_change))
    def record_anything(self, command: OrganisationCommand) -> None:
        self.record(command)

    @rule(own=st.sampled_from(OTHERS), kind=st.sampled_from(CHANGES), data=st.data())
    def change_one_that_is_there(
        self, own: CommitteeId, kind: type[OrganisationCommand], data: st.DataObject
    ) -> None:
        """On a day that is not before what was said of it last."""
        last = max((since_of(fact) for fact in self.histories.get(own, [])), default=FIRST)
        day = min(last + timedelta(days=data.draw(st.integers(0, 900))), TODAY)
        on = {name: day for name in kind.__dataclass_fields__ if name.endswith("_on")}
        command = data.draw(any_change(kind))
        self.record(replace(command, committee_id=own, **on))

    def record(self, command: OrganisationCommand) -> None:
        own, given = command.committee_id, self.given(command)
        try:
            facts = decide_committee(command, self.known.get(own, nobody), given)
        except Refused as refused:
            for language, reason in product(Language, refused.reasons):
                assert Texts(language).has(f"refused.{reason.code}"), reason.code
                assert Texts(language).has(f"refused.{reason.code}.do"), reason.code
            return
        event(type(command).__name__ if facts else "nothing new")
        self.histories[own] = [*self.histories.get(own, []), *facts]
        history = self.histories[own]
        self.known = {**self.known, own: reduce(evolve_committee, history, nobody)}
        assert list(decide_committee(command, self.known[own], self.given(command))) == []
        if facts:
            self.probes = {since(command), TODAY}
            self.every_way_up_ends_at_the_province()
            self.nobody_stands_under_an_equal_or_a_lower_one()
            self.every_part_has_somebody_who_certifies()
            self.whoever_ended_is_stood_for()
            self.nothing_holds_before_its_committee_was_there()

    def given(self, command: OrganisationCommand) -> Given:
        """As the desk reads it: the line of the other committee, or of the one above."""
        own, day, other = command.committee_id, since(command), other_committee(command)
        lines = [list(self.line(other or own, on)) for on in (day, TODAY)]
        then, now = lines if other else [line[1:] for line in lines]
        return Given(
            today=TODAY,
            acting=PROVINCE,
            line=tuple(then),
            line_today=tuple(now),
            below=frozenset(self.below(own, {day, TODAY})),
        )

    def line(self, own: CommitteeId, on: date) -> Iterator[Place]:
        """The way up on a day; who had ended is left out."""
        for one in self.way(own, on):
            committee = self.known[one]
            level = committee.type_on(on)
            if committee.exists_on(on) and level:
                yield Place(committee_id=one, type=level, delegated=committee.decides_on(on))

    def way(self, own: CommitteeId, on: date) -> list[CommitteeId]:
        """Upward through parents and successors; ends where it would go round."""
        way: list[CommitteeId] = []
        above: CommitteeId | None = own
        while above in self.known and above not in way:
            way.append(above)
            above = self.known[above].above_on(on)
        return way

    def below(self, own: CommitteeId, on: set[date]) -> Iterator[CommitteeType]:
        for (other, committee), day in product(self.known.items(), on):
            directly = committee.exists_on(day) and own in [*self.line_ids(other, day)][1:2]
            if directly and (level := committee.type_on(day)):
                yield level

    def line_ids(self, own: CommitteeId, on: date) -> Iterator[CommitteeId]:
        return (place.committee_id for place in self.line(own, on))

    def every_way_up_ends_at_the_province(self) -> None:
        for (own, committee), day in product(self.known.items(), self.probes):
            if committee.began_by(day):
                assert [*self.line_ids(own, day)][-1:] == [PROVINCE], (own, day)

    def nobody_stands_under_an_equal_or_a_lower_one(self) -> None:
        for own, day in product(self.known, self.probes):
            line = [place.type for place in self.line(own, day)]
            pairs = zip(line[1:], line, strict=False)
            assert all(stands_above(upper, lower) for upper, lower in pairs), (own, day, line)

    def every_part_has_somebody_who_certifies(self) -> None:
        for own, day in product(self.known, self.probes):
            line = [place.type for place in self.line(own, day)]
            assert line[:1] == [] or line[0] not in PARTS or ASKED_LEVEL & {*line}, (own, day)

    def whoever_ended_is_stood_for(self) -> None:
        for own, committee in self.known.items():
            if committee.end:
                assert [*self.line(own, TODAY)], own

    def nothing_holds_before_its_committee_was_there(self) -> None:
        for committee in self.known.values():
            said = (committee.names, committee.parents, committee.types, committee.delegated)
            first = min((on for days in said for on in days), default=committee.created_on)
            assert committee.created_on is None or first >= committee.created_on


def since_of(fact: OrganisationEvent) -> date:
    """The day from which a fact holds: the one date that it bears."""
    [day] = [value for value in vars_of(fact) if isinstance(value, date)]
    return day


def vars_of(fact: OrganisationEvent) -> list[object]:
    return [getattr(fact, name) for name in fact.__dataclass_fields__]


AnyDirectory.TestCase.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)
TestAnyDirectory = AnyDirectory.TestCase
