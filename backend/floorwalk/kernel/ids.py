"""UUIDv7: made by whoever creates the thing, so that a phone can name a visit before a server has seen it."""

import os
import time
from uuid import UUID

__all__ = ["new_id"]


def new_id() -> UUID:
    """A fresh UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits.

    It tells things apart and keeps an index dense. It never orders anything: clocks jump back.
    """
    milliseconds = time.time_ns() // 1_000_000
    random_bits = int.from_bytes(os.urandom(10))
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | random_bits
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return UUID(int=value)
