"""Prints fresh secrets for a composed system, as lines of a file `.env`; any Python 3 runs it."""

import secrets
import sys
from collections.abc import Iterator

KEYS = tuple(f"KETNAP_{name}_KEY" for name in ("SESSION", "SERVICE", "VAULT", "FINGERPRINT"))
PASSWORDS = tuple(
    f"KETNAP_{name}_PASSWORD"
    for name in ("OWNER", "INTAKE", "VERIFICATION", "STATISTICS", "VAULT", "KEYCLOAK")
)


def lines() -> Iterator[str]:
    """Each key and each password, drawn anew."""
    for name in KEYS:
        yield f"{name}={secrets.token_hex(32)}"
    for name in PASSWORDS:
        yield f"{name}={secrets.token_hex(24)}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in lines())
