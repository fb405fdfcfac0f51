"""Some hundred and fifty ways in which a request can be wrong, made from one that is right.

Raw bodies and media types are wrong for every route; single wrong values stand in the place of each field in turn.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

JSON_TYPE = "application/json"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Bad:
    """One bad request: what is wrong with it, its body, and whether every route must refuse it."""

    said: str
    content: bytes
    media_type: str | None = JSON_TYPE
    must_be_refused: bool = True
    content_encoding: str | None = None


@cache
def long_text(megabytes: int) -> bytes:
    return b'"' + b"x" * (megabytes * MEGABYTE) + b'"'


NOT_JSON = {
    "nothing": b"",
    "blanks": b"  \n",
    "a NUL byte": b"\x00",
    "a byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": '{"a":1}'.encode("utf-16"),
    "UTF-32": '{"a":1}'.encode("utf-32"),
    "broken UTF-8": b'{"name":"\xff\xfe"}',
    "overlong UTF-8": b'{"name":"\xc0\xaf"}',
    "a surrogate in UTF-8": b'{"name":"\xed\xa0\x80"}',
    "a cut sequence": b'{"name":"\xe2\x82"}',
    "an open object": b"{",
    "an open text": b'{"name":"',
    "a closing bracket": b"]",
    "a lone comma": b"{,}",
    "a trailing comma": b'{"a":1,}',
    "single quotes": b"{'a':1}",
    "no quotes": b"{a:1}",
    "a comment": b'{"a":1 /* why */}',
    "two texts": b"{}{}",
    "rubbish behind": b"{}x",
    "a word": b"undefined",
    "NaN": b"NaN",
    "NaN within": b'{"a":NaN}',
    "Infinity": b'{"a":Infinity}',
    "minus Infinity": b'{"a":-Infinity}',
    "a leading zero": b'{"a":01}',
    "a plus": b'{"a":+1}',
    "hexadecimal": b'{"a":0x10}',
    "a control character": b'{"a":"\x01"}',
    "a bad escape": b'{"a":"\\x41"}',
    "half an escape": b'{"a":"\\u12"}',
    "form data": b"email=a%40b&password=c",
    "XML": b"<?xml version='1.0'?><a/>",
    "YAML": b"email: a\npassword: b\n",
    "msgpack": b"\x82\xa5email\xa1a\xa8password\xa1b",
    "1,000 arrays, not closed": b"[" * 1_000,
    "100,000 arrays, not closed": b"[" * 100_000,
}
NOT_THE_FORM = {
    "null": b"null",
    "true": b"true",
    "a number": b"7",
    "2^63": b"9223372036854775808",
    "1e400": b"1e400",
    "-1e400": b"-1e400",
    "1e-400": b"1e-400",
    "5,000 digits": b"9" * 5_000,
    "a text": b'"text"',
    "a lone surrogate": b'"\\ud800"',
    "an array": b"[]",
    "arrays in arrays": b"[[[]]]",
    "only an unknown field": b'{"unknown_field":1}',
    "a field without a name": b'{"":1}',
    "a field named NUL": b'{"\\u0000":1}',
    "a field named by a lone surrogate": b'{"\\udfff":1}',
    "__proto__": b'{"__proto__":{"admin":true}}',
    "1,000 arrays": b"[" * 1_000 + b"]" * 1_000,
    "1,000 objects": b'{"a":' * 1_000 + b"1" + b"}" * 1_000,
    "100,000 objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "100,000 keys": b"{" + b",".join(b'"k%d":0' % number for number in range(100_000)) + b"}",
    "100,000 items": b"[" + b"0," * 99_999 + b"0]",
    "a text of 3 MB": long_text(3),
}
MEDIA_TYPES = (
    None,
    "",
    "text/plain",
    "text/html",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "application/msgpack",
    "application/octet-stream",
    "application/jsonp",
    "application/problem+json",
    "json",
    "application",
    "*/*",
    "application/json, text/plain",
    "\N{SNOWMAN}",
)
RAW_VALUES = (
    "null",
    "true",
    "0",
    "-1",
    "1.5",
    "2147483648",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "1e400",
    "-1e400",
    '""',
    '" "',
    '"\\u0000"',
    '"a\\u0000b"',
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"\\u202e\\u2066"',
    '"' + "x" * 100_000 + '"',
    '"0000-00-00"',
    '"9999-12-31"',
    '"0001-01-01"',
    '"00000000-0000-0000-0000-000000000000"',
    '"0190f5c2-dead-7000-8000-00000000000g"',
    '"\'; drop table visit; --"',
    "[]",
    "[null]",
    "{}",
    '{"en":null}',
    '{"":""}',
    "[" * 200 + "]" * 200,
)


def bad_requests(body: Any, most: int) -> Iterator[Bad]:
    """Everything above for one right JSON body (None: the route takes a file or nothing), at most `most`."""
    raw = json.dumps(body).encode()
    whole = [
        *(Bad(said, content) for said, content in (NOT_JSON | NOT_THE_FORM).items()),
        *(Bad(f"the media type {media_type}", raw, media_type) for media_type in MEDIA_TYPES),
        *(Bad(f"cut after {cut} %", raw[: len(raw) * cut // 100]) for cut in (1, 25, 50, 75, 99)),
        Bad("gzip", gzip.compress(raw), content_encoding="gzip"),
        Bad("a text of 30 MB", long_text(30)),
    ]
    if isinstance(body, dict) and body:
        first = next(iter(body))
        twice = b"{" + json.dumps(first).encode() + b":null," + raw[1:]
        whole.append(Bad("a key twice", twice, must_be_refused=False))
        whole.append(Bad("an unknown field", json.dumps(body | {"unknown_field": 1}).encode()))
        whole += [Bad(f"without {name}", _dumped(body, (name,), None), must_be_refused=False) for name in body]
    yield from whole
    fields = list(_places(body, ()))
    if not fields:
        return
    single = [(place, value) for value in RAW_VALUES for place in fields]
    step = max(1, -(-len(single) // max(1, most - len(whole))))  # spread over fields and values alike
    for place, value in single[::step]:
        said = f"{'.'.join(map(str, place))} = {value[:40]}"
        yield Bad(said, _dumped(body, place, value), must_be_refused=False)


def _places(value: Any, place: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """Where each field stands; of a list only its first item, for the others are alike."""
    if place:
        yield place
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _places(item, (*place, name))
    elif isinstance(value, list) and value:
        yield from _places(value[0], (*place, 0))


def _dumped(body: Any, place: tuple[Any, ...], raw: str | None) -> bytes:
    """The body with a piece of raw JSON in one place, or without the place."""
    changed = json.loads(json.dumps(body))
    around = changed
    for step in place[:-1]:
        around = around[step]
    if raw is None:
        del around[place[-1]]
        return json.dumps(changed).encode()
    around[place[-1]] = "@here@"
    return json.dumps(changed).replace('"@here@"', raw, 1).encode()
