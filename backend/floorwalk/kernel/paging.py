"""Where a page of a list ends and the next begins: an opaque word around the last row's place in the order.

By key, never by count: a row added meanwhile neither repeats nor hides another.
"""

import base64
import binascii
from typing import Annotated

from msgspec import Meta

from floorwalk.kernel.errors import Fault, Invalid

LONGEST_CURSOR = 2000  # characters
PageLimit = Annotated[int, Meta(ge=1, le=500, description="rows of a page")]
Cursor = Annotated[str, Meta(max_length=LONGEST_CURSOR, description="next_cursor of the page before")] | None


def cursor_of(position: str) -> str:
    """The word for a place in the order."""
    return base64.urlsafe_b64encode(position.encode()).decode().rstrip("=")


def position_of(cursor: str | None) -> str:
    """The place that the word stands for; "" for the first page. Raises Invalid for a word that was never given out."""
    if cursor is None:
        return ""
    try:
        position = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        position = "\0"
    if any(character < " " for character in position):
        raise Invalid([Fault(path="cursor", code="request.invalid", detail="this cursor was never given out")])
    return position
