"""What programs send about the cross-check, and the command it becomes."""

from uuid import UUID

from services.verification.api.bodies import ActBody, On
from services.verification.domain import CheckField, ResolveDiscrepancy, SupplementDossier
from shared.events.background import CvField, Paper, Resolution
from shared.events.terms import DiscrepancyId, PersonId
from shared.people.vault import Sides
from shared.web.body import DocumentText, Said, example
from shared.web.day import Day


class CheckBody(ActBody):
    """A field of the CV beside a paper."""

    model_config = example(
        person_id="7d444840-9dc0-51d1-b245-5ffdce74fad2",
        field="born_on",
        paper="birth_certificate",
        declared="20/3/1998",
        found="20/03/1998",
        checked_on="2023-10-10",
    )

    person_id: UUID
    field: CvField
    paper: Paper
    declared: Said
    found: Said = ""
    document_no: DocumentText | None = None
    checked_on: Day

    @property
    def sides(self) -> Sides:
        return Sides(declared=self.declared, found=self.found)

    def command(self, on: On) -> CheckField:
        return CheckField(
            case_id=on.case_id,
            person_id=PersonId(self.person_id),
            field=self.field,
            paper=self.paper,
            checked_on=self.checked_on,
            document_no=self.document_no,
        )


class ResolutionBody(ActBody):
    """How a discrepancy was decided, and on which paper."""

    model_config = example(resolution="verified", document_no="18-BB/ĐU", resolved_on="2023-10-24")

    resolution: Resolution
    document_no: DocumentText
    resolved_on: Day

    def command(self, on: On) -> ResolveDiscrepancy:
        return ResolveDiscrepancy(
            case_id=on.case_id,
            discrepancy_id=DiscrepancyId(on.of),
            resolution=self.resolution,
            document_no=self.document_no,
            resolved_on=self.resolved_on,
        )


class SupplementBody(ActBody):
    """The paper by which an old dossier was supplemented."""

    model_config = example(document_no="19-CV/ĐU", supplemented_on="2024-11-01")

    document_no: DocumentText
    supplemented_on: Day

    def command(self, on: On) -> SupplementDossier:
        return SupplementDossier(
            case_id=on.case_id,
            document_no=self.document_no,
            supplemented_on=self.supplemented_on,
        )
