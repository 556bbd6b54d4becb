"""The number of a Party document, as `12-NQ/CB` or `208-TB/ĐUK`: its form, and that it is one."""

import re
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from shared.events.terms import CommitteeId, CommitteeType, DocumentNumber
from shared.law.refusal import Refused
from shared.law.rules import in_force
from shared.law.terms import stretch

FORM = re.compile(r"\d{1,6}-[^\W\d_]{1,10}/[^\W\d_][\w.-]{0,29}")
GUIDED_SINCE = date(2018, 4, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document of a committee of the directory; `level` is None where it is not known."""

    number: DocumentNumber
    on: date
    issuer_id: CommitteeId
    level: CommitteeType | None = None

    @property
    def since(self) -> date:
        """The first day of the stretch in which nothing else of its issuer bears its number."""
        return stretch(self.level, self.on)


def document_number(text: str) -> DocumentNumber:
    """Read `<number>-<type>/<body>` (HD 36-HD/VPTW); raises Refused for another form."""
    number = normalize("NFC", text).strip()
    if not FORM.fullmatch(number):
        raise Refused("document_number_form", rule=in_force("document_number", GUIDED_SINCE))
    return DocumentNumber(number)


def run_and_number(number: DocumentNumber) -> str:
    """The same for every way of writing it: `01-BC/CB` and `1-bc/cb` are one document."""
    return number.lstrip("0").casefold()


def taken(number: DocumentNumber) -> Refused:
    """The refusal of a number that another document of the same kind, body and term bears."""
    return Refused(
        "document_number_taken", rule=in_force("document_number", GUIDED_SINCE), found=number
    )
