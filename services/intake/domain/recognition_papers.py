"""What becomes of a command by which recognition is prepared: its fact, or a refusal."""

from typing import assert_never

from services.intake.domain.case import Case
from services.intake.domain.opinions import check_opinions
from services.intake.domain.recognition_commands import (
    CommentOnProbation,
    RecognitionPaperCommand,
    SummariseProbationOpinions,
    WriteSelfReview,
)
from shared.events.recognition import (
    ProbationCommented,
    ProbationOpinionsSummarised,
    RecognitionPaper,
    SelfReviewWritten,
)


def write(command: RecognitionPaperCommand, case: Case) -> RecognitionPaper:
    """The fact that `command` makes; that it comes in its time is checked by then."""
    match command:
        case WriteSelfReview(case_id=case_id, written_on=day):
            return SelfReviewWritten(case_id=case_id, written_on=day)
        case CommentOnProbation(case_id=case_id, commented_on=day):
            mentor = case.mentor_id
            return ProbationCommented(case_id=case_id, commented_on=day, mentor_id=mentor)
        case SummariseProbationOpinions():
            return summarise(command)
        case _:
            assert_never(command)


def summarise(command: SummariseProbationOpinions) -> ProbationOpinionsSummarised:
    check_opinions(
        command.summarised_on,
        "probation_opinions",
        mass_organisations=command.mass_organisations,
        residence_on=command.residence_on,
    )
    return ProbationOpinionsSummarised(
        case_id=command.case_id,
        summarised_on=command.summarised_on,
        mass_organisations=command.mass_organisations,
        residence_on=command.residence_on,
    )
