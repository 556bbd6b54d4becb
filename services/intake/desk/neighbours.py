"""What a change of the directory is judged by, beside the history of the committee itself."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.desk.rights import check_command, day
from services.intake.domain import (
    CreateCommittee,
    DissolveCommittee,
    Given,
    MergeCommittee,
    OrganisationCommand,
    Place,
    RetypeCommittee,
    other_committee,
    since,
)
from services.intake.records import Directory, Line, tree
from shared.events.terms import CommitteeType
from shared.log.decider import Order


async def given_for(
    connection: AsyncConnection,
    directory: Directory,
    command: OrganisationCommand,
    *,
    order: Order,
) -> Given:
    """The line of the other committee that it is about, or of the parent; raises Forbidden."""
    above = await permit(connection, directory, command, order=order)
    today = day(order)
    return Given(
        today=today,
        acting=order.office.committee_id,
        line=above.places,
        line_today=await line_today(connection, directory, command, today=today),
        below=await below(connection, command, today=today),
    )


async def permit(
    connection: AsyncConnection,
    directory: Directory,
    command: OrganisationCommand,
    *,
    order: Order,
) -> Line:
    """The same line; raises Forbidden.

    A committee is created by whoever may do so for its parent, a province by its own board.
    It is changed by whoever may do so for it and for the other one.
    """
    own, on, other = command.committee_id, since(command), other_committee(command)
    line = Line(places=(), relied_on=())
    if other is None or not isinstance(command, CreateCommittee):
        line = await directory.line(connection, own, on=on)
        check_command(order.office, command, line.ids or (own,))
    if other is None:
        return Line(places=line.places[1:], relied_on=line.relied_on[1:])
    line = await directory.line(connection, other, on=on)
    check_command(order.office, command, line.ids or (other,))
    return line


async def line_today(
    connection: AsyncConnection,
    directory: Directory,
    command: OrganisationCommand,
    *,
    today: date,
) -> tuple[Place, ...]:
    """The same line by now, for what is dated back."""
    other = other_committee(command)
    line = await directory.line(connection, other or command.committee_id, on=today)
    return line.places if other else line.places[1:]


async def below(
    connection: AsyncConnection, command: OrganisationCommand, *, today: date
) -> frozenset[CommitteeType]:
    """What stands directly below one that ends or gets another level, on that day or by now.

    As far as the read model has heard of it: where those below stand, their own streams say.
    """
    if not isinstance(command, RetypeCommittee | MergeCommittee | DissolveCommittee):
        return frozenset()
    days = {since(command), today}
    titles = [title for on in days for title in await tree(connection, on=on)]
    return frozenset(title.type for title in titles if title.parent_id == command.committee_id)
