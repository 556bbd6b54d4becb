"""The other committees of a form: those nearby or found by name, and who takes over which part."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID, uuid5

from services.intake.domain import DissolveCommittee, OrganisationCommand, PlaceCommittee
from services.intake.records import Title
from shared.events.terms import CommitteeId
from shared.people.forest import committee_of, plain

SHOWN = 80  # committees to choose from
PART = "part_"  # before the id of what stands below, in the name of its field


def choices(
    titles: Sequence[Title], own: CommitteeId, find: str, typed: Mapping[str, str]
) -> list[tuple[CommitteeId, str]]:
    """What bears the name, or is nearby, and what was chosen already."""
    known = {title.committee_id: title for title in titles}
    wanted = plain(find.strip())
    found = [
        title
        for title in titles
        if (wanted in plain(title.name) if wanted else near(title, known.get(own)))
    ]
    chosen = {committee_of(text) for text in typed.values()}
    kept = [*found[:SHOWN], *(title for title in found[SHOWN:] if title.committee_id in chosen)]
    kept += [known[one] for one in chosen if one in known and known[one] not in kept]
    return listed([title for title in kept if title.committee_id != own], known)


def listed(
    titles: Sequence[Title], known: Mapping[CommitteeId, Title]
) -> list[tuple[CommitteeId, str]]:
    """Each with the one above it, for many bear the same name."""
    return [
        (title.committee_id, " – ".join(filter(None, (title.name, above(title, known)))))
        for title in titles
    ]


def near(title: Title, own: Title | None) -> bool:
    """Whether it stands beside a committee, or is the one above it or a top."""
    if own is None or title.parent_id is None:
        return True
    return title.parent_id == own.parent_id or title.committee_id == own.parent_id


def above(title: Title, known: Mapping[CommitteeId, Title]) -> str | None:
    parent = known.get(title.parent_id) if title.parent_id else None
    return parent.name if parent else None


def parts_of(titles: Sequence[Title], own: CommitteeId) -> list[tuple[str, str]]:
    """What stands directly below a committee: the field that asks where it goes, and its name."""
    return [(f"{PART}{one.committee_id}", one.name) for one in titles if one.parent_id == own]


def parted(
    command: OrganisationCommand, typed: Mapping[str, str]
) -> Iterator[tuple[PlaceCommittee, UUID]]:
    """What of a committee that is dissolved goes to others than its successor, each with a key.

    It is placed there on the same day, by the same decision; the same form again says nothing new.
    """
    if not isinstance(command, DissolveCommittee):
        return
    for field, text in typed.items():
        part, heir = committee_of(field.removeprefix(PART)), committee_of(text)
        if field.startswith(PART) and part and heir and heir != command.successor_id:
            placement = PlaceCommittee(
                committee_id=part,
                parent_id=heir,
                placed_on=command.dissolved_on,
                decision_no=command.decision_no,
            )
            yield placement, uuid5(command.committee_id, f"{part}/{heir}/{command.decision_no}")
