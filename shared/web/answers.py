"""How a problem leaves the house: problem+json for programs, the same as a page for people."""

from functools import cache

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from shared.web.language import language_of
from shared.web.pages import Pages, prefers_html, sign_in_address
from shared.web.problem import Problem


def answer(request: Request, problem: Problem) -> Response:
    """The response that tells of `problem`; for a page, somebody not signed in is asked to."""
    if not prefers_html(request):
        response: Response = _json(request, problem)
    elif problem.status == 401 and request.method == "GET":
        return RedirectResponse(sign_in_address(request), status_code=303)
    else:
        response = _pages().render(request, "problem.html", status=problem.status, problem=problem)
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    return response


def _json(request: Request, problem: Problem) -> JSONResponse:
    return JSONResponse(
        problem.body(language_of(request)),
        status_code=problem.status,
        media_type="application/problem+json",
    )


@cache
def _pages() -> Pages:
    return Pages()
