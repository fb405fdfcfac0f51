"""What a request under /api must be before its handler sees it: known parameters, the right media type, strict JSON.

Litestar 2.25 looks at no Content-Type, turns "5" into 5 inside a body, keeps the last of two equal keys, ignores
query parameters that it does not know, so that a misspelt filter would answer for everything, and ignores the bounds
of `msgspec.Meta` on parameters. A route that takes bytes (`body: RawBody`) says which media types in
`opt={"media_types": (…)}`, JSON being the default, and reads the bytes itself.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
from litestar import Request
from litestar.handlers import HTTPRouteHandler

from floorwalk.kernel.errors import Fault, Invalid, Problem

JSON = ("application/json",)
RESERVED = frozenset({"data", "body", "request", "state", "scope", "headers", "cookies", "query"})
PATH_PARAMETER = re.compile(r"\{(\w+)")
MOST_FAULTS = 20
ESCAPED_NUL = b"\\u0000"  # JSON has no other way to write it, and PostgreSQL none to keep it


@dataclass(eq=False)
class Malformed(Problem):
    """Not JSON, not UTF-8, nested beyond measure, or with one key twice."""

    reason: str
    code = "request.malformed"
    kind = "invalid"
    sentence = "{reason}"


@dataclass(eq=False)
class WrongMediaType(Problem):
    """The body is of a kind that this address does not take."""

    taken: tuple[str, ...]
    code = "request.media_type"
    kind = "unsupported"

    @property
    def detail(self) -> str:
        return f"This address takes {' or '.join(self.taken)}."


async def refuse_malformed(request: Request[Any, Any, Any]) -> None:
    """Raises Invalid, Malformed or WrongMediaType; returns nothing, so that the handler goes on."""
    handler: Any = request.scope["route_handler"]
    if not request.scope["path"].startswith("/api/") or request.method == "OPTIONS":
        return
    if request.scope["query_string"]:
        _refuse_parameters(list(request.query_params.multi_items()), query_types(handler))
    takes = media_types_of(handler)
    if not takes:
        return
    if _media_type_in(request.scope["headers"]) not in takes:
        raise WrongMediaType(takes)
    decoder = _decoder_of(handler)
    if decoder is not None:
        refuse_malformed_json(await request.body(), decoder)


def _media_type_in(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """Without its parameters; "" if there is none."""
    said = next((value for name, value in headers if name == b"content-type"), b"")
    return said.partition(b";")[0].strip().lower().decode("latin-1")


@cache
def media_types_of(handler: HTTPRouteHandler) -> tuple[str, ...]:
    """What a route takes; empty if it takes no body."""
    parameters = handler.parsed_fn_signature.parameters
    if "data" in parameters or "body" in parameters or "media_types" in handler.opt:
        return tuple(handler.opt.get("media_types", JSON))
    return ()


@cache
def query_types(handler: HTTPRouteHandler) -> Mapping[str, Any]:
    """Every query parameter of a route, with the type that its function declares, bounds and all."""
    in_path = {name for path in handler.paths for name in PATH_PARAMETER.findall(path)}
    elsewhere = RESERVED | in_path | set(handler.resolve_dependencies())
    hints = get_type_hints(handler.fn, include_extras=True)
    found = {}
    for name, field in handler.parsed_fn_signature.parameters.items():
        definition = field.kwarg_definition
        if (
            name not in elsewhere
            and not getattr(definition, "header", None)
            and not getattr(definition, "cookie", None)
        ):
            found[getattr(definition, "query", None) or getattr(definition, "name", None) or name] = hints[name]
    return found


def refuse_malformed_json(body: bytes, decoder: msgspec.json.Decoder[Any]) -> None:
    """Raises Malformed for what is not one JSON text, Invalid with the path for what breaks the decoder's form."""
    try:
        read = json.loads(body, object_pairs_hook=_object_of, parse_constant=_no_number)
        decoder.decode(body)
        unusable = [path for path, text in _texts(read, "") if "\0" in text] if ESCAPED_NUL in body else []
    except msgspec.ValidationError as error:
        raise Invalid([fault_of(error)]) from None
    except RecursionError:
        raise Malformed("The body is nested too deeply.") from None
    except (ValueError, msgspec.MsgspecError):
        raise Malformed("The body is not one well-formed JSON text in UTF-8.") from None
    if unusable:
        detail = "This text holds a character that cannot be kept."
        raise Invalid([Fault(path[:200], "request.text_unusable", detail) for path in unusable[:MOST_FAULTS]])


def fault_of(error: msgspec.ValidationError, path: str = "") -> Fault:
    """msgspec names the place at the end of its message: "Expected `int` - at `$.grants[0].role`"."""
    message, _, place = str(error).partition(" - at `$")
    return Fault(path or place.rstrip("`").lstrip("."), "request.invalid", message)


def _refuse_parameters(given: list[tuple[str, str]], types: Mapping[str, Any]) -> None:
    faults, seen = [], set()
    for name, value in given:
        if name not in types:
            faults.append(Fault(name[:100], "request.unknown_parameter", "There is no such parameter."))
        elif name in seen:
            faults.append(Fault(name, "request.invalid", "This parameter is given twice."))
        elif "\0" in value:
            faults.append(Fault(name, "request.invalid", "This holds a character that cannot be kept."))
        else:
            try:
                msgspec.convert(value, _present(types[name]), strict=False)
            except msgspec.ValidationError as error:
                faults.append(fault_of(error, name))
        seen.add(name)
    if faults:
        raise Invalid(faults[:MOST_FAULTS])


@cache
def _present(form: Any) -> Any:
    """The type without None: whoever writes `to_on=null` has not left it out."""
    if get_origin(form) is Annotated:
        base, *bounds = get_args(form)
        return reduce(lambda inner, bound: Annotated[inner, bound], bounds, _present(base))
    choices = [choice for choice in get_args(form) if choice is not type(None)]
    return choices[0] if type(None) in get_args(form) and len(choices) == 1 else form


@cache
def _decoder_of(handler: HTTPRouteHandler) -> msgspec.json.Decoder[Any] | None:
    """Of the body's own type, strict; None for a route that reads bytes."""
    field = handler.parsed_fn_signature.parameters.get("data")
    return None if field is None else msgspec.json.Decoder(field.annotation)


def _object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Malformed("A key stands twice in one object.")
    return members


def _no_number(word: str) -> None:
    raise ValueError(word)


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every text with its path, names of members among them."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _texts(item, f"{path}[{place}]")
    elif isinstance(value, dict):
        for name, item in value.items():
            inner = f"{path}.{name}" if path else str(name)
            yield path, name
            yield from _texts(item, inner)
