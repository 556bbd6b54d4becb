"""`python -m services.intake`: intake as a process of its own; several share the work."""

from collections.abc import Collection, Mapping, Sequence
from uuid import uuid4

from fastapi import APIRouter

from services.entrance import choices
from services.intake.desk import Desk
from services.intake.main import assemble
from services.process import record, run
from shared.events.terms import CommitteeId, UserId
from shared.log.decider import Order
from shared.people.access import ITSELF
from shared.people.issuer import Issuer
from shared.people.loopback import through_own_name
from shared.people.reception import sign_in_of
from shared.people.sign_in import SignIn
from shared.service import Service
from shared.settings import Network, Oidc, RecorderSettings
from shared.web.clock import now, today
from shared.web.issuer_sign_in import issuer_router
from shared.web.sign_in import no_sign_in_router, sign_in_router


def doors(service: Service, network: Network, settings: RecorderSettings) -> Sequence[APIRouter]:
    """How people come in: through an issuer, by trial, or not at all by a page."""
    if settings.oidc:
        known = sign_in_of(service.name, settings, service.engine)
        return [through_issuer(service, settings.oidc, known)]
    if not network.trial_sign_in:
        return [no_sign_in_router()]
    sign_in = SignIn(settings.session_key)
    return [sign_in_router(sign_in, choices(service.engine), allowed=through_own_name)]


def through_issuer(service: Service, oidc: Oidc, sign_in: SignIn) -> APIRouter:
    """Intake keeps who there is, and what committees are called."""
    desk = service.desk
    assert isinstance(desk, Desk)

    async def welcome(user_id: UserId, name: str) -> None:
        order = Order(command_id=uuid4(), office=ITSELF, at=now())
        await desk.offices.welcome(user_id, name, order=order)

    async def titles(committees: Collection[CommitteeId]) -> Mapping[CommitteeId, str]:
        known = await desk.titles(committees, today=today())
        return {one: title.name for one, title in known.items()}

    return issuer_router(Issuer(oidc), sign_in, welcome=welcome, titles=titles)


if __name__ == "__main__":
    run(lambda: record("intake", assemble, doors=doors))
