"""How a value is sealed for its place: AES-GCM, so that it opens nowhere else and unchanged."""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12


class Tampered(Exception):
    """A sealed value is not what was sealed: another master key, a moved row, a changed byte."""


def enclose(key: AESGCM, value: bytes, place: bytes) -> bytes:
    """`value` sealed for `place`: nonce, then ciphertext and tag; elsewhere it does not open."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + key.encrypt(nonce, value, place)


def disclose(key: AESGCM, sealed: bytes, place: bytes) -> bytes:
    """What `enclose` sealed for `place`; raises Tampered."""
    try:
        return key.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place)
    except (InvalidTag, ValueError) as failure:  # ValueError where the nonce is cut off
        raise Tampered(
            "a value of the vault does not open with this key at this place"
        ) from failure


def of_key(person: UUID) -> bytes:
    return b"key:" + person.bytes


def of_value(person: UUID, field: str) -> bytes:
    return b"value:" + person.bytes + field.encode()
