"""Bring what cannot be rebuilt up to date: ledgers, vault, roles and their rights."""

from pathlib import Path

from alembic import command
from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(owner_url: str) -> None:
    """Apply the migrations that are missing, as the owner of the database.

    Each migration is one transaction. Blocks and runs an event loop of its own: async code calls
    it by `asyncio.to_thread`, and never twice at once, for Alembic keeps its state in the process.
    """
    command.upgrade(configuration(owner_url), "head")


def configuration(owner_url: str, *, scripts: Path = MIGRATIONS) -> Config:
    """What Alembic is told; there is no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["owner_url"] = owner_url
    return config
