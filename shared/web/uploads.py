"""Files that are sent and given back: never shown by the browser as a page of ours."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from shared.events.scan import MediaType, ScanAttached

ENDINGS = {MediaType.PDF: "pdf", MediaType.JPEG: "jpg", MediaType.PNG: "png"}
AS_A_FILE = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A form with one file: what it holds, and what its sender says that it is."""

    fields: Mapping[str, str]
    content: bytes
    claimed: str | None


async def uploaded(request: Request) -> Upload:
    """Read a form with the field `file`; what is no file counts as an empty one."""
    async with request.form(max_files=1, max_fields=20) as form:
        fields = {name: text for name, text in form.items() if isinstance(text, str)}
        file = form.get("file")
        if not isinstance(file, UploadFile):
            return Upload(fields=fields, content=b"", claimed=None)
        claimed = (file.content_type or "").partition(";")[0].strip().lower()
        return Upload(fields=fields, content=await file.read(), claimed=claimed or None)


def download(scan: ScanAttached, content: bytes) -> Response:
    """The scan to be saved, under a name that tells nothing about a person."""
    name = f"{scan.stage}-{str(scan.scan_id)[:8]}.{ENDINGS[scan.media_type]}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=scan.media_type, headers=AS_A_FILE | disposition)
