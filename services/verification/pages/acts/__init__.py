"""Every form of verification but the answers and the conclusion, by the end of its address."""

from collections.abc import Mapping

from services.verification.pages.acts.act import Act, FormField, Subject, Told
from services.verification.pages.acts.checks import CHECK, RESOLUTION, SUPPLEMENT
from services.verification.pages.acts.requests import AGAIN, RECEIPT, REMINDER
from services.verification.pages.acts.waivers import MATCH, WAIVER, WITHDRAWAL

__all__ = ["ACTS", "Act", "FormField", "Subject", "Told"]

ALL = (
    RECEIPT,
    REMINDER,
    AGAIN,
    WAIVER,
    MATCH,
    WITHDRAWAL,
    CHECK,
    RESOLUTION,
    SUPPLEMENT,
)
ACTS: Mapping[tuple[str, str], Act] = {(act.kind, act.slug): act for act in ALL}
"""By what it is about, and the last word of the address."""
