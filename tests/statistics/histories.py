"""Valid histories of cases and committees for the tests of statistics."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid5

from hypothesis import strategies as st

from shared.events.case import (
    AdmissionDecided,
    ApplicationFiled,
    BranchResolved,
    CaseEvent,
    CeremonyHeld,
    ClassCertified,
    ConclusionReceived,
    CvCertified,
    CvDeclared,
    CvSealed,
    DecisionCancelled,
    DecisionReceived,
    GrassrootsResolved,
    ProspectListed,
)
from shared.events.organisation import (
    CommitteeCreated,
    CommitteeMerged,
    CommitteeNamed,
    CommitteePlaced,
)
from shared.events.terms import (
    CancelReason,
    CaseId,
    CommitteeId,
    CommitteeType,
    CommitteeVote,
    DocumentNumber,
    Ethnicity,
    PersonId,
    Profile,
    PublicName,
    Sex,
    Study,
    Union,
    Vote,
)
from shared.events.way import Stage
from tests import examples

Event = CaseEvent | CommitteeCreated | CommitteeNamed | CommitteePlaced

NAMESPACE = UUID("6b1f0d2e-0000-4000-8000-000000000003")
FOUNDED = date(2019, 1, 1)
NUMBER = DocumentNumber("01-QĐ/ĐU")
MAN = Profile(
    sex=Sex.MALE, ethnicity=Ethnicity.KINH, union=Union.TRADE_UNION_PAST_YOUTH_AGE, study=Study.NONE
)
WOMAN = Profile(
    sex=Sex.FEMALE, ethnicity=Ethnicity.MINORITY, union=Union.YOUTH_UNION, study=Study.COLLEGE
)


def made(kind: str, number: int) -> UUID:
    """The same id for the same kind and number, in every run."""
    return uuid5(NAMESPACE, f"{kind} {number}")


def committee(number: int) -> CommitteeId:
    return CommitteeId(made("committee", number))


def case_id(number: int) -> CaseId:
    return CaseId(made("case", number))


PROVINCE, BLOC, NORTH, SOUTH = committee(0), committee(1), committee(2), committee(3)
BRANCHES = tuple(committee(number) for number in range(10, 14))


def founded(
    committee_id: CommitteeId, type_: CommitteeType, *, under: CommitteeId | None, name: str
) -> list[Event]:
    """The stream of a committee that never changes."""
    steps: list[Event] = [
        CommitteeCreated(
            committee_id=committee_id, type=type_, created_on=FOUNDED, decision_no=NUMBER
        ),
        CommitteeNamed(
            committee_id=committee_id, name=PublicName(name), named_on=FOUNDED, decision_no=NUMBER
        ),
    ]
    return steps + ([placed(committee_id, under=under)] if under else [])


def placed(committee_id: CommitteeId, *, under: CommitteeId, on: date = FOUNDED) -> CommitteePlaced:
    return CommitteePlaced(
        committee_id=committee_id, parent_id=under, placed_on=on, decision_no=NUMBER
    )


def merged(committee_id: CommitteeId, *, into: CommitteeId, on: date) -> CommitteeMerged:
    return CommitteeMerged(
        committee_id=committee_id, into_id=into, merged_on=on, decision_no=NUMBER
    )


def tree() -> dict[UUID, list[Event]]:
    """A province, a bloc, two grassroots committees and two branches under each."""
    streams: dict[UUID, list[Event]] = {
        PROVINCE: founded(PROVINCE, CommitteeType.PROVINCE_COMMITTEE, under=None, name="Tỉnh ủy"),
        BLOC: founded(BLOC, CommitteeType.BLOC_COMMITTEE, under=PROVINCE, name="Đảng ủy Khối"),
    }
    for number, parent in enumerate((NORTH, SOUTH)):
        streams[parent] = founded(
            parent, CommitteeType.GRASSROOTS_COMMITTEE, under=BLOC, name=f"Đảng ủy {number + 1}"
        )
    for number, branch in enumerate(BRANCHES):
        parent = NORTH if number < 2 else SOUTH
        streams[branch] = founded(
            branch, CommitteeType.BRANCH, under=parent, name=f"Chi bộ {number + 1}"
        )
    return streams


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A case as a test wants it: where, when decided and held, how far it came."""

    number: int
    branch_id: CommitteeId = BRANCHES[0]
    decided_on: date = date(2023, 5, 2)
    held_on: date = date(2023, 6, 1)
    at_decision: Profile = MAN
    at_ceremony: Profile = MAN
    steps: int = 14  # all up to the ceremony
    cancelled: bool = False
    aside: tuple[CaseEvent, ...] = ()  # what was recorded when it left the way

    def events(self) -> list[CaseEvent]:
        """The stream of this case; a cancellation comes only after a decision."""
        way: list[CaseEvent] = [*self._before_the_decision(), *self._from_the_decision()][
            : self.steps
        ]
        if self.cancelled and self.steps >= 12:
            way.append(
                DecisionCancelled(
                    case_id=case_id(self.number),
                    decision_no=NUMBER,
                    cancelled_on=self.held_on + timedelta(days=30),
                    reason=CancelReason.STANDARDS,
                )
            )
        return [*way, *(replace(fact, case_id=case_id(self.number)) for fact in self.aside)]

    def _before_the_decision(self) -> list[CaseEvent]:
        case, day = case_id(self.number), self.decided_on - timedelta(days=90)
        person = PersonId(made("person", self.number))
        vote = Vote(official_members=9, temporarily_elsewhere=0, exempt_and_absent=0, in_favour=9)
        return [
            ProspectListed(
                case_id=case,
                person_id=person,
                branch_id=self.branch_id,
                listed_on=day,
                profile=self.at_decision,
                relied_on=(),
            ),
            ClassCertified(case_id=case, certificate_no=NUMBER, certified_on=day),
            ApplicationFiled(case_id=case, filed_on=day),
            CvDeclared(case_id=case, declared_on=day, persons=()),
            CvSealed(case_id=case, sealed_on=day, branch_id=self.branch_id, persons=()),
            ConclusionReceived(case_id=case, concluded_on=day),
            CvCertified(case_id=case, certified_on=day),
            replace(examples.applicant_introduced, case_id=case),
            replace(examples.opinions_summarised, case_id=case),
            BranchResolved(
                case_id=case,
                resolution_no=NUMBER,
                resolved_on=day,
                vote=vote,
                age_months=300,
                certificate_months=4,
            ),
            GrassrootsResolved(
                case_id=case,
                resolution_no=NUMBER,
                resolved_on=day,
                vote=CommitteeVote(members=9, in_favour=9),
            ),
        ]

    def _from_the_decision(self) -> list[CaseEvent]:
        case = case_id(self.number)
        return [
            AdmissionDecided(
                case_id=case,
                decision_no=NUMBER,
                decided_on=self.decided_on,
                decided_by=BLOC,
                branch_id=self.branch_id,
                profile=self.at_decision,
                relied_on=(),
            ),
            DecisionReceived(case_id=case, received_on=self.decided_on),
            CeremonyHeld(
                case_id=case,
                branch_id=self.branch_id,
                held_on=self.held_on,
                profile=self.at_ceremony,
            ),
        ]


