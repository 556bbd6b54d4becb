"""What an office can ask to record before the branch considers recognition."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from shared.events.terms import CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteSelfReview:
    """Record the self-review of the probationary member (form 10-KNĐ)."""

    case_id: CaseId
    written_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentOnProbation:
    """Record the comment of the member who was assigned to help (form 11-KNĐ)."""

    case_id: CaseId
    commented_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SummariseProbationOpinions:
    """Record the summary of opinions on the probationary member (form 12-KNĐ).

    Without a day on which the branch of residence gave its opinion, the branch of the case is
    itself the one of residence.
    """

    case_id: CaseId
    summarised_on: date
    mass_organisations: int
    residence_on: date | None = None


RecognitionPaperCommand = WriteSelfReview | CommentOnProbation | SummariseProbationOpinions


def written_on(command: RecognitionPaperCommand) -> date:
    """The day that the command says the step was taken on."""
    match command:
        case WriteSelfReview(written_on=day) | CommentOnProbation(commented_on=day):
            return day
        case SummariseProbationOpinions(summarised_on=day):
            return day
        case _:
            assert_never(command)
