"""Refusals as `application/problem+json` (RFC 9457), and the one place where a kind becomes an HTTP status.

Litestar's plugin is not used: it swaps title and detail, and leaves a bug's answer as plain JSON.
"""

import logging
from collections.abc import Sequence
from typing import Annotated, Any

import asyncpg
import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, SerializationException, ValidationException
from litestar.exceptions.http_exceptions import ClientException

from floorwalk.infrastructure.methods import allowed_of
from floorwalk.kernel.errors import Fault, Kind, Problem
from floorwalk.kernel.ids import new_id

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "https://floorwalk.example/problems/"
STATUS: dict[Kind, int] = {
    "invalid": 400,
    "unauthenticated": 401,
    "forbidden": 403,
    "not_found": 404,
    "conflict": 409,
    "stale": 412,
    "condition_missing": 428,
    "too_large": 413,
    "unsupported": 415,
    "too_many": 429,
    "unavailable": 503,
}
TITLE = {
    400: "What was sent is not valid",
    401: "Sign in first",
    403: "You may not do this",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    409: "It conflicts with what is stored",
    412: "It has changed in the meantime",
    413: "Too large",
    415: "Unsupported media type",
    428: "Say which state you have read",
    429: "Too many attempts",
    500: "Something went wrong here",
    503: "Not available just now",
}
logger = logging.getLogger("floorwalk")


class FaultBody(msgspec.Struct, frozen=True, kw_only=True, rename=None):
    """One fault in what was sent."""

    path: str
    code: str
    detail: str


class ProblemBody(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A refusal (RFC 9457). `code` is stable; `instance` is the request's id; `errors` name the faults by path."""

    type: str
    title: str
    status: Annotated[int, msgspec.Meta(ge=400, le=599)]
    code: str
    detail: str
    instance: str = ""
    errors: Sequence[FaultBody] = ()


def body_of(problem: Problem, instance: str = "") -> ProblemBody:
    """A refusal in its written form; also used for single records inside an accepted batch."""
    return _body(STATUS[problem.kind], problem.code, problem.detail, problem.faults, instance)


def _body(status: int, code: str, detail: str, faults: Sequence[Fault], instance: str) -> ProblemBody:
    return ProblemBody(
        type=TYPE_PREFIX + code,
        title=TITLE.get(status, "Refused"),
        status=status,
        code=code,
        detail=detail,
        instance=instance,
        errors=[FaultBody(path=fault.path, code=fault.code, detail=fault.detail) for fault in faults],
    )


def _answer(body: ProblemBody, headers: dict[str, str] | None = None) -> Response[ProblemBody]:
    return Response(body, status_code=body.status, media_type=MEDIA_TYPE, headers=headers)


def _instance(request: Request[Any, Any, Any]) -> str:
    return str(request.scope.get("floorwalk_request_id") or new_id())


def on_problem(request: Request[Any, Any, Any], problem: Problem) -> Response[ProblemBody]:
    """Our own refusals."""
    seconds = problem.retry_after_seconds
    headers = {"Retry-After": str(seconds)} if seconds is not None else None
    return _answer(body_of(problem, _instance(request)), headers)


def on_http_exception(request: Request[Any, Any, Any], problem: HTTPException) -> Response[ProblemBody]:
    """Litestar's refusals: bodies and parameters that break their types, unknown paths, wrong methods, sizes."""
    status = problem.status_code
    faults: list[Fault] = []
    code = {404: "not_found", 405: "request.method_not_allowed", 413: "request.too_large"}.get(status)
    detail = {404: "There is nothing here that you may see.", 405: "This address does not take that method."}.get(
        status
    )
    if isinstance(problem, ValidationException):
        faults = [_fault_of(extra) for extra in problem.extra] if isinstance(problem.extra, list) else []
        status, code, detail = 400, "request.invalid", "What was sent cannot be taken as it is."
    elif isinstance(problem, SerializationException) or (status == 400 and isinstance(problem, ClientException)):
        status, code, detail = 400, "request.malformed", "The body is not well-formed."
    if code is None:
        code, detail = "request.refused", TITLE.get(status, "Refused")
    headers = {name: value for name, value in (problem.headers or {}).items() if name.lower() == "retry-after"}
    if status == 405:
        headers["Allow"] = allowed_of((problem.headers or {}).get("allow", "").split(", "))
    return _answer(_body(status, code, detail or "", faults, _instance(request)), headers)


def _fault_of(extra: Any) -> Fault:
    key, message = str(extra.get("key") or ""), str(extra.get("message") or "is not valid")
    if " - at `$" in message:  # msgspec's own way to name the place
        message, _, place = message.partition(" - at `$")
        key = place.rstrip("`").lstrip(".") or key
    return Fault(path=key, code="request.invalid", detail=message)


def on_anything_else(request: Request[Any, Any, Any], error: Exception) -> Response[ProblemBody]:
    """A database that is away is 503 and says when to come back; a bug is an opaque 500 with the request's id."""
    instance = _instance(request)
    if is_unavailable(error):
        logger.warning("database not available: %s (request %s)", type(error).__name__, instance)
        body = _body(503, "service.unavailable", "The database cannot be reached just now.", (), instance)
        return _answer(body, {"Retry-After": "2"})
    logger.error("request %s failed", instance, exc_info=error)
    return _answer(_body(500, "service.fault", "This is our fault, and it is in our log.", (), instance))


def is_unavailable(error: BaseException) -> bool:
    """Whether the database, rather than our code, is what failed: gone, starting, full, or too busy."""
    return isinstance(
        error,
        asyncpg.PostgresConnectionError
        | asyncpg.CannotConnectNowError
        | asyncpg.InsufficientResourcesError
        | asyncpg.OperatorInterventionError
        | asyncpg.InterfaceError
        | asyncpg.InternalClientError
        | ConnectionError
        | TimeoutError
        | FileNotFoundError,
    )
