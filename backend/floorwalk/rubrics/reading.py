"""Reading a JSON document so that every fault in it is found, each at its path, and none stops the rest.

Knows nothing of rubrics. An absent field and one that is null are the same. After a fault a reader
returns None (or nothing to walk), so that one mistake is told once.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from floorwalk.kernel.errors import Fault
from floorwalk.scoring.model import is_blank

KEY = re.compile(r"[a-z][a-z0-9_-]{0,63}\Z")
LONGEST_TEXT = 2_000  # characters in one language
LONGEST_LABEL = 80
MOST_FAULTS = 1_000  # a document that is wrong everywhere is told so, and not at length


class Walk:
    """The faults found so far, and the languages that each text must have."""

    def __init__(self) -> None:
        self.found: list[Fault] = []
        self.languages: tuple[str, ...] = ("en",)

    @property
    def is_full(self) -> bool:
        return len(self.found) >= MOST_FAULTS

    def fault(self, path: str, code: str, detail: str) -> None:
        if not self.is_full:
            self.found.append(Fault(path, f"rubrics.{code}", detail))


class Fields:
    """One object at its path; anything that is not an object is a fault and has no fields."""

    def __init__(self, walk: Walk, value: object, path: str, known: Collection[str]) -> None:
        self.walk = walk
        self.path = path
        self._values: dict[str, Any] = value if isinstance(value, dict) else {}
        self._is_object = isinstance(value, dict)
        if not self._is_object:
            walk.fault(path, "wrong_type", "This must be an object.")
        for name in self._values:
            if walk.is_full:
                break
            if name not in known:
                shown = name if len(name) <= LONGEST_LABEL and is_storable(name) else "…"
                walk.fault(self.at(shown), "field_unknown", "There is no such field.")

    def at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def get(self, name: str) -> Any:
        return self._values.get(name)

    def _given(self, name: str, *, required: bool) -> Any:
        value = self._values.get(name)
        if value is None and required and self._is_object:
            self.walk.fault(self.at(name), "field_missing", "This field is needed.")
        return value

    def fault(self, name: str, code: str, detail: str) -> None:
        self.walk.fault(self.at(name), code, detail)

    def key(self, name: str, used: set[str] | None = None, *, required: bool = True) -> str | None:
        """A key in its one spelling; `used` collects the keys of its kind, and refuses the second use."""
        value = self._given(name, required=required)
        if value is None:
            return None
        if not isinstance(value, str):
            self.fault(name, "wrong_type", "This must be a text.")
            return None
        if not KEY.match(value):
            self.fault(name, "key_malformed", "A key has a to z, 0 to 9, _ and -, begins with a letter, at most 64.")
            return None
        if used is not None:
            if value in used:
                self.fault(name, "key_used_twice", f"The key {value} is used before.")
            used.add(value)
        return value

    def word(self, name: str, words: Collection[str], default: str | None = None) -> str | None:
        value = self._given(name, required=default is None)
        if value is None:
            return default
        if not isinstance(value, str):
            self.fault(name, "wrong_type", "This must be a text.")
            return None
        if value not in words:
            self.fault(name, "unknown_word", f"This must be one of: {', '.join(words)}.")
            return None
        return value

    def integer(self, name: str, least: int, most: int, default: int | None = None) -> int | None:
        value = self._given(name, required=default is None)
        if value is None:
            return default
        return self.whole_number(value, self.at(name), least, most)

    def whole_number(self, value: object, path: str, least: int, most: int) -> int | None:
        if type(value) is not int:  # True is no weight, and neither is 3.0
            self.walk.fault(path, "wrong_type", "This must be a whole number.")
            return None
        if not least <= value <= most:
            self.walk.fault(path, "value_out_of_range", f"This must be from {least} to {most}.")
            return None
        return value

    def boolean(self, name: str, *, default: bool) -> bool:
        value = self._values.get(name)
        if value is None:
            return default
        if type(value) is not bool:
            self.fault(name, "wrong_type", "This must be true or false.")
            return default
        return value

    def line(self, name: str, most: int = LONGEST_LABEL) -> str | None:
        """A text for people in no particular language, such as a version's label."""
        value = self._given(name, required=True)
        return None if value is None else self._checked_text(value, self.at(name), most)

    def day(self, name: str) -> None:
        value = self._given(name, required=True)
        if value is None:
            return
        try:
            if not isinstance(value, str) or len(value) != len("2026-11-23"):
                raise ValueError
            date.fromisoformat(value)
        except ValueError:
            self.fault(name, "wrong_type", "This must be a day such as 2026-11-23.")

    def text(self, name: str, *, required: bool = True) -> None:
        """A text in every language that the document declares, and in no other."""
        value = self._given(name, required=required)
        if value is None:
            return
        path = self.at(name)
        if not isinstance(value, dict):
            self.walk.fault(path, "wrong_type", "This must be an object with one text per language.")
            return
        for language in self.walk.languages:
            if value.get(language) is None:
                self.walk.fault(f"{path}.{language}", "text_missing", f"The text in {language} is missing.")
            else:
                self._checked_text(value[language], f"{path}.{language}", LONGEST_TEXT)
        for language in value:
            if language not in self.walk.languages:
                shown = language if is_storable(language) and len(language) <= LONGEST_LABEL else "…"
                self.walk.fault(f"{path}.{shown}", "language_undeclared", "The document does not declare it.")

    def _checked_text(self, value: object, path: str, most: int) -> str | None:
        if not isinstance(value, str):
            self.walk.fault(path, "wrong_type", "This must be a text.")
            return None
        if is_blank(value):
            self.walk.fault(path, "text_missing", "This text is empty.")
            return None
        if len(value) > most:
            self.walk.fault(path, "text_too_long", f"At most {most} characters.")
            return None
        if not is_storable(value):
            self.walk.fault(path, "text_unusable", "This text holds a character that no database keeps.")
            return None
        return value

    def items(self, name: str, least: int, most: int) -> Iterator[tuple[Any, str]]:
        """The entries of a list, each with its path; an optional list has least = 0."""
        value = self._given(name, required=least > 0)
        if value is None:
            return
        path = self.at(name)
        if not isinstance(value, list):
            self.walk.fault(path, "wrong_type", "This must be a list.")
            return
        if len(value) < least:
            self.walk.fault(path, "too_few", f"At least {least}.")
        if len(value) > most:
            self.walk.fault(path, "too_many", f"At most {most}.")
            return
        for position, entry in enumerate(value):
            yield entry, f"{path}[{position}]"


def is_storable(text: str) -> bool:
    """PostgreSQL keeps neither NUL nor half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)
