"""Which step bears the number of which document: beside the ledger, in the step's transaction."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.events.terms import CommitteeId, CommitteeType, DocumentNumber
from shared.law.documents import Document, run_and_number, taken
from shared.log.ledger import Conflict

CLAIM = text("""
    INSERT INTO numbers (issuer_id, number, since, level, stream, version, matter)
    VALUES (:issuer_id, :number, :since, :level, :stream, :version, :matter)
    ON CONFLICT DO NOTHING
""")
BORNE_BY = text("""
    SELECT matter FROM numbers
    WHERE issuer_id = :issuer_id AND number = :number AND since = :since
""")
RELEASE = text("""
    DELETE FROM numbers WHERE stream = :stream AND matter = :matter AND number = :number
    RETURNING issuer_id, level
""")

DEADLOCK = "40P01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A step and the matter that its document is about; `many` steps may be about the same."""

    stream: UUID
    version: int
    matter: str
    many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """A committee, of the level that it had when its document was recorded."""

    committee_id: CommitteeId
    level: CommitteeType | None


async def claim(connection: AsyncConnection, document: Document, bearer: Bearer) -> None:
    """Give the number to the step; Refused where another bears it.

    Whoever comes second waits until the first has committed or let go. Raises Conflict where two
    wait for each other; after that the transaction can only be rolled back.
    """
    key = {
        "issuer_id": document.issuer_id,
        "number": run_and_number(document.number),
        "since": document.since,
    }
    own = {"stream": bearer.stream, "version": bearer.version, "matter": bearer.matter}
    row = key | own | {"level": document.level}
    try:
        added = (await connection.execute(CLAIM, row)).rowcount
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != DEADLOCK:
            raise
        raise Conflict(bearer.stream, after=bearer.version - 1) from error
    if added or (bearer.many and await borne_by(connection, key) == bearer.matter):
        return
    raise taken(document.number)


async def borne_by(connection: AsyncConnection, key: dict[str, object]) -> str | None:
    """What the document is about that bears the number."""
    return (await connection.execute(BORNE_BY, key)).scalar_one_or_none()


async def release(
    connection: AsyncConnection, stream: UUID, matter: str, *, number: DocumentNumber
) -> Issuer | None:
    """Let another bear the number; by whom it was issued, None if nothing is known of it."""
    borne = {"stream": stream, "matter": matter, "number": run_and_number(number)}
    row = (await connection.execute(RELEASE, borne)).first()
    if row is None:
        return None
    level = CommitteeType(row.level) if row.level else None
    return Issuer(committee_id=row.issuer_id, level=level)
