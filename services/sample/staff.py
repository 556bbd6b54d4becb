"""Some users of the sample: who holds which office since when, and who acted for whom."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from services.intake.domain import ErasePerson
from services.intake.domain.office_commands import (
    BlockUser,
    EndOffice,
    EndSubstitution,
    GiveOffice,
    NameSubstitute,
    OfficeCommand,
    RegisterUser,
    UnblockUser,
)
from services.sample import words
from services.sample.days import LATEST
from services.sample.entry import Entry, identity
from services.sample.plan import Plan
from services.sample.tree import Body, Tree
from shared.events.office import Role
from shared.events.stage import Stage
from shared.events.terms import DocumentNumber, PersonId, Sex, UserId
from shared.people.vault import Field

BRANCHES = 4
MORNING = time(1, 30, tzinfo=UTC)
SINCE = timedelta(days=400)  # before today, all of them are known
NUMBERED_FROM = 4_001


def staff(seed: int, tree: Tree, today: date) -> list[Entry]:
    """A secretary and the clerks of some branches, registered and appointed by the board."""
    board = tree.province.office(Role.ORGANISATION_BOARD)
    return [
        Entry(
            key=identity(seed, "staff", number),
            at=datetime.combine(on, MORNING) + timedelta(minutes=number),
            office=board,
            command=command,
            sealed=name_of(command),
        )
        for number, (on, command) in enumerate(appointments(seed, tree, today))
    ]


def name_of(command: OfficeCommand) -> dict[PersonId, dict[Field, str]]:
    """Whoever is registered has a name."""
    if not isinstance(command, RegisterUser):
        return {}
    random = Random(f"{command.user_id}/name")  # noqa: S311
    name = words.person(random, random.choice(tuple(Sex)))
    return {PersonId(command.user_id): {Field.USER_NAME: name}}


def appointments(seed: int, tree: Tree, today: date) -> Iterator[tuple[date, OfficeCommand]]:
    """In the order of their days."""
    began = today - SINCE
    office = next(one for one in tree.offices if tree.standing(one, today) is one)
    branches = [one for one in tree.branches if lasts(one, tree, office, today)][:BRANCHES]
    held = [
        (office, Role.GRASSROOTS_SECRETARY),
        *((branch, Role.BRANCH_CLERK) for branch in branches),
    ]
    users = [UserId(identity(seed, "user", number)) for number in range(len(held))]
    for user in users:
        yield began, RegisterUser(user_id=user, registered_on=began)
    for number, (user, (body, role)) in enumerate(zip(users, held, strict=True)):
        yield (
            began,
            GiveOffice(
                user_id=user,
                role=role,
                committee_id=body.committee_id,
                from_on=began,
                until_on=None,
                document_no=paper(number),
            ),
        )
    yield from changes(users, held, today)


def lasts(branch: Body, tree: Tree, office: Body, today: date) -> bool:
    return tree.standing(branch, today) is branch and tree.above(branch, today) is office


def changes(
    users: Sequence[UserId], held: Sequence[tuple[Body, Role]], today: date
) -> Iterator[tuple[date, OfficeCommand]]:
    """One acted for the secretary, came back early; one was blocked for a while; one left."""
    secretary, substitute, blocked, leaving = users[0], users[1], users[2], users[-1]
    away, back = today - timedelta(days=125), today - timedelta(days=110)
    place = held[0][0].committee_id
    yield (
        away,
        NameSubstitute(
            user_id=substitute,
            instead_of=secretary,
            role=held[0][1],
            committee_id=place,
            from_on=away,
            until_on=away + timedelta(days=30),
            document_no=paper(10),
        ),
    )
    yield (
        back,
        EndSubstitution(
            user_id=substitute,
            instead_of=secretary,
            role=held[0][1],
            committee_id=place,
            ended_on=back,
            document_no=paper(11),
        ),
    )
    lost, found = today - timedelta(days=60), today - timedelta(days=58)
    yield lost, BlockUser(user_id=blocked, blocked_on=lost, document_no=paper(12))
    yield found, UnblockUser(user_id=blocked, unblocked_on=found, document_no=paper(13))
    left = today - timedelta(days=30)
    body, role = held[-1]
    yield (
        left,
        EndOffice(
            user_id=leaving,
            role=role,
            committee_id=body.committee_id,
            ended_on=left,
            document_no=paper(14),
        ),
    )


def erased(plans: Sequence[Plan], tree: Tree, today: date) -> Iterator[Entry]:
    """The first prospect who was taken off a list asked to be forgotten, and was."""
    on = today - timedelta(days=LATEST)
    plan = next(one for one in plans if Stage.DELISTED in one.days)
    yield Entry(
        key=identity(plan.case_id, "erased"),
        at=datetime.combine(on, MORNING),
        office=tree.province.office(Role.ORGANISATION_BOARD),
        command=ErasePerson(
            person_id=plan.applicant.person_id, document_no=paper(20), erased_on=on
        ),
    )


def paper(number: int) -> DocumentNumber:
    return DocumentNumber(f"{NUMBERED_FROM + number}-QĐ/TU")
