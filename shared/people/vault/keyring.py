"""The master keys: the newest wraps the keys of persons, and the ones before still open."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shared.people.vault.sealing import KEY_BYTES, Tampered, disclose, enclose, of_key

ID_BYTES = 8


@dataclass(frozen=True, kw_only=True)
class MasterKey:
    """A generation of the master key; all else that needs a key is derived from it.

    So whatever one generation protects ends with it: nothing else must be destroyed beside it.
    """

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            raise ValueError(f"the master key has {len(self.secret)} bytes, not {KEY_BYTES}")

    @cached_property
    def id(self) -> bytes:
        """Tells the generation and nothing about the key; kept beside what it wrapped."""
        return self._derived(b"ketnap.vault.id")[:ID_BYTES]

    @cached_property
    def lookup(self) -> bytes:
        """Keys the hashes by which persons are found."""
        return self._derived(b"ketnap.vault.lookup")

    @cached_property
    def drafts(self) -> bytes:
        """Seals what was typed and is not recorded."""
        return self._derived(b"ketnap.vault.drafts")

    @cached_property
    def wraps(self) -> AESGCM:
        return AESGCM(self.secret)

    def _derived(self, purpose: bytes) -> bytes:
        return HKDF(SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(self.secret)


class KeyRing:
    """The newest master key, and others that open what is not re-wrapped yet."""

    def __init__(self, newest: bytes, others: Sequence[bytes] = ()) -> None:
        self.newest = MasterKey(secret=newest)
        self.all = (self.newest, *(MasterKey(secret=each) for each in others))
        self._by_id = {key.id: key for key in self.all}

    def wrap(self, person: UUID, key: bytes) -> bytes:
        """The key of a person under the newest master key."""
        return enclose(self.newest.wraps, key, of_key(person))

    def unwrap(self, person: UUID, wrapped: bytes, key_id: bytes) -> bytes:
        """The key of a person; `key_id` says who wrapped it. Raises Tampered."""
        return disclose(self.of(key_id).wraps, wrapped, of_key(person))

    def of(self, key_id: bytes) -> MasterKey:
        """The generation with that id; raises Tampered where it is not on this ring."""
        if not key_id:  # Wrapped before generations were told apart: by the oldest there is.
            return self.all[-1]
        if key_id not in self._by_id:
            raise Tampered("the master key of this generation is not on the ring")
        return self._by_id[key_id]
