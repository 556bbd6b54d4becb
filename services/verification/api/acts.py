"""One address an act of verification, for programs: what is sent there."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response

from services.verification.api.bodies import (
    ActBody,
    AgainBody,
    Conclusion,
    On,
    PaperReply,
    Receipt,
    ReminderBody,
    Reply,
)
from services.verification.api.checks import CheckBody, ResolutionBody, SupplementBody
from services.verification.api.waiving import MatchBody, WaiverBody, WithdrawalBody
from services.verification.desk import Desk
from shared.events.terms import CaseId
from shared.web.order import Ordered, Recorded, recorded

CASE = "/cases/{case_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act as programs tell it; `of` is the parameter of its path that says what it is about."""

    path: str
    summary: str
    body: type[ActBody]
    of: str = "case_id"


def about(of: str, path: str, summary: str, *, body: type[ActBody]) -> Act:
    """An act about one of the things of a case."""
    place = {"request_id": "requests", "waiver_id": "waivers", "discrepancy_id": "discrepancies"}
    return Act(path=f"{CASE}/{place[of]}/{{{of}}}/{path}", summary=summary, body=body, of=of)


ACTS: Sequence[Act] = (
    about("request_id", "receipt", "Either side tells of the receipt", body=Receipt),
    about("request_id", "reply", "The asked committee answers", body=Reply),
    about("request_id", "paper-reply", "The asking side enters a paper", body=PaperReply),
    about("request_id", "reminder", "The asking side reminded", body=ReminderBody),
    about("request_id", "again", "The asking side asks anew", body=AgainBody),
    Act(path=f"{CASE}/waivers", summary="A ground to ask nobody", body=WaiverBody),
    about("waiver_id", "match", "What the files showed", body=MatchBody),
    about("waiver_id", "withdrawal", "A waiver is taken back", body=WithdrawalBody),
    Act(path=f"{CASE}/checks", summary="A field beside a paper", body=CheckBody),
    about("discrepancy_id", "resolution", "A discrepancy is decided", body=ResolutionBody),
    Act(path=f"{CASE}/supplement", summary="Old papers supplemented", body=SupplementBody),
    Act(path=f"{CASE}/conclusion", summary="The asking side concludes", body=Conclusion),
)


def add_acts(api: APIRouter, desk: Desk, acts: Iterable[Act] = ACTS) -> None:
    """One route an act."""
    for act in acts:
        route = api.post(act.path, summary=act.summary, status_code=201)
        route(endpoint(act, desk))


def endpoint(act: Act, desk: Desk) -> Callable[..., Awaitable[Recorded]]:
    """What answers at the address of `act`."""

    async def record(
        case_id: UUID, of: UUID, body: ActBody, order: Ordered, response: Response
    ) -> Recorded:
        on = On(case_id=CaseId(case_id), of=of, key=order.command_id)
        outcome = await desk.take(
            body.command(on), order=order, sealed=body.sealed(on), sides=body.sides
        )
        return recorded(outcome, response)

    record.__annotations__ |= {"of": Annotated[UUID, Path(alias=act.of)], "body": act.body}
    record.__name__ = act.path.rsplit("/", 1)[-1].replace("-", "_")
    return record
