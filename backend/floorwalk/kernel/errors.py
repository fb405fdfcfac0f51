"""What a refusal is: a stable code, a kind, and where the fault lies.

Free of HTTP (infrastructure/problems.py maps a kind to a status) and of texts for people (those live in the
front end's messages, keyed by code). A bug is not a refusal: it stays an ordinary exception.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import ClassVar, Literal

Kind = Literal[
    "invalid",
    "unauthenticated",
    "forbidden",
    "not_found",
    "conflict",
    "stale",
    "condition_missing",
    "too_large",
    "unsupported",
    "too_many",
    "unavailable",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: `path` points into what was sent ("visits[0].store_id"; "" is the whole)."""

    path: str
    code: str
    detail: str


class Problem(Exception):
    """A refusal that a caller can act on. Subclasses are `@dataclass(eq=False)` and set `code` and `kind`.

    `detail` is one English sentence for logs and developers; it never holds database text or a secret.
    """

    code: ClassVar[str]
    kind: ClassVar[Kind]
    sentence: ClassVar[str] = ""
    retry_after_seconds: int | None = None

    @property
    def detail(self) -> str:
        """The class's sentence with its own fields filled in."""
        own: dict[str, object] = (
            {field.name: getattr(self, field.name) for field in fields(self)} if is_dataclass(self) else {}
        )
        return self.sentence.format(**own)

    @property
    def faults(self) -> Sequence[Fault]:
        """The faults by path, when there are several or when a path is known; else empty."""
        return ()

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}"


@dataclass(eq=False)
class NotFound(Problem):
    """It does not exist, or this viewer may not know that it does: the two look the same on purpose."""

    code = "not_found"
    kind = "not_found"
    sentence = "There is nothing here that you may see."


@dataclass(eq=False)
class Invalid(Problem):
    """What was sent breaks its written form; one fault for each place."""

    found: Sequence[Fault]
    code = "request.invalid"
    kind = "invalid"
    sentence = "What was sent cannot be taken as it is."

    @property
    def detail(self) -> str:
        return self.sentence if not self.found else f"{self.found[0].path or 'request'}: {self.found[0].detail}"

    @property
    def faults(self) -> Sequence[Fault]:
        return self.found
