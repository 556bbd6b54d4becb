"""What a file really is: typed by its content, whatever its name and sender say."""

import puremagic

from shared.events.scan import MediaType
from shared.law.refusal import Refused

LARGEST = 10 * 1024 * 1024  # bytes of one scan
AFTERWORD = 1024  # bytes that may follow the end of a PDF, as line ends and padding do

ENDS = {MediaType.JPEG: b"\xff\xd9", MediaType.PNG: b"IEND\xaeB`\x82"}
ENCRYPTED = (b"/Encrypt",)
ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA")
ARCHIVE = (b"PK\x05\x06", b"PK\x03\x04")


def media_type_of(content: bytes, *, claimed: str | None = None) -> MediaType:
    """PDF, JPEG or PNG, whole and nothing else besides; Refused with why it is no scan.

    `claimed` is what the sender says that it is.
    """
    if not content:
        raise Refused("scan_empty")
    if len(content) > LARGEST:
        raise Refused("scan_too_large", found=len(content), needed=LARGEST)
    found = recognised(content)
    if found is None:
        raise Refused("scan_type")
    if claimed and claimed not in (found, "application/octet-stream"):
        raise Refused("scan_mislabelled")
    if two_faced(content, found):
        raise Refused("scan_two_faced")
    if found is MediaType.PDF:
        check_pdf(content)
    return found


def recognised(content: bytes) -> MediaType | None:
    """The one kind of scan that the content is by its signature."""
    try:
        matches = {match.mime_type for match in puremagic.magic_string(content)}
    except puremagic.PureError:
        return None
    known = [kind for kind in MediaType if kind in matches]
    return known[0] if len(known) == 1 else None


def two_faced(content: bytes, found: MediaType) -> bool:
    """Whether another program could read it as something else, or it was cut off."""
    if found is MediaType.PDF:
        begins, _, after = content[:5], *content.rpartition(b"%%EOF")[1:]
        return (
            begins != b"%PDF-"
            or b"%%EOF" not in content
            or len(after) > AFTERWORD
            or any(mark in after for mark in ARCHIVE)
        )
    whole = content.rstrip(b"\x00\r\n ").endswith(ENDS[found])
    return not whole or b"%PDF-" in content[:AFTERWORD]


def check_pdf(content: bytes) -> None:
    """Refuse what not everybody can read, and what does something when it is opened."""
    if any(mark in content for mark in ENCRYPTED):
        raise Refused("scan_encrypted")
    if any(mark in content for mark in ACTIVE):
        raise Refused("scan_active")
