"""The API's own description (OpenAPI 3.1), read off the routes: what each takes, and every answer that it can give.

Pure. Schemas are msgspec's, of the very structs that decode and encode: Litestar's generator loses `minimum: 0` and
knows nothing of our problem bodies. What a route cannot say of itself stands in openapi_notes.py.
"""

import inspect
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, get_args, get_type_hints

import msgspec
from litestar import Response
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.response import Stream
from litestar.routes import BaseRoute, HTTPRoute

from floorwalk.identity.edge import Requires
from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure.problems import MEDIA_TYPE, TITLE, ProblemBody
from floorwalk.infrastructure.well_formed import query_types
from floorwalk.openapi_notes import ALSO_REFUSES, ANSWER_HEADERS, FORMS_WITHIN, READ_BY_THE_ROUTE, TAGS, completed

API = "/api/"
COMPONENT = "#/components/schemas/{name}"
READING = frozenset({"GET", "HEAD", "OPTIONS"})
ANY_ROUTE_REFUSES = (400, 503)  # an unknown query parameter; a database that is away
ABOUT = """\
Refusals are `application/problem+json` (RFC 9457) with a stable `code`. What the caller may not see is answered like
what never existed: 404. Unknown fields and unknown query parameters are refused. Writing needs the header
`X-CSRF-Token`, whose value every answer of GET and POST /api/session carries. Scores are basis points, 0 to 10 000;
instants are RFC 3339, days are YYYY-MM-DD in the store's zone."""


def document_of(routes: Sequence[BaseRoute], version: str) -> dict[str, Any]:
    """The description of every route under /api. Raises ValueError if two routes would share an operation's name."""
    found = sorted(_operations_in(routes), key=lambda operation: (operation.path, operation.method))
    names = [operation.name for operation in found]
    if len(names) != len(set(names)):
        raise ValueError(f"two operations share a name: {sorted({name for name in names if names.count(name) > 1})}")
    forms = _Forms([ProblemBody, *FORMS_WITHIN, *(form for operation in found for form in operation.forms())])
    paths: dict[str, dict[str, Any]] = {}
    for operation in found:
        paths.setdefault(operation.path, {})[operation.method.lower()] = operation.described(forms)
    used = sorted({status for operation in found for status in operation.refusals()})
    return {
        "openapi": "3.1.0",
        "info": {"title": "Floorwalk", "version": version, "description": ABOUT},
        "servers": [{"url": "/"}],
        "tags": [{"name": tag, "description": TAGS[tag]} for tag in sorted({operation.tag for operation in found})],
        "paths": paths,
        "components": {
            "schemas": completed(forms.components),
            "responses": {f"Problem{status}": _problem(status, forms) for status in used},
            "headers": {
                "RetryAfter": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 0}},
            },
            "securitySchemes": {
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "__Host-floorwalk",
                    "description": "The server-side session; over plain HTTP on localhost the cookie is `floorwalk`.",
                },
                "csrf": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "X-CSRF-Token",
                    "description": "Bound to the session, and dead with it.",
                },
            },
        },
    }


class _Forms:
    """Schemas of all types at once, so that each struct becomes one component."""

    def __init__(self, types: Iterable[Any]) -> None:
        self._types = list({repr(form): form for form in types}.values())
        schemas, components = msgspec.json.schema_components(self._types, ref_template=COMPONENT)
        self._schemas = {repr(form): _unindented(schema) for form, schema in zip(self._types, schemas, strict=True)}
        self.components: dict[str, Any] = _unindented(components)

    def schema(self, form: Any) -> dict[str, Any]:
        schema: dict[str, Any] = self._schemas[repr(form)]
        return schema


