"""Who issues the document that tells of a step: whose numbers it takes one of (HD 36-HD/VPTW)."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date

from services.intake.domain.appraising import section_above
from services.intake.domain.case import Case
from services.intake.domain.competence import branch, competent_committee, grassroots_committee
from services.intake.domain.corrected import amended, changes_of
from services.intake.domain.given import Given
from services.intake.domain.happened import happened_on
from shared.events import Event
from shared.events.appeal import StrikingOffAnnulled, StrikingOffUpheld
from shared.events.appraisal import AppraisalHeld, DossierAppraised, SectionExamined
from shared.events.case import (
    AdmissionDecided,
    BranchResolved,
    CaseEvent,
    CeremonyHeld,
    ClassCertified,
    DecisionCancelled,
    GrassrootsResolved,
)
from shared.events.conditions import ConsentGiven
from shared.events.correcting import StepCorrected
from shared.events.discipline import ProbationerDisciplined
from shared.events.extending import DeadlineExtended
from shared.events.leaving import AdmissionRefused, BranchDidNotPass, DossierReturned
from shared.events.moving import (
    AdmissionForwarded,
    AdmissionSentBack,
    ApplicantMoved,
    CaseSuspended,
    CeremonyOrdered,
    ProbationerTransferred,
)
from shared.events.office import OfficeEvent
from shared.events.organisation import OrganisationEvent
from shared.events.probation import (
    MemberRecognised,
    NewMemberCertified,
    ProbationerStruckOff,
    RecognitionProposed,
    RecognitionResolved,
)
from shared.events.recognition import (
    RecognitionDidNotPass,
    RecognitionReferred,
    RecognitionReturned,
)
from shared.events.terms import CommitteeId, CommitteeType, DocumentNumber
from shared.law.documents import Document

Decided = OrganisationEvent | OfficeEvent
Issuer = Callable[[Case, Given], CommitteeId | None]


def the_branch(case: Case, given: Given) -> CommitteeId | None:
    return branch(case, given)


def the_section(_: Case, given: Given) -> CommitteeId | None:
    return section_above(given.line)


def the_grassroots(_: Case, given: Given) -> CommitteeId | None:
    """Who stands at the grassroots level, or directly above it where nothing does."""
    return grassroots_committee(given.line) or competent_committee(given.line)


def the_decider(_: Case, given: Given) -> CommitteeId | None:
    return competent_committee(given.line)


def who_acts(_: Case, given: Given) -> CommitteeId | None:
    return given.acting


ISSUED_BY: Mapping[type[CaseEvent], Issuer] = {
    BranchResolved: the_branch,  # NQ
    BranchDidNotPass: the_branch,  # BB
    RecognitionProposed: the_branch,  # NQ
    ApplicantMoved: the_branch,  # CV
    AdmissionForwarded: the_branch,  # CV
    ProbationerTransferred: the_branch,  # GT
    SectionExamined: the_section,  # BC
    GrassrootsResolved: the_grassroots,  # NQ
    RecognitionResolved: the_grassroots,  # NQ
    CaseSuspended: the_grassroots,  # CV
    DossierReturned: who_acts,  # CV, of whoever has the dossier
    RecognitionDidNotPass: the_branch,  # BB
    RecognitionReferred: the_branch,  # BC
    RecognitionReturned: who_acts,  # CV, of whoever has the dossier
    DossierAppraised: who_acts,  # BC, of its organisation board
    AppraisalHeld: who_acts,  # BC
    DeadlineExtended: the_decider,  # TB
    AdmissionDecided: the_decider,  # QĐ
    CeremonyHeld: the_decider,  # CV, the consent to a late one
    AdmissionRefused: the_decider,  # TB
    MemberRecognised: the_decider,  # QĐ
    ProbationerStruckOff: the_decider,  # QĐ
    CeremonyOrdered: the_decider,  # CV
    AdmissionSentBack: the_decider,  # CV
    DecisionCancelled: who_acts,  # QĐ, of the issuer or who is competent now
    ProbationerDisciplined: who_acts,  # QĐ, of one in the line
    StrikingOffUpheld: who_acts,  # QĐ, of who decides or stands above
    StrikingOffAnnulled: who_acts,  # QĐ
}
"""The committee whose document tells of a step; of which kind it is, its number says itself."""

ISSUED_ELSEWHERE = frozenset({ClassCertified, NewMemberCertified})
"""Told by certificates of training centres, which are not in the directory: not looked at.

Nor is the resolution of a union by which it introduces somebody.
"""

NUMBERS = (DocumentNumber, DocumentNumber | None)


def number_of(fact: CaseEvent | Decided) -> DocumentNumber | None:
    """The number of the document that tells of a step, where one does."""
    told = [getattr(fact, each.name) for each in fields(fact) if each.type in NUMBERS]
    return next((number for number in told if number), None)


def document_of(fact: CaseEvent, case: Case, given: Given) -> Document | None:
    """The document of a step by a committee of the directory; None where there is none."""
    number, committee_id = number_of(fact), issuer_of(fact, case, given)
    if number is None or committee_id is None:
        return None
    return Document(
        number=number,
        on=happened_on(fact),
        issuer_id=committee_id,
        level=level_of(committee_id, given),
    )


def decision_of(
    fact: Event, issuer_id: CommitteeId, level: CommitteeType | None
) -> Document | None:
    """The decision about committees or offices that a fact names, as of the day it holds from."""
    if not isinstance(fact, Decided) or not (number := number_of(fact)):
        return None
    [day, *_] = [getattr(fact, each.name) for each in fields(fact) if each.type is date]
    return Document(number=number, on=day, issuer_id=issuer_id, level=level)


def issuer_of(fact: CaseEvent, case: Case, given: Given) -> CommitteeId | None:
    if isinstance(fact, ConsentGiven):
        return fact.consented_by
    issuer = ISSUED_BY.get(type(fact))
    return issuer(case, given) if issuer else None


def level_of(committee_id: CommitteeId, given: Given) -> CommitteeType | None:
    """The level of a committee in the line of the branch."""
    return next((each.type for each in given.line if each.committee_id == committee_id), None)


def corrected_facts(fact: StepCorrected, case: Case) -> tuple[CaseEvent, CaseEvent]:
    """The step that a correction puts right, as it stood and as it should have been."""
    after = amended(case.taken, fact.stage, changes_of(fact))
    return case.taken[fact.stage], after[fact.stage]
