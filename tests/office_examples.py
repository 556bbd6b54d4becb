"""One honest example of every fact about users and offices."""

from dataclasses import replace
from datetime import date

from shared.events.office import (
    OfficeEnded,
    OfficeEvent,
    OfficeGiven,
    SubstituteNamed,
    SubstitutionEnded,
    UserBlocked,
    UserRegistered,
    UserUnblocked,
)
from shared.events.terms import DocumentNumber
from shared.people.access import Role
from shared.people.users import user_id
from tests.examples import BRANCH, GRASSROOTS

ISSUER = "https://issuer.example/realms/ketnap"
CLERK, DEPUTY, SECRETARY = (user_id(ISSUER, f"subject {n}") for n in (1, 2, 3))

clerk_registered = UserRegistered(user_id=CLERK, registered_on=date(2024, 1, 2))
office_given = OfficeGiven(
    user_id=CLERK,
    role=Role.BRANCH_CLERK,
    committee_id=BRANCH,
    from_on=date(2024, 1, 3),
    until_on=None,
    document_no=DocumentNumber("5-QĐ/ĐU"),
)
office_ended = OfficeEnded(
    user_id=CLERK,
    role=Role.BRANCH_CLERK,
    committee_id=BRANCH,
    ended_on=date(2024, 9, 2),
    document_no=DocumentNumber("21-QĐ/ĐU"),
)
user_blocked = UserBlocked(
    user_id=CLERK, blocked_on=date(2024, 3, 4), document_no=DocumentNumber("8-TB/ĐU")
)
user_unblocked = UserUnblocked(
    user_id=CLERK, unblocked_on=date(2024, 3, 6), document_no=DocumentNumber("9-TB/ĐU")
)
deputy_registered = UserRegistered(user_id=DEPUTY, registered_on=date(2024, 1, 2))
substitute_named = SubstituteNamed(
    user_id=DEPUTY,
    instead_of=CLERK,
    role=Role.BRANCH_CLERK,
    committee_id=BRANCH,
    from_on=date(2024, 5, 6),
    until_on=date(2024, 7, 31),
    document_no=DocumentNumber("14-QĐ/ĐU"),
)
substitution_ended = SubstitutionEnded(
    user_id=DEPUTY,
    instead_of=CLERK,
    role=Role.BRANCH_CLERK,
    committee_id=BRANCH,
    ended_on=date(2024, 7, 1),
    document_no=DocumentNumber("17-QĐ/ĐU"),
)
secretary_registered = UserRegistered(user_id=SECRETARY, registered_on=date(2024, 1, 2))
secretary_given = replace(
    office_given,
    user_id=SECRETARY,
    role=Role.GRASSROOTS_SECRETARY,
    committee_id=GRASSROOTS,
    until_on=date(2025, 12, 31),
)

users: dict[object, list[OfficeEvent]] = {
    CLERK: [clerk_registered, office_given, user_blocked, user_unblocked, office_ended],
    DEPUTY: [deputy_registered, substitute_named, substitution_ended],
    SECRETARY: [secretary_registered, secretary_given],
}
