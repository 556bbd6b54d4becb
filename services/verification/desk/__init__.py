"""The desk of verification: what stands between those who ask and what is decided and kept."""

from services.verification.desk.desk import LONGEST_LIST, Desk, Lists
from services.verification.desk.file import LEDGER, File

__all__ = ["LEDGER", "LONGEST_LIST", "Desk", "File", "Lists"]
