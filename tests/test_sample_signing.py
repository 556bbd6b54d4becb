"""Who acted in the sample: whoever held the office, or stood in, and nobody who was blocked."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from services.intake.domain import FileApplication
from services.intake.domain.office_commands import (
    BlockUser,
    EndOffice,
    EndSubstitution,
    GiveOffice,
    NameSubstitute,
    OfficeCommand,
    UnblockUser,
)
from services.sample.entry import Entry
from services.sample.signing import signed
from shared.events.terms import DocumentNumber, UserId
from shared.people.access import Office, Role
from tests.examples import BRANCH, CASE, branch_clerk, organisation_board

FIRST, SECOND = UserId(UUID(int=1)), UserId(UUID(int=2))
ON, NUMBER = date(2026, 1, 5), DocumentNumber("1-QĐ/TU")
PLACE = {"role": Role.BRANCH_CLERK, "committee_id": BRANCH}

given = GiveOffice(user_id=FIRST, **PLACE, from_on=ON, until_on=None, document_no=NUMBER)
ended = EndOffice(user_id=FIRST, **PLACE, ended_on=ON, document_no=NUMBER)
substitute = NameSubstitute(
    user_id=SECOND, instead_of=FIRST, **PLACE, from_on=ON, until_on=ON, document_no=NUMBER
)
back = EndSubstitution(user_id=SECOND, instead_of=FIRST, **PLACE, ended_on=ON, document_no=NUMBER)
blocked = BlockUser(user_id=FIRST, blocked_on=ON, document_no=NUMBER)
unblocked = UnblockUser(user_id=FIRST, unblocked_on=ON, document_no=NUMBER)


def acting(*changes: OfficeCommand, office: Office = branch_clerk) -> Office:
    """For whom a step goes out that follows these changes."""
    commands = [*changes, FileApplication(case_id=CASE, filed_on=ON)]
    noon = datetime(2026, 1, 5, 12, tzinfo=UTC)
    entries = [
        Entry(
            key=uuid4(),
            at=noon + timedelta(minutes=minute),
            office=organisation_board if command in changes else office,
            command=command,
        )
        for minute, command in enumerate(commands)
    ]
    return list(signed(entries))[-1].office


def test_who_holds_the_office_takes_the_step():
    assert acting(given).users == (FIRST,)
    assert acting(given).itself == branch_clerk


def test_who_stands_in_does_and_says_for_whom_until_that_ends():
    assert acting(given, substitute).users == (SECOND, FIRST)
    assert acting(given, substitute, back).users == (FIRST,)


def test_where_nobody_holds_it_the_office_stands_alone():
    assert acting() == branch_clerk
    assert acting(given, ended) == branch_clerk
    assert acting(given, office=organisation_board) == organisation_board


def test_who_is_blocked_takes_no_step():
    assert acting(given, blocked) == branch_clerk
    assert acting(given, blocked, unblocked).users == (FIRST,)
