"""Canaries: values that would be known anywhere, and all the tables in which to look for them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

PERSONAL = ("name", "words", "born_on", "id_number")
"""What bodies and forms call what goes into the vault."""

TABLES = text("""
    SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
""")


@dataclass(slots=True)
class Flock:
    """Gives each personal field a value of its own, and remembers all that it gave."""

    given: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def planted(self, body: object) -> object:
        """The same body with a canary in each personal field."""
        match body:
            case dict():
                return {
                    key: self.canary(key) if key in PERSONAL else self.planted(value)
                    for key, value in body.items()
                }
            case list():
                return [self.planted(each) for each in body]
            case _:
                return body

    def canary(self, kind: str) -> str:
        number = next(self.numbers)
        match kind:
            case "born_on":
                value = f"1987-11-{number % 28 + 1:02}"
            case "id_number":
                value = f"{777_000_000_000 + number}"
            case _:
                value = f"Chimq{number:04}z Hoàngyến"
        self.given.append(value)
        return value

    def needles(self) -> list[str]:
        """How each would look: as it is, as bytes in hexadecimal, in JSON without diacritics."""
        words = [word for value in self.given for word in [value.split()[0]]]
        return [form for word in words for form in (word.lower(), word.encode().hex())]

    def in_text(self, place: str, content: str) -> list[str]:
        """Where `content` holds a canary: the place, and which."""
        lowered = content.lower()
        return [f"{place}: {needle}" for needle in self.needles() if needle in lowered]

    def in_all(self, places: Mapping[str, str] | Iterable[tuple[str, str]]) -> list[str]:
        pairs = places.items() if isinstance(places, Mapping) else places
        return [found for place, content in pairs for found in self.in_text(place, content)]


async def dump(connection: AsyncConnection, *, vault: bool) -> dict[str, str]:
    """Every row of every table as text, by table; those of the vault only if asked for."""
    tables = (await connection.execute(TABLES)).all()
    dumped = {}
    for schema, name in tables:
        if schema != "vault" or vault:
            rows = await connection.execute(text(f'SELECT t::text FROM "{schema}"."{name}" AS t'))
            dumped[f"{schema}.{name}"] = "\n".join(rows.scalars())
    return dumped
