"""How a command reaches the vault: as the environment says, or in a folder nobody serves from."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from services.keys import Keys
from services.postgres import as_role as in_wheel
from services.postgres import postgres
from shared.environment import reading
from shared.people.vault import KeyRing
from shared.settings import Broker, RecorderSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the vault and the ledger of intake are, and which master keys open it."""

    vault_url: str = field(repr=False)
    intake_url: str = field(repr=False)
    ring: KeyRing = field(repr=False)
    broker: Broker | None = None


def of_environment() -> Place:
    """Raises Misconfigured."""
    with reading(os.environ) as environment:
        settings = RecorderSettings.from_environment(environment, "intake")
        broker = Broker.from_environment(environment) if "KETNAP_KAFKA" in os.environ else None
    return Place(
        vault_url=settings.vault_url,
        intake_url=settings.database_url,
        ring=KeyRing(settings.vault_key, settings.vault_keys_aside),
        broker=broker,
    )


@contextmanager
def of_folder(data: Path, keys: Keys) -> Iterator[Place]:
    """Raises Unusable."""
    with postgres(data / "postgres") as owner_url:
        yield Place(
            vault_url=in_wheel(owner_url, "vault_app"),
            intake_url=in_wheel(owner_url, "intake_app"),
            ring=KeyRing(keys.vault, keys.aside),
        )
