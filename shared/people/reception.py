"""The sign-in of a service, put together: whom it believes, and where it looks offices up."""

from functools import partial

from sqlalchemy.ext.asyncio import AsyncEngine

from shared.people.issuer import Issuer
from shared.people.offices import held_today
from shared.people.service_keys import ServiceKeys
from shared.people.sign_in import SignIn
from shared.settings import Settings


def sign_in_of(name: str, settings: Settings, engine: AsyncEngine) -> SignIn:
    """Offices are those of the service's own read model, so that it asks no other."""
    return SignIn(
        settings.session_key,
        held=held_today(engine),
        issuer=Issuer(settings.oidc) if settings.oidc else None,
        service=partial(ServiceKeys(settings.service_keys).read, audience=name),
    )