class _Operation:
    """One method of one route."""

    def __init__(self, route: HTTPRoute, method: str, handler: HTTPRouteHandler) -> None:
        self.route, self.method, self.handler = route, method, handler
        self.path = route.path_format
        self.function: Any = inspect.unwrap(handler.fn)
        self.tag = self.function.__module__.split(".")[1]
        self.name = f"{self.tag}.{self.function.__name__}"
        self.is_public = bool(handler.opt.get("public"))
        self.verbs = sorted(
            {verb for guard in handler.resolve_guards() if isinstance(guard, Requires) for verb in guard.verbs}
        )
        self.parameters = list(self._parameters())

    def forms(self) -> Iterable[Any]:
        """Every type whose schema the description needs."""
        yield from (form for _, _, bounded, _ in self.parameters for form in bounded)
        yield from self.bodies().values()
        yield from (spec.data_container for spec in self._declared().values() if spec.data_container is not None)
        answer = self.answer()
        if answer is not None:
            yield answer

    def bodies(self) -> Mapping[str, Any]:
        """What is sent, by media type; empty if nothing is."""
        if self.name in READ_BY_THE_ROUTE:
            return READ_BY_THE_ROUTE[self.name]
        taken = self.handler.parsed_fn_signature.parameters.get("data")
        return {"application/json": taken.annotation} if taken is not None else {}

    def answer(self) -> Any | None:
        """The type of a success; None without a body, or where `responses` of the route says more."""
        answered = self.handler.parsed_fn_signature.return_type.annotation
        if get_args(answered) and issubclass(getattr(answered, "__origin__", object), Response):
            (answered,) = get_args(answered)
            answered = _without_none(answered)
        if answered in (None, type(None)) or answered in (Response, Stream):
            return None
        return answered

    def refusals(self) -> list[int]:
        """The statuses of every refusal that this operation can give."""
        found = {*ANY_ROUTE_REFUSES, *ALSO_REFUSES.get(self.name, ())}
        if not self.is_public:
            found.add(401)
        if set(self.verbs) - {Verb.OWN_ACCOUNT} or self.method not in READING:
            found.add(403)
        if self.route.path_parameters:
            found.add(404)
        if self.bodies():
            found |= {413, 415}
        return sorted(found)

    def described(self, forms: _Forms) -> dict[str, Any]:
        summary, _, more = (inspect.getdoc(self.function) or "").partition("\n")
        needs = f"Needs the right `{'` or `'.join(self.verbs)}`." if self.verbs else "Needs no session."
        described: dict[str, Any] = {
            "operationId": self.name,
            "tags": [self.tag],
            "summary": summary.rstrip("."),
            "description": " ".join(f"{more} {needs}".split()),
            "security": self._security(),
            "responses": self._responses(forms),
        }
        if self.parameters:
            described["parameters"] = [
                {"name": name, "in": place, "required": required, "schema": _parameter_schema(forms, bounded)}
                for name, place, bounded, required in self.parameters
            ]
        if bodies := self.bodies():
            content = {media_type: {"schema": _form_schema(forms, form)} for media_type, form in bodies.items()}
            described["requestBody"] = {"required": True, "content": content}
        return described

    def _security(self) -> list[dict[str, list[str]]]:
        if self.is_public:
            return []
        return [{"session": []} if self.method in READING else {"session": [], "csrf": []}]

    def _responses(self, forms: _Forms) -> dict[str, Any]:
        answers: dict[str, Any] = {}
        status = self.handler.status_code
        answer = self.answer()
        answers[str(status)] = {"description": HTTPStatus(status).phrase}
        if answer is not None:
            answers[str(status)]["content"] = {"application/json": {"schema": _form_schema(forms, answer)}}
        for declared, spec in self._declared().items():
            answers[str(declared)] = {"description": spec.description}
            if spec.data_container is not None:
                media_type = str(spec.media_type.value if hasattr(spec.media_type, "value") else spec.media_type)
                answers[str(declared)]["content"] = {media_type: {"schema": _form_schema(forms, spec.data_container)}}
        if headers := ANSWER_HEADERS.get(self.name):
            answers[str(status)]["headers"] = {
                header: {"description": text, "schema": {"type": "string"}} for header, text in headers.items()
            }
        for refusal in self.refusals():
            answers[str(refusal)] = {"$ref": f"#/components/responses/Problem{refusal}"}
        return dict(sorted(answers.items()))

    def _declared(self) -> Mapping[int, ResponseSpec]:
        return self.handler.responses or {}

    def _parameters(self) -> Iterable[tuple[str, str, list[Any], bool]]:
        """Name, place, types whose bounds all hold, whether it must be there."""
        model = self.handler.create_kwargs_model(path_parameters=self.route.path_parameters)
        hints = get_type_hints(self.handler.signature_model, include_extras=True)
        for place, parameters in (
            ("path", model.expected_path_params),
            ("query", model.expected_query_params),
            ("header", model.expected_header_params),
        ):
            for parameter in sorted(parameters, key=lambda one: one.field_alias):
                required = place == "path" or parameter.is_required
                bounded = [hints[parameter.field_name]]  # with the bounds that Litestar knows
                if place == "query":  # and with those that only the function's own type has
                    bounded.append(query_types(self.handler)[parameter.field_alias])
                yield parameter.field_alias, place, bounded, required


def _operations_in(routes: Sequence[BaseRoute]) -> Iterable[_Operation]:
    for route in routes:
        if isinstance(route, HTTPRoute) and route.path.startswith(API):
            for method, (handler, _) in route.route_handler_map.items():
                if method not in ("OPTIONS", "HEAD") and handler.resolve_include_in_schema():
                    yield _Operation(route, method, handler)


def _form_schema(forms: _Forms, form: Any) -> dict[str, Any]:
    return {"type": "string", "format": "binary"} if form is bytes else forms.schema(form)


def _without_none(answered: Any) -> Any:
    """`Bundle` for `Bundle | None`: the body that is absent belongs to another status."""
    present = [one for one in get_args(answered) if one is not type(None)]
    return present[0] if len(present) == 1 and type(None) in get_args(answered) else answered


def _unindented(value: Any) -> Any:
    """The same with every text as `inspect.getdoc` gives it: Python takes the indent off docstrings from 3.13 on."""
    if isinstance(value, dict):
        return {name: _unindented(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_unindented(item) for item in value]
    return inspect.cleandoc(value) if isinstance(value, str) and "\n" in value else value


def _parameter_schema(forms: _Forms, bounded: list[Any]) -> dict[str, Any]:
    """Without null: an absent parameter is absent, and only in JSON can one write null."""
    merged: dict[str, Any] = {}
    for form in bounded:
        schema = forms.schema(form)
        choices = [choice for choice in schema.get("anyOf", ()) if choice != {"type": "null"}]
        merged |= choices[0] if len(choices) == 1 else schema
        merged |= {"description": schema["description"]} if "description" in schema else {}
    return merged


def _problem(status: int, forms: _Forms) -> dict[str, Any]:
    described: dict[str, Any] = {
        "description": TITLE[status],
        "content": {MEDIA_TYPE: {"schema": forms.schema(ProblemBody)}},
    }
    if status in (429, 503):
        described["headers"] = {"Retry-After": {"$ref": "#/components/headers/RetryAfter"}}
    return described
