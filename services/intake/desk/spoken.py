"""What is said with a command about persons: it goes into the vault, never into an event."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from services.intake.domain import CaseCommand, ListProspect
from shared.events.terms import PersonId
from shared.law.refusal import Refused
from shared.log.decider import Order
from shared.people.sentences import Sentences
from shared.people.vault import Erased, Sealed, Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Values of persons, and why the step is taken in `words`, a sentence about the applicant."""

    sealed: Sealed = field(default_factory=dict)
    words: str | None = None

    @property
    def values(self) -> dict[UUID, dict[str, str]]:
        """All of it by plain names, for the fingerprint of the command."""
        values = {
            UUID(str(person)): {str(field): value for field, value in fields.items()}
            for person, fields in self.sealed.items()
        }
        return values | ({UUID(int=0): {"words": self.words}} if self.words else {})


SILENT = Spoken()


class Sealer:
    """Puts away what was said, once the steps hold their place."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._sentences = Sentences(vault)

    async def seal(
        self, spoken: Spoken, command: CaseCommand, *, about: Sequence[PersonId], order: Order
    ) -> None:
        """Whoever is listed can be looked up by name from then on; Refused for who is erased."""
        listed = [command.person_id] if isinstance(command, ListProspect) else []
        try:
            await self._vault.seal(spoken.sealed, findable=listed)
            for person in about if spoken.words else ():
                await self._sentences.seal(person, order.command_id, spoken.words or "")
        except Erased:
            raise Refused("person_erased") from None
