"""Random commands in random order: whatever they are, nobody concludes while anything is open."""

from datetime import date, timedelta
from functools import reduce
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.verification import domain
from services.verification.domain import (
    AskAgain,
    CheckField,
    Command,
    Conclude,
    Given,
    ProposeWaiver,
    RecordMatch,
    RecordPaperReply,
    RecordReceipt,
    Remind,
    ResolveDiscrepancy,
    WithdrawWaiver,
)
from shared.events.background import (
    Agency,
    CvField,
    MatchOutcome,
    Membership,
    Paper,
    RequestChannel,
    Resolution,
    WaiverKind,
    Way,
    WithdrawReason,
)
from shared.events.terms import CommitteeId, DocumentNumber, PersonId, Relation, VerificationResult
from shared.events.verification import VerificationConcluded, VerificationEvent
from shared.law.refusal import Refused
from tests.verification.test_domain import APPLICANT, CASE, FATHER, HERE, PLAN, SENT

ABOVE = CommitteeId(UUID(int=8))
SISTER = PersonId(UUID(int=9))
NUMBER = DocumentNumber("46-CV/ĐU")
LATER = st.integers(-1, 2)  # days since the last command
ANY = st.integers(0, 7)
RESULTS = st.sampled_from([*[VerificationResult.CONFIRMED] * 4, *VerificationResult])


class Verifying(RuleBasedStateMachine):
    """One case; each command is taken or refused, and never both."""

    @initialize()
    def plan(self) -> None:
        self.events: list[VerificationEvent] = []
        self.found = ""
        self.day = SENT
        self.take(PLAN)

    def on(self, later: int) -> date:
        """Commands mostly follow one another, and sometimes come too early."""
        day = self.day + timedelta(days=later)
        self.day = max(self.day, day)
        return day

    @property
    def state(self) -> domain.Verification:
        return reduce(domain.evolve, self.events, domain.initial)

    def take(self, command: Command) -> None:
        before, given = self.state, self.given()
        try:
            made = domain.decide(command, before, given)
        except Refused:
            return
        if any(isinstance(event, VerificationConcluded) for event in made):
            assert not before.open
            assert not before.unresolved
            assert all(waiver.matched for waiver in before.standing)
        self.events.extend(made)
        if not isinstance(command, CheckField):  # what is unlike is told each time
            assert domain.decide(command, self.state, given) == []

    def given(self) -> Given:
        return Given(
            today=SENT + timedelta(days=50),
            asked=HERE,
            above=ABOVE,
            addressee=ABOVE,
            now={HERE: HERE, ABOVE: ABOVE, PLAN.persons[1].committee_id: HERE},
            line=(PLAN.branch_id, HERE),
            named={
                APPLICANT: Relation.APPLICANT,
                FATHER: Relation.FATHER,
                SISTER: Relation.SIBLING,
            },
            declared="20/3/1998",
            found=self.found,
        )

    @rule(number=ANY, result=RESULTS, later=LATER)
    def reply(self, number: int, result: VerificationResult, later: int) -> None:
        requests = list(self.state.requests)
        self.take(
            RecordPaperReply(
                case_id=CASE,
                request_id=requests[number % len(requests)],
                result=result,
                document_no=NUMBER,
                replied_on=self.on(later),
            )
        )

    @rule(number=ANY, later=LATER)
    def receive(self, number: int, later: int) -> None:
        requests = list(self.state.requests)
        id_ = requests[number % len(requests)]
        self.take(RecordReceipt(case_id=CASE, request_id=id_, received_on=self.on(later)))

    @rule(number=ANY, later=LATER)
    def remind(self, number: int, later: int) -> None:
        requests = list(self.state.requests)
        id_ = requests[number % len(requests)]
        self.take(
            Remind(case_id=CASE, request_id=id_, document_no=NUMBER, reminded_on=self.on(later))
        )

    @rule(number=ANY, way=st.sampled_from(Way), security=st.booleans(), later=LATER)
    def ask_again(self, number: int, way: Way, security: bool, later: int) -> None:
        requests = list(self.state.requests)
        self.take(
            AskAgain(
                case_id=CASE,
                request_id=requests[number % len(requests)],
                way=way,
                channel=RequestChannel.AGENCY if security else RequestChannel.LETTER,
                letter_no=NUMBER,
                sent_on=self.on(later),
                addressee_id=None if security else ABOVE,
                agency=Agency.PUBLIC_SECURITY if security else None,
            )
        )

    @rule(
        kind=st.sampled_from(WaiverKind),
        person=st.sampled_from([APPLICANT, FATHER, SISTER]),
        later=LATER,
    )
    def waive(self, kind: WaiverKind, person: PersonId, later: int) -> None:
        self.take(
            ProposeWaiver(
                case_id=CASE,
                kind=kind,
                person_id=person,
                membership=Membership.CURRENT,
                document_no=NUMBER,
                conclusion_no=NUMBER if kind is WaiverKind.WELL_KNOWN else None,
                proposed_on=self.on(later),
            )
        )

    @rule(number=ANY, outcome=st.sampled_from(MatchOutcome), later=LATER)
    def match(self, number: int, outcome: MatchOutcome, later: int) -> None:
        for id_ in list(self.state.waivers)[number : number + 1]:
            self.take(
                RecordMatch(
                    case_id=CASE,
                    waiver_id=id_,
                    outcome=outcome,
                    document_no=NUMBER,
                    matched_on=self.on(later),
                )
            )

    @rule(number=ANY, later=LATER)
    def withdraw(self, number: int, later: int) -> None:
        for id_ in list(self.state.waivers)[number : number + 1]:
            reason = WithdrawReason.CV_UNCLEAR
            self.take(
                WithdrawWaiver(
                    case_id=CASE, waiver_id=id_, reason=reason, withdrawn_on=self.on(later)
                )
            )

    @rule(found=st.sampled_from(["20/3/1998", "21/3/1998", ""]), later=LATER)
    def check(self, found: str, later: int) -> None:
        self.found = found
        self.take(
            CheckField(
                case_id=CASE,
                person_id=APPLICANT,
                field=CvField.BORN_ON,
                paper=Paper.BIRTH_CERTIFICATE,
                checked_on=self.on(later),
            )
        )

    @rule(number=ANY, resolution=st.sampled_from(Resolution), later=LATER)
    def resolve(self, number: int, resolution: Resolution, later: int) -> None:
        for id_ in list(self.state.discrepancies)[number : number + 1]:
            self.take(
                ResolveDiscrepancy(
                    case_id=CASE,
                    discrepancy_id=id_,
                    resolution=resolution,
                    document_no=NUMBER,
                    resolved_on=self.on(later),
                )
            )

    @rule()
    def confirm_everybody(self) -> None:
        for number, request in enumerate(self.state.requests.values()):
            if request.awaited:
                self.reply(number, VerificationResult.CONFIRMED, 0)

    @rule(later=LATER)
    def conclude(self, later: int) -> None:
        self.take(Conclude(case_id=CASE, concluded_on=self.on(later)))

    @invariant()
    def nothing_follows_a_conclusion(self) -> None:
        concluded = [isinstance(event, VerificationConcluded) for event in self.events]
        assert True not in concluded[:-1]

    @invariant()
    def a_question_is_asked_once_and_numbered_in_order(self) -> None:
        numbers = [request.number for request in self.state.requests.values()]
        assert numbers == list(range(1, len(numbers) + 1))


TestVerifying = Verifying.TestCase
TestVerifying.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
