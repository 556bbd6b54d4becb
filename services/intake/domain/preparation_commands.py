"""What an office can ask to record while a dossier is gathered, beside the CV."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from shared.events.preparation import (
    Introducer,
    IntroductionPath,
    PathReason,
    ReplacementReason,
    UnionResolution,
)
from shared.events.terms import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduce:
    """Record the papers by which the applicant is introduced (forms 3-KNĐ, 4-KNĐ, 4a-KNĐ).

    `reason` says why others introduce where a union would come first.
    """

    case_id: CaseId
    path: IntroductionPath
    introducers: tuple[Introducer, ...]
    union_resolution: UnionResolution | None = None
    reason: PathReason | None = None

    @property
    def introduced_on(self) -> date:
        """The day of the last paper; without any, a day before all rules."""
        union = [self.union_resolution.resolved_on] if self.union_resolution else []
        days = [introducer.introduced_on for introducer in self.introducers]
        return max([*union, *days], default=date.min)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceIntroducer:
    """Put another official member in the place of an introducer who cannot go on."""

    case_id: CaseId
    replaced_on: date
    replaced_id: PersonId
    introducer_id: PersonId
    reason: ReplacementReason


@dataclass(frozen=True, slots=True, kw_only=True)
class SummariseOpinions:
    """Record the summary of opinions (form 5-KNĐ).

    Without a day on which the branch of residence gave its opinion, the branch of the case is
    itself the one of residence.
    """

    case_id: CaseId
    summarised_on: date
    mass_organisations: int
    residence_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaffirmCv:
    """Record that the applicant declared nothing in the sealed CV to have changed since."""

    case_id: CaseId
    reaffirmed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveSupplement:
    """Hear from verification that the papers were supplemented; it never is refused."""

    case_id: CaseId
    reaffirmed_on: date


Reaffirming = ReaffirmCv | ReceiveSupplement
PreparationCommand = Introduce | ReplaceIntroducer | SummariseOpinions | Reaffirming


def prepared_on(command: PreparationCommand) -> date:
    """The day that the command says the step was taken on."""
    match command:
        case Introduce():
            return command.introduced_on
        case ReplaceIntroducer(replaced_on=day) | SummariseOpinions(summarised_on=day):
            return day
        case ReaffirmCv(reaffirmed_on=day) | ReceiveSupplement(reaffirmed_on=day):
            return day
        case _:
            assert_never(command)
