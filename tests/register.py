"""The numbers of documents as a ledger keeps them, in memory."""

from dataclasses import dataclass, field, replace
from datetime import date

from shared.events.terms import CommitteeId, DocumentNumber
from shared.law.documents import Document, run_and_number, taken


@dataclass(slots=True)
class Register:
    """Which document bears each number, and what it is about."""

    borne: dict[tuple[CommitteeId, str, date], tuple[Document, str]] = field(default_factory=dict)

    def bear(self, document: Document | None, matter: str, *, many: bool = False) -> None:
        """Refused where it is borne, unless `many` steps may be about the same."""
        if document is None:
            return
        key = document.issuer_id, run_and_number(document.number), document.since
        other = self.borne.setdefault(key, (document, matter))
        if other[0] is not document and not (many and other[1] == matter):
            raise taken(document.number)

    def exchange(self, wrong: DocumentNumber | None, right: Document | None, matter: str) -> None:
        """The right number for the wrong one, by the same issuer."""
        for key, (document, about) in list(self.borne.items()):
            if (document.number, about) == (wrong, matter) and right:
                del self.borne[key]
                right = replace(right, issuer_id=document.issuer_id, level=document.level)
        self.bear(right, matter)
