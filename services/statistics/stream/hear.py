"""Everything that statistics does about a step that it hears: it notes what is now known."""

from typing import assert_never

from sqlalchemy.ext.asyncio import AsyncConnection

from services.statistics.records import digest, prepare, record_case, record_committee
from shared.events.case import (
    AdmissionDecided,
    ApplicationFiled,
    BranchResolved,
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
from shared.events.organisation import CommitteeCreated, CommitteeNamed, CommitteePlaced
from shared.events.verification import (
    VerificationConcluded,
    VerificationReplied,
    VerificationRequested,
)
from shared.log.hearing import Heard
from shared.log.rebuild import ReadModel

SOURCES = ("intake", "verification")


async def hear(connection: AsyncConnection, heard: Heard) -> None:
    """Put one step into the read model, in the transaction that notes it as heard."""
    match heard.step.event:
        case CommitteeCreated() | CommitteeNamed() | CommitteePlaced() as event:
            await record_committee(connection, event, position=heard.position)
        case (
            ProspectListed()
            | ClassCertified()
            | ApplicationFiled()
            | CvDeclared()
            | CvSealed()
            | ConclusionReceived()
            | CvCertified()
            | BranchResolved()
            | GrassrootsResolved()
            | AdmissionDecided()
            | DecisionReceived()
            | CeremonyHeld()
            | DecisionCancelled()
        ) as event:
            await record_case(connection, event, position=heard.position)
        case VerificationRequested() | VerificationReplied() | VerificationConcluded():
            pass  # What it means for a case, intake says: it hears the conclusion and records it.
        case event:
            assert_never(event)


READ_MODEL = ReadModel(
    name="statistics", sources=SOURCES, prepare=prepare, project=hear, digest=digest
)
