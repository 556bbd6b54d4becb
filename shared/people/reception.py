"""The sign-in of a service, put together: whom it believes, and where it looks offices up."""

from sqlalchemy.ext.asyncio import AsyncEngine

from shared.people.issuer import Issuer
from shared.people.offices import held_today
from shared.people.sign_in import SignIn
from shared.settings import Settings


def sign_in_of(settings: Settings, engine: AsyncEngine) -> SignIn:
    """Offices are those of the service's own read model, so that it asks no other."""
    issuer = Issuer(settings.oidc) if settings.oidc else None
    return SignIn(settings.session_key, held=held_today(engine), issuer=issuer)
