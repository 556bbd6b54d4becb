"""The ids of what a command begins: the same key, the same id."""

import hmac
from uuid import UUID, uuid5

from shared.events.terms import CaseId, CommitteeId, PersonId, ScanId
from shared.log.decider import NAMESPACE_KETNAP


def new_case(key: UUID) -> CaseId:
    """The case that the command with this key begins: the same key, the same case."""
    return CaseId(uuid5(NAMESPACE_KETNAP, str(key)))


def new_committee(key: UUID) -> CommitteeId:
    """The committee that the command with this key creates, if it brings no id of its own."""
    return CommitteeId(uuid5(NAMESPACE_KETNAP, str(key)))


def new_person(key: UUID, number: int) -> PersonId:
    """The person whom the command with this key names at place `number`."""
    return PersonId(uuid5(key, str(number)))


def papers_of(case_id: CaseId) -> UUID:
    """The stream of the scans of a case: attaching one overtakes no form of the case."""
    return uuid5(NAMESPACE_KETNAP, f"scans of {case_id}")


def new_scan(key: bytes, case_id: CaseId, content: bytes) -> ScanId:
    """The scan with this content in this case; without the key nobody can tell which content."""
    return ScanId(UUID(bytes=hmac.digest(key, case_id.bytes + content, "sha256")[:16]))
