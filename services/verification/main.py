"""Verification, put together."""

from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError

from services.verification import api, pages
from services.verification.desk import LEDGER, Desk
from services.verification.records import prepare
from services.verification.stream import SOURCES, hearing
from shared.database import connect
from shared.events.terms import CommitteeId
from shared.log.bell import Bell
from shared.log.carrier import Carrier
from shared.log.feed import Feed
from shared.log.inbox import Inbox
from shared.log.relay import Relay
from shared.people.reception import sign_in_of
from shared.people.vault import Vault
from shared.service import Service
from shared.settings import RecorderSettings
from shared.upkeep import Upkeep
from shared.web import clock, frame
from shared.web.feed import feed_router
from shared.web.frame import Lack
from shared.web.parked import parked_router


def assemble(settings: RecorderSettings, *, carrier: Carrier, feed: Feed) -> Service:
    """The service, not running yet."""
    engine = connect(settings.database_url, search_path="verification_read,verification")
    vault_engine = connect(settings.vault_url, search_path="vault", pool=5)
    appended, heard = Bell(engine, "verification"), Bell(engine, "verification_heard")
    desk = Desk(
        engine,
        bell=appended,
        vault=Vault(
            vault_engine, settings.vault_key, "verification", others=settings.vault_keys_aside
        ),
        fingerprint_key=settings.fingerprint_key,
    )
    inbox = Inbox(
        "verification",
        engine,
        hearing(desk),
        feed,
        heard,
        SOURCES,
        also_ring=(appended,),
        most_parked=settings.most_parked,
    )
    upkeep = Upkeep(inbox, engine, appended=appended)

    async def name(committee_id: CommitteeId) -> str | None:
        title = (await desk.directory([committee_id], today=clock.today())).title(committee_id)
        return title.name if title else None

    app = frame.build(
        "verification",
        sign_in=sign_in_of("verification", settings, engine),
        ready=lambda: lacks(inbox),
        routers=(
            api.router(desk),
            pages.router(desk, inbox),
            feed_router(engine, LEDGER),
            parked_router(upkeep),
        ),
        committee_name=name,
    )
    return Service(
        name="verification",
        app=app,
        engine=engine,
        inbox=inbox,
        desk=desk,
        upkeep=upkeep,
        tasks=(Relay(engine, LEDGER, carrier, appended).run,),
        bells=(appended,),
        prepare=prepare,
        closing=(vault_engine.dispose,),
    )


async def lacks(inbox: Inbox) -> Sequence[Lack]:
    """What keeps verification from planning requests and showing lists."""
    if inbox.stopped:
        return [Lack(part="inbox", why=str(inbox.stopped))]
    try:
        await inbox.through(SOURCES[0])
    except (OSError, SQLAlchemyError) as error:
        return [Lack(part="database", why=type(error).__name__)]
    return []
