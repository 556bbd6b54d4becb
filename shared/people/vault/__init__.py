"""The vault: personal values, each person's under a key of its own, so that it can be forgotten."""

from shared.people.vault.compared import Compared, Sides
from shared.people.vault.fields import Field, Sealed
from shared.people.vault.keyring import KeyRing
from shared.people.vault.persons import Erased, PersonKeys
from shared.people.vault.sealing import Tampered
from shared.people.vault.vault import Vault

__all__ = [
    "Compared",
    "Erased",
    "Field",
    "KeyRing",
    "PersonKeys",
    "Sealed",
    "Sides",
    "Tampered",
    "Vault",
]
