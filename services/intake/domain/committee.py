"""A committee as its history tells it: whatever was said of it, from which day on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from shared.events import Event
from shared.events.organisation import (
    AdmissionDelegated,
    CommitteeCreated,
    CommitteeDissolved,
    CommitteeMerged,
    CommitteeNamed,
    CommitteePlaced,
    CommitteeRetyped,
    CommitteeSplit,
    DelegationEnded,
    YouthUnionStated,
)
from shared.events.terms import CommitteeId, CommitteeType, DocumentNumber, PublicName
from shared.law.refusal import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How a committee ended: since when it is no more, and who took over."""

    on: date
    successor_id: CommitteeId
    decision_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    """Whatever holds from a day on, holds until the next day on which it was said anew."""

    created_on: date | None = None
    decision_no: DocumentNumber | None = None
    names: Mapping[date, PublicName] = field(default_factory=dict)
    parents: Mapping[date, CommitteeId] = field(default_factory=dict)
    types: Mapping[date, CommitteeType] = field(default_factory=dict)
    delegated: Mapping[date, bool] = field(default_factory=dict)
    youth_union: Mapping[date, bool] = field(default_factory=dict)
    split_from: CommitteeId | None = None
    end: End | None = None

    def exists_on(self, day: date) -> bool:
        return self.began_by(day) and not self.ended_by(day)

    def began_by(self, day: date) -> bool:
        return self.created_on is not None and self.created_on <= day

    def ended_by(self, day: date) -> bool:
        return self.end is not None and self.end.on <= day

    def decides_on(self, day: date) -> bool:
        """Whether the right to decide admissions was delegated to it on that day."""
        return self.delegated.get(latest(self.delegated, day), False)

    def youth_union_on(self, day: date) -> bool | None:
        """Whether there is a youth union; None where nothing was stated."""
        return self.youth_union.get(latest(self.youth_union, day))

    def above_on(self, day: date) -> CommitteeId | None:
        """Where its way up leads: to its successor once it ended, to its parent before (N20)."""
        if self.end is not None and self.end.on <= day:
            return self.end.successor_id
        return self.parent_on(day)

    def name_on(self, day: date) -> PublicName | None:
        return self.names.get(latest(self.names, day))

    def parent_on(self, day: date) -> CommitteeId | None:
        return self.parents.get(latest(self.parents, day))

    def type_on(self, day: date) -> CommitteeType | None:
        return self.types.get(latest(self.types, day))

    def types_from(self, day: date) -> set[CommitteeType]:
        """Its level on that day, and every one since."""
        return {type_ for since, type_ in self.types.items() if since >= latest(self.types, day)}


nobody = Committee()


def latest(days: Iterable[date], day: date) -> date:
    """The last of `days` up to `day`; `day` itself if there is none."""
    return max((since for since in days if since <= day), default=day)


def check_latest(day: date, committee: Committee, earlier: Mapping[date, object]) -> None:
    """Refuse what would hold before the committee was there, or before what was recorded last."""
    if committee.created_on is None:
        raise Refused("committee_unknown", found=day)
    if committee.end is not None:
        raise Refused("committee_ended", found=day, needed=committee.end.on)
    last = max(earlier, default=committee.created_on)
    if day < last:
        raise Refused("before_latest", found=day, needed=last)


def evolve_committee(committee: Committee, fact: Event) -> Committee:
    """The committee after one more fact; total, whatever the history holds."""
    match fact:
        case CommitteeCreated(type=type_, created_on=day, decision_no=number):
            types = {**committee.types, day: type_}
            return replace(committee, types=types, created_on=day, decision_no=number)
        case CommitteeNamed(name=name, named_on=day):
            return replace(committee, names={**committee.names, day: name})
        case CommitteePlaced(parent_id=parent, placed_on=day):
            return replace(committee, parents={**committee.parents, day: parent})
        case CommitteeRetyped(type=type_, retyped_on=day):
            return replace(committee, types={**committee.types, day: type_})
        case AdmissionDelegated(delegated_on=day):
            return replace(committee, delegated={**committee.delegated, day: True})
        case DelegationEnded(ended_on=day):
            return replace(committee, delegated={**committee.delegated, day: False})
        case YouthUnionStated(present=present, since_on=day):
            return replace(committee, youth_union={**committee.youth_union, day: present})
        case CommitteeSplit(from_id=origin):
            return replace(committee, split_from=origin)
        case CommitteeMerged(into_id=successor, merged_on=day, decision_no=number):
            end = End(on=day, successor_id=successor, decision_no=number)
            return replace(committee, end=end)
        case CommitteeDissolved(successor_id=successor, dissolved_on=day, decision_no=number):
            end = End(on=day, successor_id=successor, decision_no=number)
            return replace(committee, end=end)
        case _:
            return committee
