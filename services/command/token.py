"""`ketnap token`: what an administrator hands to somebody who acts for an office."""

import os
from typing import Annotated

import typer

from services.command.terminal import complaints, console
from services.postgres import Unusable
from shared.environment import reading
from shared.people.access import Office, Role
from shared.people.sign_in import SignIn

OfficeCode = Annotated[
    str, typer.Argument(metavar="OFFICE", help="As branch_clerk:<id of its committee>.")
]


def token(office: OfficeCode) -> None:
    """Print a bearer token for OFFICE, good for 12 hours, signed with KETNAP_SESSION_KEY."""
    with complaints(json=False):
        with reading(os.environ) as environment:
            key = environment.key("KETNAP_SESSION_KEY")
        console.out(SignIn(key).issue(named(office)))


def named(code: str) -> Office:
    """The office of a code; raises Unusable."""
    try:
        office = Office.parse(code)
        if office.role is Role.SERVICE:  # they have a key of their own
            raise ValueError(code)
    except ValueError as failure:
        raise Unusable(
            f"{code} names no office: write the role, a colon and the id of the committee; "
            f"the roles are {', '.join(role for role in Role if role is not Role.SERVICE)}."
        ) from failure
    return office
