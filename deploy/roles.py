"""Lets the services into the database: their passwords, and a right that no backup keeps."""

import secrets
from base64 import b64encode
from collections.abc import Mapping
from hashlib import pbkdf2_hmac, sha256
from hmac import digest

from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

ITERATIONS = 4096
SALT = 16  # bytes

# A right on the database itself: a plain dump and restore loses it.
MAY_MAKE_SCHEMAS = """
    DO $$ BEGIN
        EXECUTE format(
            'GRANT CREATE ON DATABASE %I TO intake_app, verification_app, statistics_app',
            current_database()
        );
    END $$
"""


async def let_in(owner_url: str, passwords: Mapping[str, str]) -> None:
    """Set the password of each role, and let those of services make read models."""
    engine = create_async_engine(owner_url, poolclass=NullPool)
    async with engine.begin() as connection:
        for role, password in passwords.items():
            await connection.exec_driver_sql(
                f"ALTER ROLE {role} PASSWORD '{verifier(password, secrets.token_bytes(SALT))}'"
            )
        await connection.exec_driver_sql(MAY_MAKE_SCHEMAS)


def verifier(password: str, salt: bytes) -> str:
    """What PostgreSQL keeps of a password (RFC 5803): so the password itself is in no log."""
    salted = pbkdf2_hmac("sha256", password.encode(), salt, ITERATIONS)
    stored = sha256(digest(salted, b"Client Key", sha256)).digest()
    server = digest(salted, b"Server Key", sha256)
    return f"SCRAM-SHA-256${ITERATIONS}:{text(salt)}${text(stored)}:{text(server)}"


def text(raw: bytes) -> str:
    return b64encode(raw).decode()
