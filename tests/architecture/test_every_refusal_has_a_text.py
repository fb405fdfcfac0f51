"""A refusal is a code, and every code that can reach a screen has a sentence in both languages.

Faults inside an imported file, a mapping or a rubric document are shown with the server's own sentence and their
place, so that only the code of the whole refusal needs a text there.
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BACKEND = ROOT / "backend" / "floorwalk"
MESSAGES = ROOT / "frontend" / "src" / "messages"
SLICES = (
    "attachments|identity|organisation|imports|rubrics|visits|assignments|history|sync|comparisons|coaching|disputes|scoring"
    "|request|service"
)
CODE = re.compile(rf"(?:{SLICES})\.[a-z0-9_]+|not_found")
SHOWN_WITH_THEIR_PLACE = re.compile(r"history\.(?!import_running)")
WORDS_OF_ANOTHER_KIND = ("identity/permissions.py", "openapi_notes.py")  # rights and operations look like codes
ACTS = frozenset({"visits.imported", "assignments.imported"})  # in the audit log


def codes() -> dict[str, str]:
    """Every code of the backend, with the file that has it."""
    found: dict[str, str] = {}
    for path in sorted(BACKEND.rglob("*.py")):
        file = path.relative_to(BACKEND).as_posix()
        if file not in WORDS_OF_ANOTHER_KIND:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Constant(value=str() as code) if CODE.fullmatch(code) and code not in ACTS:
                        found.setdefault(code, file)
    return {code: file for code, file in found.items() if not SHOWN_WITH_THEIR_PLACE.match(code)}


def texts(language: str) -> set[str]:
    catalogues = [MESSAGES / f"{name}.{language}.ts" for name in ("problems", "problems-office")]
    written = "".join(catalogue.read_text(encoding="utf-8") for catalogue in catalogues)
    return set(re.findall(r"^  '?([a-z0-9_.]+)'?:", written, re.MULTILINE))


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_code_has_a_text(language: str) -> None:
    silent = {code: file for code, file in codes().items() if code not in texts(language)}
    assert not silent, f"write a sentence into frontend/src/messages/problems.{language}.ts for: {silent}"


def test_no_text_is_left_over_in_one_language() -> None:
    assert texts("en") == texts("de")


def test_the_codes_are_found_where_they_are_known_to_be() -> None:
    assert {
        "not_found",
        "request.malformed",
        "identity.sign_in_refused",
        "scoring.answer_missing",
        "visits.too_long",
        "service.unavailable",
    } <= set(codes())
