"""Codes in place of people, evaluators and visits inside one export.

Pure. The same question asked again gives the same codes, so that its files are equal byte for byte; another question
gives others, so that two exports cannot be joined without their key files.
"""

import base64
import hashlib
import hmac
from uuid import UUID

from floorwalk.kernel.canonical import canonical_json

CODE_LENGTH = 12  # of 5 bits each: two of 60,000 people meet with a chance of one in a billion


class Pseudonyms:
    """Codes for one export. `secret` is the installation's; `question` is what was asked, as JSON values."""

    def __init__(self, secret: bytes, question: dict[str, object]) -> None:
        self._key = hmac.digest(secret, canonical_json(question), hashlib.sha256)

    def person(self, staff_member_id: UUID) -> str:
        return self._code("P", staff_member_id)

    def evaluator(self, evaluator_id: UUID) -> str:
        return self._code("E", evaluator_id)

    def visit(self, visit_id: UUID) -> str:
        return self._code("V", visit_id)

    def _code(self, letter: str, subject: UUID) -> str:
        digest = hmac.digest(self._key, letter.encode() + subject.bytes, hashlib.sha256)
        return letter + base64.b32encode(digest)[:CODE_LENGTH].decode()
