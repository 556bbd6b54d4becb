"""`python -m services.intake`: intake as a process of its own; several share the work."""

from collections.abc import Sequence

from fastapi import APIRouter

from services.entrance import choices
from services.intake.main import assemble
from services.process import record, run
from shared.people.loopback import through_own_name
from shared.people.sign_in import SignIn
from shared.service import Service
from shared.settings import Network
from shared.web.sign_in import no_sign_in_router, sign_in_router


def doors(service: Service, network: Network, sign_in: SignIn) -> Sequence[APIRouter]:
    """The sign-in for trying out, where it was switched on; intake knows who there is to choose."""
    if not network.trial_sign_in:
        return [no_sign_in_router()]
    return [sign_in_router(sign_in, choices(service.engine), allowed=through_own_name)]


if __name__ == "__main__":
    run(lambda: record("intake", assemble, doors=doors))
