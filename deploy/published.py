"""Programs that Maven publishes: fetched once, into a folder that is named after their pom."""

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


class Unusable(Exception):
    """A program cannot be run here; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A program: the pom that names it, and the goal by which Maven lays it out."""

    pom: Path
    cache: Path
    goal: str
    finish: Callable[[Path], None] = lambda _: None  # what is done to it once; raises Unusable

    @property
    def folder(self) -> Path:
        """Another pom, another folder, so that nothing of an older version is among it."""
        return self.cache / hashlib.sha256(self.pom.read_bytes()).hexdigest()[:12]

    def runnable(self) -> bool:
        """Whether this machine has what it takes: Java, and Maven unless the program is there."""
        here = self.folder.exists() or shutil.which("mvn") is not None
        return shutil.which("java") is not None and here

    def fetched(self) -> Path:
        """The folder that holds it, which is filled the first time; raises Unusable."""
        if self.folder.exists():
            return self.folder
        self.cache.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix="fetching-", dir=self.cache))
        try:
            self._fetch(draft)
            self.finish(draft)
        except Unusable:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        put(draft, self.folder)
        return self.folder

    def _fetch(self, draft: Path) -> None:
        done = subprocess.run(  # noqa: S603
            [
                *("mvn", "-q", "-B", "-f", str(self.pom), f"dependency:{self.goal}"),
                *("-DincludeScope=runtime", f"-DoutputDirectory={draft}"),
                f"-DmarkersDirectory={draft / '.markers'}",  # or it would fetch nothing again
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Unusable(f"Maven could not fetch {self.pom}: {done.stdout.strip()[-300:]}")


def put(draft: Path, folder: Path) -> None:
    """Show the folder whole or not at all; another process may have been faster."""
    try:
        draft.rename(folder)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
