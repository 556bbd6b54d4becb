"""Says what is lost, doubled or halved, by counting everything again from the ledgers."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from uuid import UUID

from tests.faults import recount
from tests.faults.books import HEARERS, SOURCES, Body, Books, Line, Place
from tests.faults.told import Told

ROOT = bytes(32)


def complaints(books: Books, told: Told) -> list[str]:
    """Everything that is wrong: nothing, once all is heard and no step is lost or doubled."""
    checks: Sequence[Iterable[str]] = (
        broken_streams(books),
        wrong_positions(books),
        unsent(books),
        wrongly_carried(books),
        wrongly_heard(books),
        wrongly_applied(books),
        wrong_facts(books),
        wrong_reactions(books),
        unsealed(books),
        forgotten(books, told),
        halved(books, told),
        told.wrong,
    )
    return [complaint for check in checks for complaint in check]


def broken_streams(books: Books) -> Iterator[str]:
    for source, lines in books.lines.items():
        for stream, steps in by_stream(lines).items():
            if [step.version for step in steps] != list(range(1, len(steps) + 1)):
                yield f"{source}: stream {stream} has a hole"
            hashes = [ROOT, *(step.hash for step in steps)]
            if any(step.previous != hashes[number] for number, step in enumerate(steps)):
                yield f"{source}: stream {stream} is not one chain"


def wrong_positions(books: Books) -> Iterator[str]:
    for source, positions in books.positions.items():
        steps = Counter((line.stream, line.version) for line in set_of(books.lines[source]))
        given = Counter((stream, version) for _, stream, version in positions)
        if given != steps:
            yield f"{source}: {difference(steps, given)} positions of steps"
        if [position for position, _, _ in positions] != list(range(1, len(positions) + 1)):
            yield f"{source}: the positions have a hole"
        newest: dict[UUID, int] = {}
        for position, stream, version in positions:
            if version != newest.get(stream, 0) + 1:
                yield f"{source}: position {position} is out of the order of its stream"
            newest[stream] = version


def unsent(books: Books) -> Iterator[str]:
    for source, sent in books.sent.items():
        if sent != len(books.positions[source]):
            yield f"{source}: sent through {sent} of {len(books.positions[source])}"


def wrongly_carried(books: Books) -> Iterator[str]:
    """Kafka brings each step at least once: who hears may get a loss from the feed, unseen."""
    if books.carried is not None and set(books.carried) != set(published(books)):
        found = Counter(set(books.carried))
        yield f"kafka: {difference(published(books), found)} steps carried"


def published(books: Books) -> Counter[Place]:
    return Counter(
        (source, line.position, line.stream, line.version, line.hash)
        for source in SOURCES
        for line in books.lines[source]
        if line.position
    )


def wrongly_heard(books: Books) -> Iterator[str]:
    wanted = published(books)
    for hearer in HEARERS:
        if books.heard[hearer] != wanted:
            yield f"{hearer}: {difference(wanted, books.heard[hearer])} steps heard"
        for source in SOURCES:
            if books.through[hearer][source] != len(books.positions[source]):
                yield f"{hearer}: heard {source} through {books.through[hearer][source]} only"
        if books.parked[hearer]:
            yield f"{hearer}: {books.parked[hearer]} steps are parked"


def wrongly_applied(books: Books) -> Iterator[str]:
    """The number of times, which totals hide: a later state covers an earlier one."""
    wanted = Counter(
        (hearer, source, position)
        for hearer in HEARERS
        for source in SOURCES
        for position, _, _ in books.positions[source]
    )
    if books.applied != wanted:
        yield f"{difference(wanted, books.applied)} applications"


def wrong_facts(books: Books) -> Iterator[str]:
    tables: Sequence[tuple[str, list[Body], Callable[[Iterable[Line]], list[Body]]]] = (
        ("facts", books.facts, recount.facts),
        ("committees", books.committees, recount.committees),
        ("types", books.types, recount.types),
        ("names", books.names, recount.names),
        ("placements", books.placements, recount.placements),
    )
    for name, found, counted in tables:
        wanted, there = bag(counted(books.lines["intake"])), bag(found)
        if wanted != there:
            yield f"statistics: {difference(wanted, there)} rows of {name}"


def wrong_reactions(books: Books) -> Iterator[str]:
    """Each seal is answered by one letter a person, each conclusion is received once."""
    intake, verification = books.lines["intake"], books.lines["verification"]
    persons = {line.stream: line.body["persons"] for line in of(intake, "case.cv_sealed")}
    letters = Counter(
        line.stream for line in of(verification, "verification.verification_requested")
    )
    wanted = Counter({case: len(named) for case, named in persons.items()})
    if letters != wanted:
        yield f"verification: {difference(wanted, letters)} letters"
    concluded = Counter(
        line.stream for line in of(verification, "verification.verification_concluded")
    )
    received = Counter(line.stream for line in of(intake, "case.conclusion_received"))
    if received != concluded:
        yield f"intake: {difference(concluded, received)} conclusions received"


def unsealed(books: Books) -> Iterator[str]:
    """A case without the name of its person would be half a command."""
    for line in of(books.lines["intake"], "case.prospect_listed"):
        if UUID(line.body["person_id"]) not in books.sealed:
            yield f"vault: nothing is known of the person of case {line.stream}"


def forgotten(books: Books, told: Told) -> Iterator[str]:
    places = {
        (source, line.command_id, line.stream, line.version)
        for source in SOURCES
        for line in books.lines[source]
    }
    for answer in told.acknowledged.values():
        if (answer.source, answer.key, answer.stream, answer.version) not in places:
            yield f"{answer.source}: acknowledged command {answer.key} is not in the ledger"


def halved(books: Books, told: Told) -> Iterator[str]:
    """A command left all of its steps or none, however often it came."""
    steps = Counter(line.command_id for source in SOURCES for line in set_of(books.lines[source]))
    for key, whole in told.sent.items():
        allowed = {whole} if key in told.acknowledged else {0, whole}
        if steps[key] not in allowed:
            yield f"command {key} left {steps[key]} steps instead of {whole}"


def by_stream(lines: Iterable[Line]) -> dict[UUID, list[Line]]:
    streams: dict[UUID, list[Line]] = defaultdict(list)
    for line in set_of(lines):
        streams[line.stream].append(line)
    return streams


def set_of(lines: Iterable[Line]) -> list[Line]:
    """Each step once, though it had two positions, in the order of its stream."""
    once = {(line.stream, line.version): line for line in lines}
    return [once[place] for place in sorted(once)]


def of(lines: Iterable[Line], kind: str) -> list[Line]:
    return [line for line in set_of(lines) if line.type.startswith(f"{kind}.")]


def bag(rows: Iterable[Body]) -> Counter[tuple[tuple[str, object], ...]]:
    return Counter(tuple(sorted(row.items())) for row in rows)


def difference(wanted: Counter, found: Counter) -> str:
    """How many are missing and how many are too many, with an example of each."""
    lost, more = wanted - found, found - wanted
    examples = [str(next(iter(each))) for each in (lost, more) if each]
    return f"{lost.total()} lost and {more.total()} surplus ({'; '.join(examples)})"
