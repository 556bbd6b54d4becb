"""Topic `ketnap.organisation.v1`: the directory of committees. Key: the committee."""

from dataclasses import dataclass
from datetime import date

from shared.events.terms import CommitteeId, CommitteeType, DocumentNumber, PublicName


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeCreated:
    """A committee came into being by a decision."""

    committee_id: CommitteeId
    type: CommitteeType
    created_on: date
    decision_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeNamed:
    """A committee bears this name from this day on; earlier days keep the earlier name."""

    committee_id: CommitteeId
    name: PublicName
    named_on: date
    decision_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteePlaced:
    """A committee stands under this parent from this day on; earlier days keep the earlier one."""

    committee_id: CommitteeId
    parent_id: CommitteeId
    placed_on: date
    decision_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeRetyped:
    """A committee is of this level from this day on; earlier days keep the earlier one."""

    committee_id: CommitteeId
    type: CommitteeType
    retyped_on: date
    decision_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeMerged:
    """A committee ended by merging into another, which takes over all that it had (sáp nhập)."""

    committee_id: CommitteeId
    into_id: CommitteeId
    merged_on: date
    decision_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeDissolved:
    """A committee ended (giải thể); its successor takes over what was not placed elsewhere."""

    committee_id: CommitteeId
    successor_id: CommitteeId
    dissolved_on: date
    decision_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeSplit:
    """A new committee was formed out of another, which goes on (chia tách)."""

    committee_id: CommitteeId
    from_id: CommitteeId
    split_on: date
    decision_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionDelegated:
    """A grassroots committee was given the right to decide admissions itself (ủy quyền)."""

    committee_id: CommitteeId
    delegated_on: date
    decision_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationEnded:
    """From this day on, a grassroots committee no longer decides admissions itself."""

    committee_id: CommitteeId
    ended_on: date
    decision_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class YouthUnionStated:
    """From this day on there is a youth union at a committee, or there is none (tổ chức Đoàn)."""

    committee_id: CommitteeId
    present: bool
    since_on: date
    decision_no: DocumentNumber


OrganisationEvent = (
    CommitteeCreated
    | CommitteeNamed
    | CommitteePlaced
    | CommitteeRetyped
    | CommitteeMerged
    | CommitteeDissolved
    | CommitteeSplit
    | AdmissionDelegated
    | DelegationEnded
    | YouthUnionStated
)
