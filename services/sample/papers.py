"""Pages that look like scans of papers, and what is done with them."""

import struct
import zlib
from dataclasses import dataclass

from shared.events.scan import WithdrawalReason
from shared.events.stage import Stage
from shared.events.terms import CaseId

WIDTH, HEIGHT = 210, 297  # a page of A4, a dot a millimetre
MARGIN, LINE = 25, 9
WHITE, GREY = b"\xff", b"\x88"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachPage:
    """Attach a page to the step to a stage."""

    case_id: CaseId
    stage: Stage
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawPage:
    """Withdraw the page that hangs at the step to a stage."""

    case_id: CaseId
    stage: Stage
    reason: WithdrawalReason


PageCommand = AttachPage | WithdrawPage


def pdf(text: str) -> bytes:
    """One page with a line of plain letters."""
    shown = f"BT /F 14 Tf 72 770 Td ({text}) Tj ET".encode("ascii")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    file, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return file + b"xref\n0 6\n0000000000 65535 f \n" + table + end % (6, len(file))


def png(lines: int) -> bytes:
    """A page of so many grey lines."""
    rows = [WHITE * WIDTH] * HEIGHT
    for number in range(lines):
        dots = WIDTH - 2 * MARGIN - (number * 37) % 60
        rows[MARGIN + number * LINE] = (WHITE * MARGIN + GREY * dots).ljust(WIDTH, WHITE)
    picture = zlib.compress(b"".join(b"\x00" + row for row in rows))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", picture), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, data) for name, data in parts)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
