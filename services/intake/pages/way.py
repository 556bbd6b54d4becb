"""The way of a case in words: what each step recorded, and who entered it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.intake.domain import certificate_end, happened_on
from services.intake.pages.conditioned import condition_facts
from services.intake.pages.disciplined import discipline_facts
from services.intake.pages.moved import moving_facts
from services.intake.pages.prepared import prepared_facts
from services.intake.pages.recognised import recognition_facts
from services.intake.pages.said import Fact, Names
from services.intake.pages.votes import vote_words
from shared.events.appeal import AppealEvent
from shared.events.appraisal import AppraisalHeld, DossierAppraised, SectionExamined
from shared.events.case import (
    AdmissionDecided,
    BranchResolved,
    CaseEvent,
    CeremonyHeld,
    ClassCertified,
    CvDeclared,
    DecisionCancelled,
    GrassrootsResolved,
    ProspectListed,
)
from shared.events.conditions import ConditionEvent
from shared.events.correcting import StepCorrected
from shared.events.discipline import DisciplineEvent
from shared.events.extending import DeadlineExtended
from shared.events.leaving import (
    AdmissionRefused,
    BranchDidNotPass,
    CaseClosed,
    DossierReturned,
    ProspectDelisted,
)
from shared.events.mentoring import MentorAssigned, MentorReported
from shared.events.moving import MovingEvent
from shared.events.preparation import PreparationEvent
from shared.events.probation import (
    MemberRecognised,
    NewMemberCertified,
    ProbationerStruckOff,
    RecognitionProposed,
    RecognitionResolved,
)
from shared.events.recognition import RecognitionPaper, RecognitionSetback
from shared.events.step import Step
from shared.events.terms import NamedPerson, Profile, UserId
from shared.people.access import Office, Role
from shared.web.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A step as one line of the way."""

    version: int
    day: str
    title: str
    entered: str
    facts: Sequence[Fact]


def way(steps: Sequence[Step], texts: Texts, names: Names) -> list[Taken]:
    """The lines of the way so far, in the order in which they were recorded."""
    return [
        Taken(
            version=step.version,
            day=texts.day(happened_on(fact)),
            title=texts.say(f"event.{type(fact).__name__}"),
            entered=entered(step, texts, names),
            facts=[*facts_of(fact, texts, names), judged_by(step, texts)],
        )
        for step in steps
        if isinstance(fact := step.event, CaseEvent) and not isinstance(fact, StepCorrected)
    ]


def entered(step: Step, texts: Texts, names: Names) -> str:
    """Who entered the step, as an office, and when."""
    office, at = Office.parse(step.entry.office), step.entry.recorded_at
    if office.role is Role.SERVICE:
        return texts.say("intake.case.heard", at=at)
    return texts.say("intake.case.entered", office=office_words(office, texts, names), at=at)


def office_words(office: Office, texts: Texts, names: Names) -> str:
    """The role and the committee, as `Branch clerk · Chi bộ 1`; then by whom, in whose place."""
    role = texts.say(f"role.{office.role}")
    committee = names.committees.get(office.committee_id)
    words = f"{role} · {committee}" if committee else role
    if office.user_id is None:
        return words
    user = user_words(office.user_id, texts, names)
    if office.instead_of is None:
        return texts.say("office.by", office=words, user=user)
    holder = user_words(office.instead_of, texts, names)
    return texts.say("office.by_substitute", office=words, user=user, holder=holder)


def user_words(user_id: UserId, texts: Texts, names: Names) -> str:
    """The name, or the beginning of the id where the vault holds none."""
    return names.users.get(user_id) or texts.say("office.no_name", code=str(user_id)[:8])


def judged_by(step: Step, texts: Texts) -> Fact:
    return texts.say("field.rule_set"), step.entry.rule_set


