"""Where a page of a list ends and the next begins: an opaque word around the last row's place in the order.

By key, never by count: a row added meanwhile neither repeats nor hides another.
"""

import base64
import binascii
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

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
        raise _never_given_out()
    return position


def cursor_at(when: date | datetime, row_id: UUID) -> str:
    """The word for a place in an order by day or instant, and then by id."""
    return cursor_of(f"{when.isoformat()} {row_id}")


def day_and_id(cursor: str | None) -> tuple[date, UUID] | None:
    """None for the first page. Raises Invalid for a word that was never given out."""
    place = _when_and_id(cursor)
    try:
        return None if place is None else (date.fromisoformat(place[0]), place[1])
    except ValueError:
        raise _never_given_out() from None


def instant_and_id(cursor: str | None) -> tuple[datetime, UUID] | None:
    """None for the first page. Raises Invalid for a word that was never given out, such as one without a zone."""
    place = _when_and_id(cursor)
    if place is None:
        return None
    try:
        instant = datetime.fromisoformat(place[0])
    except ValueError:
        raise _never_given_out() from None
    if instant.tzinfo is None:
        raise _never_given_out()
    return instant, place[1]


def _when_and_id(cursor: str | None) -> tuple[str, UUID] | None:
    if cursor is None:
        return None
    when, _, row_id = position_of(cursor).partition(" ")
    try:
        return when, UUID(row_id)
    except ValueError:
        raise _never_given_out() from None


def _never_given_out() -> Invalid:
    return Invalid([Fault(path="cursor", code="request.invalid", detail="this cursor was never given out")])
