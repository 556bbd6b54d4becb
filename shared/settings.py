"""What one process of a service is told from outside, read once and passed on."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Addresses and keys; the keys never show when it is printed or logged."""

    database_url: str = field(repr=False)  # asyncpg, as the service's own role
    vault_url: str = field(repr=False)  # asyncpg, as the vault's role
    session_key: bytes = field(repr=False)  # signs who is signed in
    vault_key: bytes = field(repr=False)  # wraps the keys of persons, 32 bytes
    fingerprint_key: bytes = field(repr=False)  # keys the fingerprints of commands, 32 bytes
