"""What becomes of a command about a probationary member: its fact, or a refusal."""

from typing import assert_never

from services.intake.domain.case import Case, known
from services.intake.domain.clocks import probation_end
from services.intake.domain.competence import check_competent
from services.intake.domain.eligibility import check_branch_vote, check_committee_vote
from services.intake.domain.given import Given
from services.intake.domain.probation_commands import (
    CertifyNewMember,
    ProbationCommand,
    ProposeRecognition,
    ReceiveMemberCv,
    RecogniseMember,
    ResolveRecognition,
    StrikeOff,
)
from shared.events.probation import (
    MemberCvReceived,
    MemberRecognised,
    NewMemberCertified,
    ProbationerStruckOff,
    ProbationEvent,
    RecognitionProposed,
    RecognitionResolved,
)
from shared.events.stage import Stage


def proceed(command: ProbationCommand, case: Case, given: Given) -> ProbationEvent:
    """The fact that `command` makes; that it comes in its time is checked by then."""
    match command:
        case ReceiveMemberCv(case_id=case_id, received_on=day):
            return MemberCvReceived(case_id=case_id, received_on=day)
        case CertifyNewMember(case_id=case_id, certificate_no=number, certified_on=day):
            return NewMemberCertified(case_id=case_id, certificate_no=number, certified_on=day)
        case ProposeRecognition():
            return propose(command, case)
        case ResolveRecognition():
            return resolve(command)
        case RecogniseMember():
            return recognise(command, case, given)
        case StrikeOff():
            return strike_off(command, given)
        case _:
            assert_never(command)


def propose(command: ProposeRecognition, case: Case) -> RecognitionProposed:
    """Refused below two thirds of the official members (Charter 5) or three of them (24.1)."""
    check_branch_vote(command.vote, command.resolved_on, rule_id="recognition_vote")
    return RecognitionProposed(
        case_id=command.case_id,
        resolution_no=command.resolution_no,
        resolved_on=command.resolved_on,
        vote=command.vote,
        probation_ended_on=probation_end(known(case.day(Stage.ADMITTED))),
    )


def resolve(command: ResolveRecognition) -> RecognitionResolved:
    check_committee_vote(command.vote, command.resolved_on)
    return RecognitionResolved(
        case_id=command.case_id,
        resolution_no=command.resolution_no,
        resolved_on=command.resolved_on,
        vote=command.vote,
    )


def recognise(command: RecogniseMember, case: Case, given: Given) -> MemberRecognised:
    """Official as of the end of probation, even if branch or committee were late (QĐ 24 §4.2b)."""
    check_competent(given, command.decided_on)
    return MemberRecognised(
        case_id=command.case_id,
        decision_no=command.decision_no,
        decided_on=command.decided_on,
        decided_by=given.acting,
        official_on=probation_end(known(case.day(Stage.ADMITTED))),
    )


def strike_off(command: StrikeOff, given: Given) -> ProbationerStruckOff:
    check_competent(given, command.struck_off_on)
    return ProbationerStruckOff(
        case_id=command.case_id,
        decision_no=command.decision_no,
        struck_off_on=command.struck_off_on,
        decided_by=given.acting,
        reason=command.reason,
    )
