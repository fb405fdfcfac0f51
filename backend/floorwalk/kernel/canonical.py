"""One spelling of a JSON value, so that equal documents have equal hashes (RFC 8785 for what we store: no floats)."""

import hashlib
import json
from typing import Any


def canonical_json(value: Any) -> bytes:
    """Sorted keys, no white space, UTF-8. Floats are refused with ValueError: nothing we hash holds one."""
    if _holds_a_float(value):
        raise ValueError("a float has no one spelling")
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256_hex(content: bytes) -> str:
    """64 hexadecimal characters."""
    return hashlib.sha256(content).hexdigest()


def _holds_a_float(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_holds_a_float(item) for item in value.values())
    if isinstance(value, list | tuple):
        return any(_holds_a_float(item) for item in value)
    return isinstance(value, float)
