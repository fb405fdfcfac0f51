"""An organisation with the inspections rubric published, and the import run as the command runs it."""

import argparse
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from floorwalk.commands import import_visits
from floorwalk.infrastructure.database import Connection
from floorwalk.organisation.service import ensure_organisation
from floorwalk.rubrics.service import publish

SCHEMAS = Path(__file__).parents[3] / "schemas"
SLICE = Path(__file__).with_name("inspections-slice.csv")
MAPPING = SCHEMAS / "mappings" / "inspections.json"


@dataclass(frozen=True, slots=True)
class Run:
    """How a run of the command ended, and what it said."""

    exit_code: int
    out: str
    err: str

    @property
    def problems(self) -> list[str]:
        return [line for line in self.out.splitlines() if line.startswith("row ")]


ImportVisits = Callable[..., Coroutine[Any, Any, Run]]


@pytest.fixture
async def organisation_id(connection: Connection) -> UUID:
    async with connection.transaction():
        organisation_id = await ensure_organisation(connection)
        rubric = json.loads((SCHEMAS / "samples" / "inspections.rubric.json").read_bytes())
        await publish(connection, organisation_id, None, rubric)
    return organisation_id


@pytest.fixture
def import_visits_from(database_url: str, organisation_id: UUID, capsys: pytest.CaptureFixture[str]) -> ImportVisits:
    parser = argparse.ArgumentParser()
    import_visits.register(parser.add_subparsers())

    async def run(file: Path, *options: str, mapping: Path = MAPPING) -> Run:
        arguments = parser.parse_args(["visits", str(file), "--mapping", str(mapping), *options])
        capsys.readouterr()
        exit_code = await import_visits.run(arguments, database_url)
        said = capsys.readouterr()
        return Run(exit_code, said.out, said.err)

    return run


@pytest.fixture
def changed_slice(tmp_path: Path) -> Callable[[Callable[[list[str]], list[str]]], Path]:
    """The slice after a change of its lines, the heading first."""

    def make(change: Callable[[list[str]], list[str]]) -> Path:
        file = tmp_path / "changed.csv"
        file.write_text("\n".join(change(SLICE.read_text().splitlines())) + "\n")
        return file

    return make
