"""Reading a JSON file that a person wrote: what is wrong with it is said by line and column."""

import json
from pathlib import Path
from typing import Any


class FileUnreadable(Exception):
    """The text says which file, and what is wrong where."""


def document_in(path: Path) -> Any:
    """The file's JSON. Raises FileUnreadable."""
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise FileUnreadable(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise FileUnreadable(f"{path}: byte {error.start} is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise FileUnreadable(f"{path}: line {error.lineno}, column {error.colno}: {error.msg}") from None
    except RecursionError:
        raise FileUnreadable(f"{path}: nested too deeply") from None
