"""The desk of intake: what stands between those who ask and what is decided and kept."""

from services.intake.desk.case_file import CommitteeFile, File
from services.intake.desk.desk import LONGEST_LIST, Desk
from services.intake.desk.ids import new_case, new_committee, new_person
from services.intake.desk.own_file import OwnFile, Proof
from services.intake.desk.persons import Namesake, Search, sealed_of
from services.intake.desk.recorder import LEDGER
from services.intake.desk.rights import ACTION
from services.intake.desk.spoken import SILENT, Spoken

__all__ = [
    "ACTION",
    "LEDGER",
    "LONGEST_LIST",
    "SILENT",
    "CommitteeFile",
    "Desk",
    "File",
    "Namesake",
    "OwnFile",
    "Proof",
    "Search",
    "Spoken",
    "new_case",
    "new_committee",
    "new_person",
    "sealed_of",
]
