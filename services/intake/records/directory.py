"""The directory as the ledger holds it, folded once and kept for as long as no step is added."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.domain import Committee, Place, evolve_committee, nobody
from shared.events.terms import CommitteeId, Reliance
from shared.log.ledger import Ledger

VERSIONS = text("""
    SELECT stream, max(version) AS version FROM steps
    WHERE stream = ANY(CAST(:streams AS uuid[])) GROUP BY stream
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A committee as of a version of its stream."""

    version: int = 0
    committee: Committee = nobody


UNKNOWN = Known()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """From a committee up to the province as of a day, and the versions that this was read from."""

    places: tuple[Place, ...]
    relied_on: tuple[Reliance, ...]

    @property
    def ids(self) -> tuple[CommitteeId, ...]:
        return tuple(place.committee_id for place in self.places)


class Directory:
    """Committees folded from their streams; what is kept is used only at its newest version.

    A question costs one look at the versions of the streams concerned, however often it is asked:
    a stream only ever grows, so an equal version is an equal history.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[CommitteeId, Known] = {}

    async def line(
        self, connection: AsyncConnection, committee_id: CommitteeId, *, on: date
    ) -> Line:
        """The committee and those above it on that day; empty where it did not exist yet.

        Where one had ended, its successor stands in its place (N20): a line names nobody who is
        no more, but was read from its stream, too.
        """
        asked = committee_id, on
        return (await self.lines(connection, [asked]))[asked]

    async def lines(
        self, connection: AsyncConnection, asked: Collection[tuple[CommitteeId, date]]
    ) -> Mapping[tuple[CommitteeId, date], Line]:
        """The same for many at once, in as many looks as for the one that stands lowest."""
        ways: dict[tuple[CommitteeId, date], list[CommitteeId]] = {}
        # Others read into the same memory meanwhile, so a way may have grown without our doing.
        while ways != (newest := {one: self._way(*one) for one in asked}):
            ways = newest
            await self._refresh(connection, {one for way in ways.values() for one in way})
        return {(own, on): self._line(way, on) for (own, on), way in ways.items()}

    async def unknown(
        self, connection: AsyncConnection, committees: Collection[CommitteeId], *, on: date
    ) -> frozenset[CommitteeId]:
        """Which of `committees` did not exist on that day."""
        await self._refresh(connection, committees)
        return frozenset(one for one in committees if not self._get(one).exists_on(on))

    async def successors(
        self, connection: AsyncConnection, committees: Collection[CommitteeId], *, on: date
    ) -> Mapping[CommitteeId, CommitteeId]:
        """Who stands on that day in the place of those of `committees` that had ended."""
        lines = {one: await self.line(connection, one, on=on) for one in committees}
        return {one: line.ids[0] for one, line in lines.items() if line.ids[:1] not in ((), (one,))}

    def _get(self, committee_id: CommitteeId) -> Committee:
        return self._known.get(committee_id, UNKNOWN).committee

    def _way(self, committee_id: CommitteeId, on: date) -> list[CommitteeId]:
        """As far up as is known; a ring, which `decide` never makes, would end it too."""
        way: list[CommitteeId] = []
        above: CommitteeId | None = committee_id
        while above is not None and above not in way:
            way.append(above)
            above = self._get(above).above_on(on)
        return way

    def _line(self, way: Iterable[CommitteeId], on: date) -> Line:
        known = {one: self._known.get(one, UNKNOWN) for one in way}
        begun = {one: found for one, found in known.items() if found.committee.began_by(on)}
        return Line(
            places=tuple(
                Place(
                    committee_id=one,
                    type=type_,
                    delegated=found.committee.decides_on(on),
                    youth_union=found.committee.youth_union_on(on),
                )
                for one, found in begun.items()
                if (type_ := found.committee.type_on(on)) and not found.committee.ended_by(on)
            ),
            relied_on=tuple(
                Reliance(stream=one, version=found.version) for one, found in begun.items()
            ),
        )

    async def _refresh(
        self, connection: AsyncConnection, committees: Collection[CommitteeId]
    ) -> None:
        """Read again whatever has grown."""
        asked = {"streams": list(committees)}
        newest = {row.stream: row.version for row in await connection.execute(VERSIONS, asked)}
        grown = [
            one for one in committees if newest.get(one, 0) > self._known.get(one, UNKNOWN).version
        ]
        for committee_id in grown:
            history = await self._ledger.history(connection, committee_id)
            self._keep(
                committee_id,
                Known(
                    version=len(history),
                    committee=reduce(evolve_committee, (step.event for step in history), nobody),
                ),
            )

    def _keep(self, committee_id: CommitteeId, read: Known) -> None:
        """Unless somebody has read a newer version meanwhile."""
        if read.version > self._known.get(committee_id, UNKNOWN).version:
            self._known[committee_id] = read
