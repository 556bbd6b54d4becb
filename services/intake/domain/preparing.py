"""What becomes of a command by which the dossier is gathered: its fact, or a refusal."""

from typing import assert_never

from services.intake.domain.case import Case
from services.intake.domain.freshness import FRESH
from services.intake.domain.given import Given
from services.intake.domain.introductions import check_introducers, check_introduction
from services.intake.domain.opinions import check_opinions
from services.intake.domain.preparation_commands import (
    Introduce,
    PreparationCommand,
    ReaffirmCv,
    ReceiveSupplement,
    ReplaceIntroducer,
    SummariseOpinions,
)
from services.intake.domain.youth_union import youth_union_near
from shared.events.preparation import (
    ApplicantIntroduced,
    CvReaffirmed,
    IntroducerReplaced,
    OpinionsSummarised,
    PreparationEvent,
)
from shared.events.stage import Stage
from shared.law.refusal import Refused
from shared.law.rules import in_force


def prepare(command: PreparationCommand, case: Case, given: Given) -> PreparationEvent:
    """The fact that `command` makes; that it comes in its time is checked by then."""
    match command:
        case Introduce():
            return introduce(command, case, given)
        case ReplaceIntroducer():
            return replace_introducer(command, case)
        case SummariseOpinions():
            return summarise(command)
        case ReaffirmCv():
            return reaffirm(command, case)
        case ReceiveSupplement(case_id=case_id, reaffirmed_on=day):
            return CvReaffirmed(case_id=case_id, reaffirmed_on=day)
        case _:
            assert_never(command)


def introduce(command: Introduce, case: Case, given: Given) -> ApplicantIntroduced:
    check_introduction(command, case, youth_union=youth_union_near(given.line))
    check_introducers(command, case)
    return ApplicantIntroduced(
        case_id=command.case_id,
        introduced_on=command.introduced_on,
        path=command.path,
        introducers=command.introducers,
        union_resolution=command.union_resolution,
        reason=command.reason,
    )


def replace_introducer(command: ReplaceIntroducer, case: Case) -> IntroducerReplaced:
    """The other member need not have worked with the applicant for twelve months (E13)."""
    rule = in_force("introducer_replaced", command.replaced_on)
    if command.replaced_id not in case.introducers:
        raise Refused("not_an_introducer", rule=rule)
    if command.introducer_id in {*case.introducers, case.person_id}:
        raise Refused("introducer_twice", rule=rule)
    return IntroducerReplaced(
        case_id=command.case_id,
        replaced_on=command.replaced_on,
        replaced_id=command.replaced_id,
        introducer_id=command.introducer_id,
        reason=command.reason,
    )


def reaffirm(command: ReaffirmCv, case: Case) -> CvReaffirmed:
    """Refused while verification is open, which supplements its papers itself (HD 06 §5.4)."""
    if Stage.BACKGROUND_CONCLUDED not in case.taken:
        raise Refused("supplemented_there", rule=in_force(FRESH, command.reaffirmed_on))
    return CvReaffirmed(case_id=command.case_id, reaffirmed_on=command.reaffirmed_on)


def summarise(command: SummariseOpinions) -> OpinionsSummarised:
    check_opinions(
        command.summarised_on,
        "opinions_before_branch",
        mass_organisations=command.mass_organisations,
        residence_on=command.residence_on,
    )
    return OpinionsSummarised(
        case_id=command.case_id,
        summarised_on=command.summarised_on,
        mass_organisations=command.mass_organisations,
        residence_on=command.residence_on,
    )
