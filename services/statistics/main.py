"""Statistics, put together."""

from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError

from services.statistics import api, corrections, pages
from services.statistics.comparison import Comparisons
from services.statistics.desk import Desk
from services.statistics.freshness import Lookout
from services.statistics.records import prepare
from services.statistics.stream import SOURCES, hear
from shared.database import connect
from shared.events.terms import CommitteeId
from shared.log.bell import Bell
from shared.log.carrier import Carrier
from shared.log.feed import Feed
from shared.log.inbox import Inbox
from shared.people.reception import sign_in_of
from shared.service import Service
from shared.settings import Settings
from shared.upkeep import Upkeep
from shared.web import clock, frame
from shared.web.frame import Lack
from shared.web.parked import parked_router


def assemble(settings: Settings, *, carrier: Carrier, feed: Feed) -> Service:
    """The service, not running yet.

    It has no relay: statistics only hears, so nothing of its own would ever go to `carrier`.
    """
    del carrier
    engine = connect(settings.database_url, search_path="statistics_read,statistics")
    bell = Bell(engine, "statistics_heard")
    inbox = Inbox("statistics", engine, hear, feed, bell, SOURCES, most_parked=settings.most_parked)
    lookout = Lookout(inbox, feed, now=clock.now)
    desk, comparisons = Desk(engine, inbox, lookout), Comparisons(engine, lookout)
    upkeep = Upkeep(inbox, engine)

    async def name(committee_id: CommitteeId) -> str | None:
        return await desk.name(committee_id, on=clock.today())

    app = frame.build(
        "statistics",
        sign_in=sign_in_of("statistics", settings, engine),
        ready=lambda: lacks(inbox),
        routers=(
            api.router(desk, comparisons),
            corrections.router(desk),
            pages.router(desk, bell, comparisons),
            parked_router(upkeep),
        ),
        committee_name=name,
    )
    return Service(
        name="statistics",
        app=app,
        engine=engine,
        inbox=inbox,
        desk=desk,
        upkeep=upkeep,
        tasks=(desk.count_stages,),
        prepare=prepare,
    )


async def lacks(inbox: Inbox) -> Sequence[Lack]:
    """What keeps statistics from showing figures."""
    if inbox.stopped:
        return [Lack(part="inbox", why=str(inbox.stopped))]
    try:
        await inbox.through(SOURCES[0])
    except (OSError, SQLAlchemyError) as error:
        return [Lack(part="database", why=type(error).__name__)]
    return []
