"""From bytes to forms: the batch, and each visit by itself. Every way in which bytes can be wrong ends in a fault.

Pure. What a form means is visits/checking.py.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from floorwalk.kernel.canonical import sha256_hex
from floorwalk.kernel.errors import Fault, Invalid
from floorwalk.rubrics.reading import is_storable
from floorwalk.sync.wire import Batch
from floorwalk.visits.errors import VisitRefused
from floorwalk.visits.wire import LONGEST_VISIT_BYTES, VisitDocument

_batch = msgspec.json.Decoder(Batch)
_visit = msgspec.json.Decoder(VisitDocument)
UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
ESCAPED_NUL = b"\\u0000"  # JSON has no other way to write it


def read_batch(body: bytes) -> Batch:
    """Raises Invalid with the path of the fault."""
    try:
        return _batch.decode(body)
    except UNREADABLE as error:
        raise Invalid([fault_of(error)]) from None


def read_visit(raw: msgspec.Raw) -> tuple[VisitDocument, str]:
    """The visit and the hash of its bytes. Raises VisitRefused."""
    content = bytes(raw)
    if len(content) > LONGEST_VISIT_BYTES:
        raise VisitRefused([Fault("", "visits.too_long", f"A visit has at most {LONGEST_VISIT_BYTES // 1024} KiB.")])
    try:
        document = _visit.decode(content)
    except UNREADABLE as error:
        raise VisitRefused([fault_of(error)]) from None
    if ESCAPED_NUL in content:
        paths = [path for path, text in _texts(msgspec.json.decode(content), "") if not is_storable(text)]
        if paths:
            raise VisitRefused(
                [
                    Fault(path, "request.text_unusable", "This text holds a character that cannot be kept.")
                    for path in paths
                ]
            )
    return document, sha256_hex(content)


def fault_of(error: Exception) -> Fault:
    """msgspec names the place at the end of its message: "Expected `int` - at `$.visits[0].revision`"."""
    if isinstance(error, RecursionError):
        return Fault("", "request.malformed", "It is nested too deeply.")
    if isinstance(error, msgspec.ValidationError):
        message, _, place = str(error).partition(" - at `$")
        return Fault(place.rstrip("`").lstrip("."), "request.invalid", message)
    return Fault("", "request.malformed", "It is not well-formed JSON in UTF-8.")


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _texts(item, f"{path}[{place}]")
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _texts(item, f"{path}.{name}" if path else name)
