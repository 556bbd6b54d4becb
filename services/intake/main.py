"""Intake, put together."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from services.intake import api, pages
from services.intake.desk import LEDGER, Desk
from services.intake.desk.foresight import Foresight
from services.intake.records import Directory, lines_of, prepare
from services.intake.stream import SOURCES, hearing
from shared.database import connect
from shared.events.terms import CommitteeId
from shared.log.bell import Bell
from shared.log.carrier import Carrier
from shared.log.feed import Feed
from shared.log.inbox import Inbox
from shared.log.outside import Outside
from shared.log.relay import Relay
from shared.people.drafts import Drafts
from shared.people.reception import sign_in_of
from shared.people.vault import Vault
from shared.service import Service
from shared.settings import RecorderSettings
from shared.upkeep import Upkeep
from shared.web import clock, frame
from shared.web.events import events_router
from shared.web.feed import feed_router
from shared.web.frame import Lack
from shared.web.parked import parked_router


def assemble(settings: RecorderSettings, *, carrier: Carrier, feed: Feed) -> Service:
    """The service, not running yet."""
    engine = connect(settings.database_url, search_path="intake_read,intake")
    vault_engine = connect(settings.vault_url, search_path="vault", pool=5)
    appended, heard = Bell(engine, "intake"), Bell(engine, "intake_heard")
    vault = Vault(vault_engine, settings.vault_key, "intake", others=settings.vault_keys_aside)
    desk = Desk(
        engine,
        bell=appended,
        vault=vault,
        fingerprint_key=settings.fingerprint_key,
    )
    inbox = Inbox(
        "intake",
        engine,
        hearing(desk),
        feed,
        heard,
        SOURCES,
        also_ring=(appended,),
        most_parked=settings.most_parked,
    )
    upkeep = Upkeep(inbox, engine, appended=appended)
    lines = partial(lines_of, ledger=LEDGER, directory=Directory(LEDGER))

    foresight = Foresight(desk, feed)

    async def name(committee_id: CommitteeId) -> str | None:
        known = await desk.titles([committee_id], today=clock.today())
        return known[committee_id].name if committee_id in known else None

    app = frame.build(
        "intake",
        sign_in=sign_in_of("intake", settings, engine),
        ready=lambda: lacks(inbox),
        routers=(
            api.router(desk, foresight),
            pages.router(desk, inbox, Drafts(vault_engine, vault.keys.ring), foresight),
            feed_router(engine, LEDGER),
            events_router(Outside(engine, LEDGER, lines), heard),
            parked_router(upkeep),
        ),
        committee_name=name,
    )
    return Service(
        name="intake",
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
    """What keeps intake from taking commands and showing lists."""
    if inbox.stopped:
        return [Lack(part="inbox", why=str(inbox.stopped))]
    try:
        await inbox.through(SOURCES[0])
    except (OSError, SQLAlchemyError) as error:
        return [Lack(part="database", why=type(error).__name__)]
    return []
