"""The sample judged command by command as the desks do it, and kept nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from uuid import uuid5

from services.intake import domain as intake
from services.intake.desk.recorder import named_by
from services.intake.desk.rights import check_command
from services.intake.domain.erasure import decide_erasure, somebody
from services.intake.domain.issuing import (
    corrected_facts,
    decision_of,
    document_of,
    level_of,
    number_of,
)
from services.intake.domain.office_commands import GiveOffice, NameSubstitute, OfficeCommand
from services.intake.domain.offices import Appointment, decide_user
from services.intake.domain.scans import (
    AttachScan,
    Papers,
    Today,
    WithdrawScan,
    decide_scan,
    evolve_papers,
    nothing_scanned,
)
from services.intake.domain.user import User, evolve_user, stranger
from services.sample import Entry
from services.sample.entry import Beside
from services.sample.papers import AttachPage, PageCommand, WithdrawPage
from services.verification import domain as verification
from services.verification.domain.issuing import document_of as letter_of
from shared.events import Event
from shared.events.conditions import ConsentGiven
from shared.events.correcting import StepCorrected
from shared.events.stage import STAGE_AFTER
from shared.events.terms import CaseId, CommitteeId, PersonId, ScanId, UserId
from shared.people.papers import media_type_of
from shared.people.vault import Field
from shared.web.clock import PROVINCE
from tests.register import Register


@dataclass(slots=True)
class Rehearsal:
    """What has come of the commands so far."""

    events: list[Event] = field(default_factory=list)
    committees: dict[CommitteeId, intake.Committee] = field(default_factory=dict)
    cases: dict[CaseId, intake.Case] = field(default_factory=dict)
    verifications: dict[CaseId, verification.Verification] = field(default_factory=dict)
    papers: dict[CaseId, Papers] = field(default_factory=dict)
    users: dict[UserId, User] = field(default_factory=dict)
    born_on: dict[PersonId, date] = field(default_factory=dict)
    numbers: Register = field(default_factory=Register)
    letters: Register = field(default_factory=Register)  # of verification

    def hear(self, entry: Entry) -> Sequence[Event]:
        """Judge the command as the desks do, and what follows from it; raises Refused."""
        for person, values in entry.sealed.items():
            if Field.BORN_ON in values:
                self.born_on[person] = date.fromisoformat(values[Field.BORN_ON])
        events = self.judge(entry)
        assert events, f"{entry.command} changed nothing"
        self.events.extend(events)
        return events

    def judge(self, entry: Entry) -> Sequence[Event]:
        match entry.command:
            case (
                intake.CreateCommittee()
                | intake.NameCommittee()
                | intake.PlaceCommittee()
                | intake.RetypeCommittee()
                | intake.MergeCommittee()
                | intake.DissolveCommittee()
                | intake.SplitCommittee()
                | intake.DelegateAdmission()
                | intake.EndDelegation()
                | intake.StateYouthUnion()
            ):
                return self.organise(entry, entry.command)
            case verification.Conclude(case_id=case_id, concluded_on=on):
                facts = self.verify(entry, entry.command)
                received = intake.ReceiveConclusion(case_id=case_id, concluded_on=on)
                return [*facts, *self.proceed(entry, received)]
            case command if isinstance(command, verification.Command):
                return self.verify(entry, command)
            case command if isinstance(command, PageCommand):
                return self.scan(entry, command)
            case command if isinstance(command, Beside):
                return self.attend(entry, command)
            case intake.MoveApplicant(case_id=case_id, branch_id=there, moved_on=on):
                moved = self.proceed(entry, entry.command)
                follow = verification.FollowCase(case_id=case_id, branch_id=there, moved_on=on)
                return [*moved, *self.verify(entry, follow)]
            case intake.SealCv(sealed_on=on):
                (sealed,) = self.proceed(entry, entry.command)
                planned = verification.PlanRequests(
                    case_id=sealed.case_id,
                    branch_id=sealed.branch_id,
                    persons=sealed.persons,
                    sent_on=on,
                )
                return [sealed, *self.verify(entry, planned)]
            case _:
                return self.proceed(entry, entry.command)

    def organise(self, entry: Entry, command: intake.OrganisationCommand) -> Sequence[Event]:
        committee = self.committees.get(command.committee_id, intake.nobody)
        on, other = intake.since(command), intake.other_committee(command)
        line = self.line(other or command.committee_id, on=on)
        check_command(entry.office, command, ids(line) or (command.committee_id,))
        given = self.given(entry, line=line if other else line[1:])
        facts = intake.decide_committee(command, committee, given)
        acting = entry.office.committee_id
        for fact in facts:
            decision = decision_of(fact, acting, level_of(acting, given))
            self.numbers.bear(decision, "organisation", many=True)
        self.committees[command.committee_id] = reduce(intake.evolve_committee, facts, committee)
        return facts

    def proceed(self, entry: Entry, command: intake.CaseCommand) -> Sequence[Event]:
        case = self.cases.get(command.case_id, intake.initial)
        line = self.line(case.branch_id or command.branch_id, on=intake.day_of(command))
        named = named_by(command, case)
        if not isinstance(command, intake.ReceiveConclusion):
            check_command(entry.office, command, (*ids(line), *named))
        given = self.given(
            entry,
            line=line,
            born_on=self.born_on.get(case.person_id),
            successors={
                one: self.line(one, on=intake.day_of(command))[0].committee_id for one in named
            },
            followed=self.cases.get(getattr(command, "follows", None), intake.initial),
            there=self.there(command),
            line_then=self.line_then(command, case),
        )
        facts = intake.decide(command, case, given)
        self.number(facts, case, given)
        self.cases[command.case_id] = reduce(intake.evolve, facts, case)
        return facts

    def number(self, facts: Sequence[Event], case: intake.Case, given: intake.Given) -> None:
        for fact in facts:
            stage = fact.stage if isinstance(fact, StepCorrected) else STAGE_AFTER[type(fact)]
            matter, many = f"{stage} {fact.case_id}", isinstance(fact, ConsentGiven)
            if isinstance(fact, StepCorrected):
                before, after = corrected_facts(fact, case)
                right = document_of(after, case, given)
                self.numbers.exchange(number_of(before), right, matter)
            else:
                self.numbers.bear(document_of(fact, case, given), matter, many=many)

    def there(self, command: intake.CaseCommand) -> tuple[intake.Place, ...]:
        departing = isinstance(command, intake.Departing)
        return self.line(command.branch_id, on=intake.day_of(command)) if departing else ()

    def line_then(self, command: intake.CaseCommand, case: intake.Case) -> tuple[intake.Place, ...]:
        corrects = isinstance(command, intake.CorrectStep) and command.day
        return self.line(case.branch_id, on=command.day) if corrects else ()

    def verify(self, entry: Entry, command: verification.Command) -> Sequence[Event]:
        state = self.verifications.get(command.case_id, verification.initial)
        facts = verification.decide(command, state, self.known(entry, command, state))
        for fact in facts:
            if document := letter_of(fact, state, entry.office.committee_id):
                matter = f"{type(fact).__name__} {document.on}"
                self.letters.bear(document, matter, many=True)
        self.verifications[command.case_id] = reduce(verification.evolve, facts, state)
        return facts

    def scan(self, entry: Entry, command: PageCommand) -> Sequence[Event]:
        """The ids of pages follow from a key that the rehearsal does not have."""
        papers = self.papers.get(command.case_id, nothing_scanned)
        scan_id = ScanId(uuid5(command.case_id, command.stage))
        match command:
            case AttachPage(case_id=case_id, stage=stage, content=content):
                told = AttachScan(
                    case_id=case_id,
                    scan_id=scan_id,
                    stage=stage,
                    media_type=media_type_of(content),
                    size=len(content),
                )
            case WithdrawPage(case_id=case_id, reason=reason):
                told = WithdrawScan(case_id=case_id, scan_id=scan_id, reason=reason)
        given = Today(today=day(entry), taken=self.cases[command.case_id].taken)
        facts = decide_scan(told, papers, given)
        self.papers[command.case_id] = reduce(evolve_papers, facts, papers)
        return facts

    def attend(self, entry: Entry, command: Beside) -> Sequence[Event]:
        if isinstance(command, intake.ErasePerson):
            return decide_erasure(command, somebody, day(entry))
        user = self.users.get(command.user_id, stranger)
        given = Appointment(today=day(entry), acting=None, **self.appointment(command))
        facts = decide_user(command, user, given)
        acting = entry.office.committee_id
        level = next((place.type for place in self.line(acting, on=day(entry))), None)
        for fact in facts:
            self.numbers.bear(decision_of(fact, acting, level), "organisation", many=True)
        self.users[command.user_id] = reduce(evolve_user, facts, user)
        return facts

    def appointment(self, command: OfficeCommand) -> dict[str, object]:
        match command:
            case GiveOffice(committee_id=one, from_on=on):
                return {"level": self.line(one, on=on)[0].type}
            case NameSubstitute(committee_id=one, from_on=on, instead_of=holder):
                return {"level": self.line(one, on=on)[0].type, "holder": self.users[holder]}
            case _:
                return {}

    def known(
        self, entry: Entry, command: verification.Command, state: verification.Verification
    ) -> verification.Given:
        """What the desk of verification reads."""
        on = verification.day_of(command)
        asked = {one.addressee_id for one in state.requests.values() if one.addressee_id}
        given = verification.Given(
            today=day(entry),
            now={one: self.line(one, on=on)[0].committee_id for one in asked},
            line=ids(self.line(state.branch_id, on=on)),
            named={one.person_id: one.relation for one in self.cases[command.case_id].persons},
            declared=entry.sides.declared if entry.sides else "",
            found=entry.sides.found if entry.sides else "",
        )
        if not isinstance(command, verification.AskAgain):
            return given
        before = ids(self.line(state.requests[command.request_id].addressee_id, on=on))
        there = ids(self.line(command.addressee_id, on=on))
        above = next(iter(before[1:]), None)
        return replace(given, asked=before[0], above=above, addressee=next(iter(there), None))

    def given(self, entry: Entry, **known: object) -> intake.Given:
        return intake.Given(today=day(entry), acting=entry.office.committee_id, **known)

    def line(self, committee_id: CommitteeId | None, *, on: date) -> tuple[intake.Place, ...]:
        line = []
        while committee_id and (committee := self.committees.get(committee_id, intake.nobody)):
            if committee.exists_on(on):
                decides, type_ = committee.decides_on(on), committee.type_on(on)
                place = intake.Place(
                    committee_id=committee_id,
                    type=type_,
                    delegated=decides,
                    youth_union=committee.youth_union_on(on),
                )
                line.append(place)
            committee_id = committee.above_on(on)
        return tuple(line)


def ids(line: Sequence[intake.Place]) -> tuple[CommitteeId, ...]:
    return tuple(place.committee_id for place in line)


def day(entry: Entry) -> date:
    return entry.at.astimezone(PROVINCE).date()