profiles = st.builds(
    Profile,
    sex=st.sampled_from(Sex),
    ethnicity=st.sampled_from(Ethnicity),
    union=st.sampled_from(Union),
    study=st.sampled_from(Study),
)
days = st.dates(min_value=date(2021, 1, 1), max_value=date(2024, 12, 31))


ASIDE: list[tuple[CaseEvent, ...]] = [
    (),
    (examples.introducer_replaced,),
    (examples.branch_did_not_pass,),
    (examples.dossier_returned,),
    (examples.dossier_returned, examples.dossier_resubmitted),
    (examples.prospect_delisted,),
    (examples.admission_refused,),
    (examples.application_withdrawn,),
    (examples.case_closed,),
    tuple(examples.probation),
    (examples.member_cv_received, examples.probationer_struck_off),
    (examples.probationer_disciplined,),
    (examples.probationer_struck_off, examples.striking_off_appealed, examples.striking_off_upheld),
    (
        examples.probationer_struck_off,
        examples.striking_off_appealed,
        examples.striking_off_annulled,
    ),
    (examples.step_corrected,),
    (replace(examples.step_corrected, day=None, profile=WOMAN),),
    (replace(examples.step_corrected, stage=Stage.DECIDED, day=date(2022, 12, 30), profile=MAN),),
    (replace(examples.step_corrected, stage=Stage.BRANCH_RESOLVED),),
]


@st.composite
def ways(draw: st.DrawFn, number: int) -> Way:
    """Any valid case: short or long, in any branch, cancelled or not."""
    decided_on = draw(days)
    return Way(
        number=number,
        branch_id=draw(st.sampled_from(BRANCHES)),
        decided_on=decided_on,
        held_on=decided_on + timedelta(days=draw(st.integers(0, 60))),
        at_decision=draw(profiles),
        at_ceremony=draw(profiles),
        steps=draw(st.integers(1, 14)),
        cancelled=draw(st.booleans()),
        aside=draw(st.sampled_from(ASIDE)),
    )


@st.composite
def provinces(draw: st.DrawFn, most: int = 6) -> dict[UUID, list[Event]]:
    """The streams of a tree in which a branch may move or a committee merge, and some cases."""
    streams = tree()
    if draw(st.booleans()):
        streams[BRANCHES[0]] = [
            *streams[BRANCHES[0]],
            placed(BRANCHES[0], under=SOUTH, on=draw(days)),
        ]
    if draw(st.booleans()):
        streams[NORTH] = [*streams[NORTH], merged(NORTH, into=SOUTH, on=draw(days))]
    for number in range(draw(st.integers(0, most))):
        streams[case_id(number)] = [*draw(ways(number)).events()]
    return streams


@st.composite
def published(
    draw: st.DrawFn, streams: st.SearchStrategy[dict[UUID, list[Event]]]
) -> list[tuple[UUID, int, Event]]:
    """An order of publication: any interleaving of streams, each in its own order."""
    waiting = {stream: list(events) for stream, events in draw(streams).items()}
    order: list[tuple[UUID, int, Event]] = []
    heard = dict.fromkeys(waiting, 0)
    while waiting:
        stream = draw(st.sampled_from(sorted(waiting)))
        heard[stream] += 1
        order.append((stream, heard[stream], waiting[stream].pop(0)))
        if not waiting[stream]:
            del waiting[stream]
    return order
