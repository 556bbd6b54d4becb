"""`ketnap migrate`: bring a database up to date, and let the services in."""

import asyncio
import os

from deploy.migrate import upgrade
from deploy.roles import let_in
from services.command.terminal import Finding, Json, answer_at_once
from services.waiting import database, where_of
from shared.environment import reading
from shared.settings import as_owner, password_of

ROLES = ("intake", "verification", "statistics", "vault")


def migrate(json: Json = False) -> None:
    """Apply what is missing to the database of KETNAP_DATABASE_URL; run again, it changes nothing.

    It also sets the passwords with which the services come.
    """
    answer_at_once("migrate", examine, json=json)


async def examine() -> list[Finding]:
    with reading(os.environ) as environment:
        owner_url = as_owner(environment)
        passwords = {f"{name}_app": password_of(environment, name) for name in ROLES}
    await database(owner_url)
    await asyncio.to_thread(upgrade, owner_url)
    await let_in(owner_url, passwords)
    place = where_of(owner_url)
    return [Finding(what="migrate", well=True, found=f"{place} is up to date, all roles let in")]
