"""The form of the number of a Party document, as `12-NQ/CB` or `208-TB/ĐUK`."""

import re
from datetime import date
from unicodedata import normalize

from shared.events.terms import DocumentNumber
from shared.law.refusal import Refused
from shared.law.rules import in_force

FORM = re.compile(r"\d{1,6}-[^\W\d_]{1,10}/[^\W\d_][\w.-]{0,29}")
GUIDED_SINCE = date(2018, 4, 3)


def document_number(text: str) -> DocumentNumber:
    """Read `<number>-<type>/<body>` (HD 36-HD/VPTW); raises Refused for another form."""
    number = normalize("NFC", text).strip()
    if not FORM.fullmatch(number):
        raise Refused("document_number_form", rule=in_force("document_number", GUIDED_SINCE))
    return DocumentNumber(number)
