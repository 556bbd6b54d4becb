"""The desk of scans: takes papers into the vault and gives them to who may read the case."""

from collections.abc import Awaitable, Callable, Sequence
from functools import reduce

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.intake.desk.case_file import File
from services.intake.desk.ids import new_scan, papers_of
from services.intake.desk.recorder import LEDGER
from services.intake.desk.rights import check, day
from services.intake.domain.scans import (
    AttachScan,
    Papers,
    ScanCommand,
    Today,
    WithdrawScan,
    decide_scan,
    evolve_papers,
    nothing_scanned,
)
from shared.events.scan import ScanAttached, WithdrawalReason
from shared.events.stage import Stage
from shared.events.terms import ScanId
from shared.law.refusal import Refused
from shared.law.rules import rule_set
from shared.log.bell import Bell
from shared.log.decider import Decider, Order, Outcome, attempt, execute, fingerprint
from shared.people.access import Action, Office
from shared.people.papers import media_type_of
from shared.people.scans import Scans
from shared.people.vault import Erased, Vault

Keep = Callable[[], Awaitable[None]]
PAPERS: Decider[ScanCommand, Papers, Today] = Decider(
    initial=nothing_scanned, decide=decide_scan, evolve=evolve_papers
)


class ScanDesk:
    """Takes a case as the office was shown it: whoever may not read it has no file to bring."""

    def __init__(self, engine: AsyncEngine, *, bell: Bell, vault: Vault, key: bytes) -> None:
        self._engine = engine
        self._bell = bell
        self._scans = Scans(vault)
        self._key = key

    async def attach(
        self, file: File, stage: Stage, content: bytes, *, claimed: str | None, order: Order
    ) -> Outcome:
        """Type, seal and append; raises Forbidden, Refused, KeyReused."""
        check(order.office, Action.ATTACH_SCAN, file.line)
        command = AttachScan(
            case_id=file.case_id,
            scan_id=new_scan(self._key, file.case_id, content),
            stage=stage,
            media_type=media_type_of(content, claimed=claimed),
            size=len(content),
        )

        async def keep() -> None:
            try:
                await self._scans.keep(command.scan_id, content, person=file.person_id)
            except Erased:
                raise Refused("person_erased") from None

        return await self._take(command, file, order=order, keep=keep)

    async def withdraw(
        self, file: File, scan_id: ScanId, reason: WithdrawalReason, *, order: Order
    ) -> Outcome:
        """Append, and let the content go with it; raises Forbidden, Refused, KeyReused."""
        check(order.office, Action.ATTACH_SCAN, file.line)
        command = WithdrawScan(case_id=file.case_id, scan_id=scan_id, reason=reason)

        async def remove() -> None:
            await self._scans.remove(scan_id)

        return await self._take(command, file, order=order, keep=remove)

    async def held(self, file: File) -> Sequence[ScanAttached]:
        """The scans of a case, in the order of its steps."""
        async with self._engine.connect() as connection:
            papers = await self._papers(connection, file)
        order = list(Stage)
        return sorted(papers.held.values(), key=lambda scan: order.index(scan.stage))

    async def content(
        self, file: File, scan_id: ScanId, *, office: Office
    ) -> tuple[ScanAttached, bytes]:
        """A scan, once it is noted who saw it; raises Refused where there is none."""
        scan = next((one for one in await self.held(file) if one.scan_id == scan_id), None)
        if scan is None:
            raise Refused("no_such_scan")
        content = await self._scans.open(scan_id, person=file.person_id, office=office)
        if content is None:
            raise Refused("no_such_scan")
        return scan, content

    async def _take(self, command: ScanCommand, file: File, *, order: Order, keep: Keep) -> Outcome:
        async def given(_: Papers) -> Today:
            return Today(today=day(order), taken=file.case.taken)

        async def work(connection: AsyncConnection, order: Order) -> Outcome:
            return await execute(
                connection,
                LEDGER,
                PAPERS,
                papers_of(file.case_id),
                command,
                order=order,
                fingerprint=fingerprint(self._key, command, {}),
                rule_set=rule_set(day(order)),
                given=given,
                settle=lambda _: keep(),
            )

        outcome = await attempt(self._engine, work, order=order)
        self._bell.ring()
        return outcome

    async def _papers(self, connection: AsyncConnection, file: File) -> Papers:
        steps = await LEDGER.history(connection, papers_of(file.case_id))
        return reduce(evolve_papers, (step.event for step in steps), nothing_scanned)
