"""How a service describes itself to programs: also the problems that any address may answer."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, Field

Json = dict[str, Any]

PROBLEMS: Mapping[int, str] = {
    400: "The body cannot be read.",
    401: "Nobody is known to ask.",
    403: "The office may not do this here.",
    404: "There is no such thing, or the office may not know of it.",
    409: "It moved on since the caller looked; `since` tells how.",
    413: "The body is too large.",
    422: "It cannot be read, or a rule stands against it: `code` and `rule` say which.",
    503: "The database is away; try again after `Retry-After` seconds.",
}
RECORDED = {200: "Nothing new was said, or it was said before.", 201: "It was recorded."}
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
BEARER = {"type": "http", "scheme": "bearer", "description": "A token for an office."}


class Words(BaseModel):
    """What is wrong and what to do about it, in one language."""

    title: str
    detail: str
    do: str
    fields: dict[str, str] | None = None


class Clause(BaseModel):
    """The rule that stands against it."""

    id: str
    instrument: str
    clause: str
    sure: str


class Problem(Words):
    """Why nothing was done (RFC 9457); words in the language asked, and in both."""

    type: str = Field(examples=["urn:ketnap:problem:forbidden"])
    status: int
    code: str
    rule: Clause | None = None
    found: str | int | None = None
    needed: str | int | None = None
    also: list[dict[str, object]] | None = None
    since: list[dict[str, object]] | None = None
    vi: Words
    en: Words


def describe(app: FastAPI) -> None:
    """Let `app` describe, of every operation, the problems and who may ask."""
    plain = app.openapi

    def openapi() -> Json:
        if app.openapi_schema is None:
            app.openapi_schema = described(plain())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def described(document: Json) -> Json:
    """The document with everything that is the same at every address."""
    components = document.setdefault("components", {})
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    defined = schema.pop("$defs")
    components.setdefault("schemas", {}).update({**defined, "Problem": schema})
    components["securitySchemes"] = {"bearer": BEARER}
    document["security"] = [{"bearer": []}]
    for operation in operations(document):
        responses = operation["responses"]
        responses.update(also_recorded(responses))
        responses.update(
            {
                str(status): {"description": said, "content": PROBLEM}
                for status, said in PROBLEMS.items()
            }
        )
    return document


def operations(document: Json) -> Iterator[Json]:
    for path in document.get("paths", {}).values():
        yield from path.values()


def also_recorded(responses: Json) -> Json:
    """A command answers alike whether it recorded something or nothing new was said."""
    told = next((responses[key] for key in ("200", "201") if key in responses), None)
    if told is None or "/Recorded" not in str(told):
        return {}
    return {str(status): {**told, "description": said} for status, said in RECORDED.items()}
