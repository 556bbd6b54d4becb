"""How a command answers: people in sentences, programs in JSON, and both with an exit code."""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Annotated, NoReturn

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from services.postgres import Unusable, postgres
from shared.environment import Misconfigured, reading
from shared.settings import DATABASE, as_owner
from shared.web.logs import write_json_lines

console = Console(highlight=False, soft_wrap=True)
aside = Console(stderr=True, highlight=False, soft_wrap=True)

Data = Annotated[
    Path,
    typer.Option("--data", envvar="KETNAP_DATA", help="The folder with the database and the keys."),
]
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]
DATA = Path("var")


class Exit(IntEnum):
    """What the exit code says."""

    FINE = 0
    WRONG = 1  # something was found that must not be
    UNUSABLE = 2  # asked wrongly, or it cannot run here


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at: whether it is well, and what to do where it is not."""

    what: str
    well: bool
    found: str
    do: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole answer of a command; well when all of it is."""

    command: str
    findings: Sequence[Finding]

    @property
    def well(self) -> bool:
        return all(finding.well for finding in self.findings)


def answer(
    command: str,
    work: Callable[[], Coroutine[None, None, Sequence[Finding]]],
    *,
    data: Path,
    json: bool,
) -> None:
    """Run `work`, tell what it found, and leave with the code that says so."""
    if elsewhere():
        answer_at_once(command, work, json=json)
    with complaints(json=json), logging_to(data, command):
        report = Report(command=command, findings=asyncio.run(work()))
    tell(report, json=json)


def answer_at_once(
    command: str, work: Callable[[], Coroutine[None, None, Sequence[Finding]]], *, json: bool
) -> NoReturn:
    """The same for what has no folder: what machines read goes to the side of errors."""
    write_json_lines(sys.stderr)
    with complaints(json=json):
        report = Report(command=command, findings=asyncio.run(work()))
    tell(report, json=json)


def tell(report: Report, *, json: bool) -> NoReturn:
    """Tell it, and leave with the code that says whether all is well."""
    if json:
        tell_program(report)
    else:
        tell_person(report)
    raise typer.Exit(Exit.FINE if report.well else Exit.WRONG)


@contextmanager
def complaints(*, json: bool) -> Iterator[None]:
    """Turn what cannot run here into its one sentence and the exit code 2."""
    try:
        yield
    except (Unusable, Misconfigured) as reason:
        if json:
            print_json({"well": False, "error": str(reason)})
        else:
            aside.print(f"[bold red]✗[/] {reason}")
        raise typer.Exit(Exit.UNUSABLE) from None


@contextmanager
def kept_in(data: Path) -> Iterator[str]:
    """The owner's address of the database that is meant; raises Unusable, Misconfigured."""
    if elsewhere():
        with reading(os.environ) as environment:
            owner_url = as_owner(environment)
        yield owner_url
        return
    if not (data / "postgres").exists():
        raise Unusable(f"There is nothing in {data} yet: ketnap serve begins.")
    with postgres(data / "postgres") as owner_url:
        yield owner_url


def elsewhere() -> bool:
    """Whether the system that is meant is not in a folder: its database is named."""
    return DATABASE in os.environ


@contextmanager
def logging_to(data: Path, command: str) -> Iterator[None]:
    """The terminal is for people: what machines read goes to a file; the one before is kept."""
    folder = data / "log"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{command}.jsonl"
    if file.exists():
        file.replace(folder / f"{command}.before.jsonl")
    with file.open("w", buffering=1) as lines:
        write_json_lines(lines)
        yield


def tell_program(report: Report) -> None:
    findings = msgspec.to_builtins(report.findings)
    print_json({"command": report.command, "well": report.well, "findings": findings})


def tell_person(report: Report) -> None:
    for finding in report.findings:
        sign = "[green]✓[/]" if finding.well else "[bold red]✗[/]"
        console.print(f"{sign} [bold]{finding.what}[/]: {finding.found}")
        if finding.do and not finding.well:
            console.print(f"  → {finding.do}")


def print_json(value: object) -> None:
    console.out(msgspec.json.format(msgspec.json.encode(value)).decode())


def progress(*, quiet: bool = False) -> Progress:
    """A bar on the terminal, on the side of errors so that answers can be piped."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=aside,
        disable=quiet,
        transient=True,
    )
