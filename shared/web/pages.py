"""Pages: templates filled in for one request, in its language, under the one frame."""

from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from shared.people.access import Office
from shared.web.language import language_of
from shared.web.problem import said_of
from shared.web.texts import Language, Texts

TEMPLATES = Path(__file__).parent / "templates"


class Pages:
    """Renders the templates of `folders`, and those that all services share."""

    def __init__(self, *folders: Path) -> None:
        self._templates = Environment(
            loader=FileSystemLoader([*folders, TEMPLATES]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals["said_of"] = said_of

    def render(
        self, request: Request, template: str, *, status: int = 200, **values: object
    ) -> HTMLResponse:
        """A whole page; it is never kept by a browser or a proxy, as it shows persons."""
        page = self.fragment(request, template, **values)
        return HTMLResponse(page, status_code=status, headers={"Cache-Control": "no-store"})

    def fragment(self, request: Request, template: str, **values: object) -> str:
        """The same text without an answer around it: what a live page is sent."""
        return self._templates.get_template(template).render(_frame(request) | values)


def texts_for(request: Request) -> Texts:
    """The texts in the language of this request."""
    return Texts(language_of(request))


def prefers_html(request: Request) -> bool:
    """Whether a person's browser asks, rather than a program."""
    return "text/html" in request.headers.get("accept", "")


def sign_in_address(request: Request) -> str:
    """Where to choose an office, and to come back from to this page."""
    return "/sign-in?next=" + quote(_here(request), safe="")


def _frame(request: Request) -> dict[str, object]:
    """What every template can name."""
    office: Office | None = getattr(request.state, "office", None)
    return {
        "t": texts_for(request),
        "language": language_of(request),
        "languages": [(code, _same_page(request, code)) for code in Language],
        "office": office,
        "committee_name": getattr(request.state, "committee_name", None),
        "switch_url": sign_in_address(request),
        "path": request.url.path,
        "assets": getattr(request.app.state, "assets", "/statistics/assets"),
        "loading": getattr(request.app.state, "loading", None),
        "trial": getattr(request.app.state, "trial", False),
    }


def _same_page(request: Request, language: Language) -> str:
    url = request.url.include_query_params(lang=language)
    return f"{url.path}?{url.query}"


def _here(request: Request) -> str:
    """Where to come back to; an answered form comes back to its question."""
    url = request.url.remove_query_params(["lang", "done"])
    return f"{url.path}?{url.query}" if url.query else url.path
