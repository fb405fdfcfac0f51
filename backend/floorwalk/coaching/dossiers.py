"""A dossier of two pages for each released person, as tagged PDF, all of them in one archive.

What stands in one is dossier_content.py, how it looks is dossier.typ. The same content gives the same bytes: fonts are
those that the library brings, and no date of making is written.
"""

import asyncio
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import typst

from floorwalk.coaching.dossier_content import DossierQuestion, content_of
from floorwalk.coaching.dossier_texts import TEXTS
from floorwalk.coaching.export_files import AreaRow
from floorwalk.coaching.records import PersonRecord

DOSSIERS_FILE = "dossiers.zip"
TEMPLATE = Path(__file__).with_name("dossier.typ")
MADE_AT = datetime(2000, 1, 1, tzinfo=UTC)
ARCHIVED_AT = (2000, 1, 1, 0, 0, 0)
READABLE = 0o600


class Printer:
    """The template, read once. Compiling gives other threads room: it is no Python."""

    def __init__(self) -> None:
        self._compiler = typst.Compiler(str(TEMPLATE), root=str(TEMPLATE.parent), ignore_system_fonts=True)

    def printed(self, content: Mapping[str, Any], **wished: Any) -> bytes:
        """PDF, or whatever `wished` names as format."""
        said = {"content": msgspec.json.encode(content).decode()}
        made = self._compiler.compile(sys_inputs=said, timestamp=MADE_AT, **({"format": "pdf"} | wished))
        assert isinstance(made, bytes)  # noqa: S101 one file, and not written anywhere
        return made


class Dossiers:
    """The archive while it is written; people come one after the other."""

    def __init__(self, path: Path, question: DossierQuestion) -> None:
        self.count = 0
        self._question, self._printer = question, Printer()
        self._archive = zipfile.ZipFile(path, "x", zipfile.ZIP_STORED)  # a PDF is compressed already

    async def add(
        self,
        person: str,
        people_rows: list[AreaRow],
        area_rows: list[AreaRow],
        plan_rows: list[AreaRow],
        record: PersonRecord,
    ) -> None:
        content = content_of(self._question, person, people_rows, area_rows, plan_rows, record)
        printed = await asyncio.to_thread(self._printer.printed, content | {"texts": TEXTS[self._question.language]})
        entry = zipfile.ZipInfo(f"{person}.pdf", ARCHIVED_AT)
        entry.external_attr = READABLE << 16
        self._archive.writestr(entry, printed)
        self.count += 1

    def close(self) -> None:
        self._archive.close()
