"""Who a user is: an id made of issuer and subject, neither of which can be read from it."""

from uuid import NAMESPACE_DNS, uuid5

from shared.events.terms import UserId

NAMESPACE_USERS = uuid5(NAMESPACE_DNS, "ketnap.users")


def user_id(issuer: str, subject: str) -> UserId:
    """The same whenever the same account of the same issuer comes; the subject is kept nowhere."""
    return UserId(uuid5(NAMESPACE_USERS, f"{len(issuer)} {issuer} {subject}"))
