"""A scan is what its content is: anything that only looks like one is refused with why."""

import struct
import zlib

import pytest

from shared.events.scan import MediaType
from shared.law.refusal import Refused
from shared.people.papers import LARGEST, media_type_of


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    + b"\x00" * 40
    + b"\xff\xd9"
)
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    + chunk(b"IEND", b"")
)
ZIP = b"PK\x03\x04" + b"\x00" * 26 + b"a" + b"PK\x05\x06" + b"\x00" * 18


@pytest.mark.parametrize(
    ("content", "kind"), [(PDF, MediaType.PDF), (JPEG, MediaType.JPEG), (PNG, MediaType.PNG)]
)
@pytest.mark.parametrize("claimed", [None, "application/octet-stream", "itself"])
def test_a_scan_is_typed_by_its_content(content, kind, claimed):
    assert media_type_of(content, claimed=kind if claimed == "itself" else claimed) is kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "scan_empty"),
        (PDF + b" " * LARGEST, "scan_too_large"),
        (b"hello", "scan_type"),
        (b"<html><script>alert(1)</script></html>", "scan_type"),
        (b"II*\x00\x08\x00\x00\x00", "scan_type"),
        (ZIP, "scan_type"),
        (PDF + ZIP, "scan_two_faced"),
        (PDF + b"<html>" * 400, "scan_two_faced"),
        (PDF.removesuffix(b"%%EOF\n"), "scan_two_faced"),
        (JPEG + ZIP, "scan_two_faced"),
        (JPEG[:-2], "scan_two_faced"),
        (JPEG[:24] + b"%PDF-1.4" + JPEG[24:], "scan_two_faced"),
        (PNG + b"<script>", "scan_two_faced"),
        (PDF.replace(b"/Root", b"/Encrypt 2 0 R/Root"), "scan_encrypted"),
        (PDF.replace(b"/Type", b"/OpenAction<</S/JavaScript>>/Type"), "scan_active"),
        (PDF.replace(b"/Type", b"/EmbeddedFiles 3 0 R/Type"), "scan_active"),
    ],
)
def test_what_is_no_scan_is_refused_with_why(content, code):
    with pytest.raises(Refused) as refused:
        media_type_of(content)

    assert refused.value.reasons[0].code == code


def test_a_scan_that_says_it_is_something_else_is_refused():
    with pytest.raises(Refused) as refused:
        media_type_of(PDF, claimed="image/png")

    assert refused.value.reasons[0].code == "scan_mislabelled"


@pytest.mark.parametrize("content", [PDF, JPEG, PNG])
def test_line_ends_after_the_end_are_nothing_else(content):
    assert media_type_of(content + b"\r\n")
