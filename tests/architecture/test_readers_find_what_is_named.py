"""What README, CONTRIBUTING and schemas/README name is there: files, folders, commands of ./dev and of floorwalk."""

import re
from pathlib import Path

import pytest

from floorwalk.__main__ import COMMANDS

ROOT = Path(__file__).parents[2]
TEXTS = ("README.md", "CONTRIBUTING.md", "schemas/README.md")
LINKED = re.compile(r"(?:\]\(|<img src=\")(?!https?:|#|mailto:)([^)\s#\"]+)")
NAMED = re.compile(r"`((?:backend|docs|frontend|schemas|tests)/[\w./-]*\w/?)`")
MADE_LATER = ("backend/floorwalk/static",)  # by the build


@pytest.mark.parametrize("text", TEXTS)
def test_every_file_that_is_named_is_there(text: str) -> None:
    written = (ROOT / text).read_text(encoding="utf-8")
    linked = {((ROOT / text).parent / path).resolve() for path in LINKED.findall(written)}
    named = {(ROOT / path).resolve() for path in NAMED.findall(written) if not path.startswith(MADE_LATER)}
    missing = sorted(str(path.relative_to(ROOT)) for path in linked | named if not path.exists())
    assert not missing, f"{text} names what is not there: {missing}"


def test_every_command_of_dev_in_a_text_exists() -> None:
    known = set(re.findall(r'^        "(\w+)": ', (ROOT / "dev").read_text(encoding="utf-8"), re.MULTILINE)) | {"help"}
    used = {verb for text in TEXTS for verb in re.findall(r"\./dev (\w+)", (ROOT / text).read_text(encoding="utf-8"))}
    assert used
    assert used <= known, f"./dev does not know {sorted(used - known)}"


def test_every_command_of_floorwalk_in_a_text_exists() -> None:
    known = set(COMMANDS)
    used = {
        word
        for text in TEXTS
        for word in re.findall(r"(?:\./dev |`)floorwalk ([a-z]+)\b", (ROOT / text).read_text(encoding="utf-8"))
    }
    assert used <= known, f"floorwalk does not know {sorted(used - known)}"
