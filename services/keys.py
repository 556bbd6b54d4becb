"""The keys of an embedded system: made once, kept in one file that only its owner reads."""

import json
import os
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

NAMES = ("session", "vault", "fingerprint")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What must stay secret, 32 bytes each; never printed."""

    session: bytes = field(repr=False)
    vault: bytes = field(repr=False)
    fingerprint: bytes = field(repr=False)
    aside: tuple[bytes, ...] = field(default=(), repr=False)  # of the vault, while it is rotated

    @classmethod
    def new(cls) -> Self:
        session, vault, fingerprint = (secrets.token_bytes(32) for _ in NAMES)
        return cls(session=session, vault=vault, fingerprint=fingerprint)

    @classmethod
    def kept_in(cls, file: Path) -> Self:
        """The keys of `file`, which is written first where it is missing, whole or not at all."""
        if not file.exists():
            cls.new().keep(file)
        kept = json.loads(file.read_text())
        return cls(
            **{name: bytes.fromhex(kept[name]) for name in NAMES},
            aside=tuple(bytes.fromhex(key) for key in kept.get("aside", ())),
        )

    def rotated(self) -> Self:
        """With a new key of the vault; the one before still opens."""
        return replace(self, vault=secrets.token_bytes(32), aside=(self.vault, *self.aside))

    def alone(self) -> Self:
        """Without the keys that were rotated out."""
        return replace(self, aside=())

    def keep(self, file: Path) -> None:
        """Write the file where there is none."""
        draft = self._draft(file)
        try:
            os.link(draft, file)  # not rename: whoever was faster made the keys that count
        except FileExistsError:
            pass
        finally:
            draft.unlink()

    def supersede(self, file: Path) -> None:
        """Put these in the place of those that the file holds, whole or not at all."""
        self._draft(file).replace(file)

    def _draft(self, file: Path) -> Path:
        kept: dict[str, object] = {name: getattr(self, name).hex() for name in NAMES}
        if self.aside:
            kept["aside"] = [key.hex() for key in self.aside]
        draft = file.with_suffix(f".{os.getpid()}")
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
            json.dump(kept, out)
            out.flush()
            os.fsync(out.fileno())
        return draft
