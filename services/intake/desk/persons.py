"""Looks for persons: by part of a name within an area, and for one who may be known already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.intake import records
from services.intake.desk.rights import check
from services.intake.domain import ASKED_LEVEL
from services.intake.records import CaseRow, Directory
from shared.events.terms import CaseId, CommitteeId, PersonId
from shared.law.refusal import Refused
from shared.people.access import Action, Office, may
from shared.people.vault import Field, Sealed, Vault
from shared.people.vault.lookup import Alike, Identity

MOST_FOUND = 20
"""How many persons are shown at once; for more, more of the name must be typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Somebody whose name was looked for, with all of his or her cases in the asker's area."""

    person_id: PersonId
    name: str
    born_on: date | None
    cases: Sequence[CaseRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Who is shown, by name, and how many more there are."""

    found: Sequence[Found]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesake:
    """Somebody who may be the one who is to be listed; outside one's area, all that one learns."""

    person_id: PersonId
    committee_id: CommitteeId  # of the grassroots level
    surely: bool  # the ID number is the same
    case_id: CaseId | None  # only in one's own area


class Persons:
    """Answers with the fewest values opened, and notes in the vault whatever was shown."""

    def __init__(self, engine: AsyncEngine, vault: Vault, directory: Directory) -> None:
        self._engine = engine
        self._vault = vault
        self._directory = directory

    async def find(self, words: str, *, office: Office, today: date) -> Search:
        """Those of the area whose name has words that begin with `words`; raises Forbidden.

        One entry in the vault's book, for those who are shown.
        """
        here = office.committee_id
        check(office, Action.READ_CASE, [here])
        async with self._engine.connect() as connection:
            area = await records.persons_in_area(connection, here, on=today)
            matching = await self._vault.find(words, among=area)
            shown = matching[:MOST_FOUND]
            cases = await records.cases_in_area_of(connection, shown, here, on=today)
        opened = await self._vault.open(
            shown, fields=[Field.NAME, Field.BORN_ON], office=office, reason="search by name"
        )
        found = [
            Found(
                person_id=person,
                name=values[Field.NAME],
                born_on=day_of(values.get(Field.BORN_ON)),
                cases=[case for case in cases if case.person_id == person],
            )
            for person, values in opened.items()
        ]
        found.sort(key=lambda one: (one.name, str(one.person_id)))
        return Search(found=found, more=len(matching) - len(shown))

    async def namesakes(
        self, identity: Identity, *, office: Office, today: date, but: PersonId | None = None
    ) -> list[Namesake]:
        """Who may be the same person anywhere, for whoever may list one; raises Forbidden.

        Of another area no more is told than the grassroots committee, and that is noted.
        """
        check(office, Action.PREPARE_CASE, [office.committee_id])
        alike = await self._vault.alike(identity, but=but)
        if not alike:
            return []
        async with self._engine.connect() as connection:
            told = await self._told(connection, alike, office=office, today=today)
        if told:
            persons = {one.person_id for one in told}
            await self._vault.note(persons, office=office, reason="may be known already")
        return told

    async def same(
        self, person_id: PersonId, identity: Identity, *, office: Office, today: date
    ) -> PersonId:
        """The person who is listed again; Refused unless all that was typed fits.

        Else whoever knows an id could take somebody's name into a case of his own, and read it.
        """
        known = await self.namesakes(identity, office=office, today=today)
        if person_id not in {one.person_id for one in known}:
            raise Refused("not_the_same_person")
        return person_id

    async def _told(
        self,
        connection: AsyncConnection,
        alike: Sequence[Alike],
        *,
        office: Office,
        today: date,
    ) -> list[Namesake]:
        surely = {one.person_id: one.surely for one in alike}
        told: dict[PersonId, Namesake] = {}
        for case in await records.cases_of(connection, surely, on=today):
            line = await self._directory.line(connection, case.branch_id, on=today)
            offices = [one.committee_id for one in line.places if one.type in ASKED_LEVEL]
            own = may(office, Action.READ_CASE, line.ids)
            namesake = Namesake(
                person_id=case.person_id,
                committee_id=next(iter(offices), case.branch_id),
                surely=surely[case.person_id],
                case_id=case.case_id if own else None,
            )
            told.setdefault(case.person_id, namesake)
        return list(told.values())


def sealed_of(person_id: PersonId, identity: Identity, *, known: bool) -> Sealed:
    """What listing somebody puts away; of a person who is known, only a number is new."""
    values = {Field.NAME: identity.name, Field.BORN_ON: identity.born_on}
    number = {Field.ID_NUMBER: identity.id_number} if identity.id_number else {}
    return {person_id: number if known else values | number}


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
