"""A ground on which persons need not be asked about, and what it demands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from shared.events.background import MatchOutcome, QuestionItem, RequestChannel, WaiverKind
from shared.events.terms import DocumentNumber, PersonId, Relation
from shared.events.waiving import FileMatched, WaiverProposed

OWN_SIDE = frozenset(
    {
        Relation.APPLICANT,
        Relation.FATHER,
        Relation.MOTHER,
        Relation.RAISED_BY,
        Relation.CHILD_OF_AGE,
    }
)
SPOUSE_SIDE = frozenset({Relation.SPOUSE, Relation.SPOUSE_FATHER, Relation.SPOUSE_MOTHER})

COVERS: Mapping[WaiverKind, frozenset[Relation]] = {
    WaiverKind.OWN_SIDE_MEMBER: OWN_SIDE,
    WaiverKind.SPOUSE_SIDE_MEMBER: SPOUSE_SIDE,
    WaiverKind.CLEAR_ITEMS: OWN_SIDE | SPOUSE_SIDE,
    WaiverKind.WELL_KNOWN: OWN_SIDE | SPOUSE_SIDE,
    WaiverKind.ARMED_FORCES: OWN_SIDE | SPOUSE_SIDE,
    WaiverKind.APPLICANT_ABROAD: frozenset({Relation.APPLICANT}),
    WaiverKind.RELATIVE_ABROAD: OWN_SIDE - {Relation.APPLICANT} | SPOUSE_SIDE,
    WaiverKind.FOREIGN_EMPLOYER: OWN_SIDE | SPOUSE_SIDE,
}
"""About whom one need not ask, at most."""

OF_ONE_PERSON = frozenset(
    {
        WaiverKind.CLEAR_ITEMS,
        WaiverKind.ARMED_FORCES,
        WaiverKind.RELATIVE_ABROAD,
        WaiverKind.FOREIGN_EMPLOYER,
    }
)
"""Where the ground is one person's own: nobody else is covered."""

MEMBERS: Mapping[WaiverKind, frozenset[Relation]] = {
    WaiverKind.OWN_SIDE_MEMBER: frozenset(
        {Relation.FATHER, Relation.MOTHER, Relation.SIBLING, Relation.CHILD_OF_AGE}
    ),
    WaiverKind.SPOUSE_SIDE_MEMBER: SPOUSE_SIDE | {Relation.SPOUSE_SIBLING},
}
"""Whose membership is the ground (HD 06 §3.4c)."""

MATCHED = frozenset(
    {
        WaiverKind.OWN_SIDE_MEMBER,
        WaiverKind.SPOUSE_SIDE_MEMBER,
        WaiverKind.ARMED_FORCES,
        WaiverKind.APPLICANT_ABROAD,
    }
)
"""Which grounds want the CV laid beside another file."""

INSTEAD: Mapping[WaiverKind, Sequence[frozenset[RequestChannel]]] = {
    WaiverKind.RELATIVE_ABROAD: [
        frozenset({RequestChannel.FOREIGN_MISSION, RequestChannel.AGENCY})
    ],
    WaiverKind.FOREIGN_EMPLOYER: [
        frozenset({RequestChannel.ENVOY}),
        frozenset({RequestChannel.AGENCY}),
    ],
}
"""By which channels one asks instead: one of each set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What was found when the CV was laid beside the other file."""

    outcome: MatchOutcome
    document_no: DocumentNumber
    matched_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A ground with its evidence so far; the newest match counts."""

    kind: WaiverKind
    covered: tuple[PersonId, ...]
    member_id: PersonId | None
    items: tuple[QuestionItem, ...]
    document_no: DocumentNumber
    conclusion_no: DocumentNumber | None
    proposed_on: date
    matches: tuple[Match, ...] = ()
    withdrawn_on: date | None = None

    @property
    def stands(self) -> bool:
        return self.withdrawn_on is None

    @property
    def match(self) -> Match | None:
        return self.matches[-1] if self.matches else None

    @property
    def matched(self) -> bool:
        """Whether nothing more is to be matched."""
        if self.kind not in MATCHED:
            return True
        return self.match is not None and self.match.outcome is MatchOutcome.MATCH

    @property
    def last_on(self) -> date:
        return max([self.proposed_on, *(match.matched_on for match in self.matches)])


def proposed(event: WaiverProposed) -> Waiver:
    return Waiver(
        kind=event.kind,
        covered=event.covered,
        member_id=event.member_id,
        items=event.items,
        document_no=event.document_no,
        conclusion_no=event.conclusion_no,
        proposed_on=event.proposed_on,
    )


def matched(waiver: Waiver, event: FileMatched) -> Waiver:
    match = Match(outcome=event.outcome, document_no=event.document_no, matched_on=event.matched_on)
    return replace(waiver, matches=(*waiver.matches, match))
