"""What intake decides: a person's way from prospect to member, and the directory of committees."""

from services.intake.domain.case import WAY, Case, evolve, happened_on, initial
from services.intake.domain.clocks import Due, Term, clocks, next_due
from services.intake.domain.commands import (
    LEADS_TO,
    CancelDecision,
    CaseCommand,
    CertifyClass,
    CertifyCv,
    DecideAdmission,
    DeclareCv,
    FileApplication,
    HoldCeremony,
    ListProspect,
    ReceiveConclusion,
    ReceiveDecision,
    ResolveInBranch,
    ResolveInGrassroots,
    SealCv,
    day_of,
)
from services.intake.domain.decide import decide
from services.intake.domain.given import Given, Place, competent_committee
from services.intake.domain.next import TAKEN_BY, NextStep, next_steps, waits_for
from services.intake.domain.organisation import (
    Committee,
    CreateCommittee,
    NameCommittee,
    OrganisationCommand,
    PlaceCommittee,
    decide_committee,
    evolve_committee,
    nobody,
    since,
)

Command = CaseCommand | OrganisationCommand

__all__ = [
    "LEADS_TO",
    "TAKEN_BY",
    "WAY",
    "CancelDecision",
    "Case",
    "CaseCommand",
    "CertifyClass",
    "CertifyCv",
    "Command",
    "Committee",
    "CreateCommittee",
    "DecideAdmission",
    "DeclareCv",
    "Due",
    "FileApplication",
    "Given",
    "HoldCeremony",
    "ListProspect",
    "NameCommittee",
    "NextStep",
    "OrganisationCommand",
    "Place",
    "PlaceCommittee",
    "ReceiveConclusion",
    "ReceiveDecision",
    "ResolveInBranch",
    "ResolveInGrassroots",
    "SealCv",
    "Term",
    "clocks",
    "competent_committee",
    "day_of",
    "decide",
    "decide_committee",
    "evolve",
    "evolve_committee",
    "happened_on",
    "initial",
    "next_due",
    "next_steps",
    "nobody",
    "since",
    "waits_for",
]
