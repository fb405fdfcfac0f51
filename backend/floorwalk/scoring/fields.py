"""Reading one JSON object strictly: known fields, exact types, bounds, closed lists of words.

Knows nothing of rubrics. A field that is null is absent.
"""

from collections.abc import Collection, Iterator, Set
from typing import cast

from floorwalk.scoring.errors import FieldMissing, FieldUnknown, UnknownWord, ValueOutOfRange, WrongType


class Fields:
    """One object at its path. Raises WrongType for anything else, FieldUnknown for a field it has not."""

    def __init__(self, document: object, path: str, known: Set[str]) -> None:
        if not isinstance(document, dict):
            raise WrongType(path)
        self._path = path
        self._values = cast(dict[str, object], document)
        for name in self._values:
            if name not in known:
                raise FieldUnknown(self.path_of(name))

    def path_of(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def get(self, name: str) -> object:
        return self._values.get(name)

    def key(self, name: str) -> str:
        """A text that is not empty."""
        value = self._required(name)
        if type(value) is not str:
            raise WrongType(self.path_of(name))
        if not value:
            raise ValueOutOfRange(self.path_of(name))
        return value

    def word(self, name: str, words: Collection[str], default: str | None = None) -> str:
        value = self.get(name)
        if value is None and default is not None:
            return default
        value = self._required(name)
        if type(value) is not str:
            raise WrongType(self.path_of(name))
        if value not in words:
            raise UnknownWord(self.path_of(name))
        return value

    def integer(self, name: str, least: int, most: int, default: int | None = None) -> int:
        value = self.get(name)
        if value is None and default is not None:
            return default
        value = self._required(name)
        if type(value) is not int:  # bool is a subclass of int, and True is no weight
            raise WrongType(self.path_of(name))
        if not least <= value <= most:
            raise ValueOutOfRange(self.path_of(name))
        return value

    def boolean(self, name: str, *, default: bool) -> bool:
        value = self.get(name)
        if value is None:
            return default
        if type(value) is not bool:
            raise WrongType(self.path_of(name))
        return value

    def items(self, name: str, *, least: int) -> Iterator[tuple[object, str]]:
        """The entries of a list that has at least so many, each with its path."""
        path = self.path_of(name)
        entries = list_at(self._required(name), path)
        if len(entries) < least:
            raise ValueOutOfRange(path)
        for position, entry in enumerate(entries):
            yield entry, f"{path}[{position}]"

    def _required(self, name: str) -> object:
        value = self._values.get(name)
        if value is None:
            raise FieldMissing(self.path_of(name))
        return value


def list_at(value: object, path: str) -> list[object]:
    if not isinstance(value, list):
        raise WrongType(path)
    return cast(list[object], value)
