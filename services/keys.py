"""The keys of an embedded system: made once, kept in one file that only its owner reads."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What must stay secret, 32 bytes each; never printed."""

    session: bytes = field(repr=False)
    vault: bytes = field(repr=False)
    fingerprint: bytes = field(repr=False)

    @classmethod
    def new(cls) -> Self:
        return cls(**{each.name: secrets.token_bytes(32) for each in fields(cls)})

    @classmethod
    def kept_in(cls, file: Path) -> Self:
        """The keys of `file`, which is written first where it is missing, whole or not at all."""
        if not file.exists():
            cls.new().keep(file)
        return cls(
            **{name: bytes.fromhex(key) for name, key in json.loads(file.read_text()).items()}
        )

    def keep(self, file: Path) -> None:
        draft = file.with_suffix(f".{os.getpid()}")
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
            json.dump({name: key.hex() for name, key in asdict(self).items()}, out)
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(draft, file)  # not rename: whoever was faster made the keys that count
        except FileExistsError:
            pass
        finally:
            draft.unlink()