def facts_of(fact: CaseEvent, texts: Texts, names: Names) -> Iterator[Fact]:
    """Everything that the step recorded beside its day."""
    match fact:
        case ProspectListed(profile=profile):
            yield texts.say("field.profile"), profile_words(profile, texts)
        case CeremonyHeld(profile=profile, consent_no=consent):
            yield texts.say("field.profile"), profile_words(profile, texts)
            if consent:
                yield texts.say("field.consent_no"), consent
        case ClassCertified(certificate_no=number, certified_on=day):
            yield texts.say("field.certificate_no"), number
            yield texts.say("field.valid_until"), texts.day(certificate_end(day))
        case CvDeclared(persons=persons):
            for person in persons:
                yield person_words(person, texts, names)
        case MentorAssigned(mentor_id=mentor, reason=replaced):
            yield texts.say("field.mentor"), names.person(mentor, texts)
            if replaced:
                yield texts.say("field.mentor_reason"), texts.say(f"replacement_reason.{replaced}")
        case MentorReported(mentor_id=mentor):
            yield texts.say("field.mentor"), names.person(mentor, texts)
        case _ if isinstance(fact, ConditionEvent):
            yield from condition_facts(fact, texts, names)
        case _ if isinstance(fact, PreparationEvent):
            yield from prepared_facts(fact, texts, names)
        case _ if isinstance(fact, RecognitionPaper | RecognitionSetback):
            yield from recognition_facts(fact, texts, names)
        case BranchResolved():
            yield from branch_facts(fact, texts)
        case GrassrootsResolved(resolution_no=number, vote=vote, resolved_on=day):
            yield texts.say("field.resolution_no"), number
            yield texts.say("field.vote"), vote_words(vote, day, texts)
        case SectionExamined(report_no=number):
            yield texts.say("field.report_no"), number
        case DossierAppraised(note_no=number, appraised_by=committee):
            yield texts.say("field.appraisal_no"), number
            yield texts.say("field.appraised_by"), names.committee(committee)
        case AppraisalHeld(note_no=number, held_by=committee, outcome=outcome):
            yield texts.say("field.appraisal_no"), number
            yield texts.say("field.outcome"), texts.say(f"appraisal_outcome.{outcome}")
            yield texts.say("field.appraised_by"), names.committee(committee)
        case DeadlineExtended(deadline=deadline, document_no=number, extended_by=committee):
            yield texts.say("field.deadline"), texts.say(f"deadline.{deadline}")
            yield texts.say("field.extension_no"), number
            yield texts.say("field.why"), texts.say(f"extension_reason.{fact.reason}")
            yield texts.say("field.decided_by"), names.committee(committee)
        case AdmissionDecided(decision_no=number, decided_by=committee, profile=profile):
            yield texts.say("field.decision_no"), number
            yield texts.say("field.decided_by"), names.committee(committee)
            yield texts.say("field.profile"), profile_words(profile, texts)
        case DecisionCancelled(decision_no=number, reason=reason):
            yield texts.say("field.decision_no"), number
            yield texts.say("field.reason"), texts.say(f"cancel_reason.{reason}")
        case BranchDidNotPass(minutes_no=number, vote=branch_vote, held_on=day):
            yield texts.say("field.minutes_no"), number
            yield texts.say("field.vote"), vote_words(branch_vote, day, texts)
        case DossierReturned(note_no=number, returned_by=committee, reason=lacking):
            yield texts.say("field.note_no"), number
            yield texts.say("field.lacking"), texts.say(f"return_reason.{lacking}")
            yield texts.say("field.returned_by"), names.committee(committee)
        case AdmissionRefused(notice_no=number, reason=refused):
            yield texts.say("field.notice_no"), number
            yield texts.say("field.why"), texts.say(f"refusal_reason.{refused}")
        case NewMemberCertified(certificate_no=number):
            yield texts.say("field.certificate_no"), number
        case RecognitionProposed(resolution_no=number, vote=branch_vote, resolved_on=day):
            yield texts.say("field.resolution_no"), number
            yield texts.say("field.vote"), vote_words(branch_vote, day, texts)
            yield texts.say("field.probation_ended_on"), texts.day(fact.probation_ended_on)
        case RecognitionResolved(resolution_no=number, vote=vote, resolved_on=day):
            yield texts.say("field.resolution_no"), number
            yield texts.say("field.vote"), vote_words(vote, day, texts)
        case MemberRecognised(decision_no=number, official_on=day):
            yield texts.say("field.decision_no"), number
            yield texts.say("field.official_on"), texts.day(day)
        case ProbationerStruckOff(decision_no=number, reason=struck):
            yield texts.say("field.decision_no"), number
            yield texts.say("field.why"), texts.say(f"strike_reason.{struck}")
        case _ if isinstance(fact, DisciplineEvent | AppealEvent):
            yield from discipline_facts(fact, texts, names)
        case _ if isinstance(fact, MovingEvent):
            yield from moving_facts(fact, texts, names)
        case ProspectDelisted(reason=left) | CaseClosed(reason=left):
            yield texts.say("field.why"), texts.say(f"leave_reason.{left}")
        case _:
            return


def branch_facts(fact: BranchResolved, texts: Texts) -> Iterator[Fact]:
    yield texts.say("field.resolution_no"), fact.resolution_no
    yield texts.say("field.vote"), vote_words(fact.vote, fact.resolved_on, texts)
    yield texts.say("vote.official_members"), texts.number(fact.vote.official_members)
    yield texts.say("vote.temporarily_elsewhere"), texts.number(fact.vote.temporarily_elsewhere)
    yield texts.say("vote.exempt_and_absent"), texts.number(fact.vote.exempt_and_absent)
    yield texts.say("field.age"), texts.say("field.months", n=fact.age_months)
    yield texts.say("field.certificate_age"), texts.say("field.months", n=fact.certificate_months)


def profile_words(profile: Profile, texts: Texts) -> str:
    codes = {
        "sex": profile.sex,
        "ethnicity": profile.ethnicity,
        "union": profile.union,
        "study": profile.study,
    }
    return "; ".join(texts.say(f"{name}.{code}") for name, code in codes.items())


def person_words(person: NamedPerson, texts: Texts, names: Names) -> Fact:
    """A relative's name, and the committee that knows him or her."""
    name = names.person(person.person_id, texts)
    committee = names.committee(person.committee_id)
    return texts.say(f"relation.{person.relation}"), f"{name} – {committee}"
