"""`floorwalk export people`: the same export as HR's screen, asked for in the name of an account."""

import asyncio
import hashlib
import os
import sys
from pathlib import Path

import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.settings import Settings
from tests.backend.coaching.test_exporting_people import observe
from tests.cast import Chain
from tests.exports import a_question, exported

pytestmark = pytest.mark.slow  # each starts the command as a process of its own
ROOT = Path(__file__).parents[3]


async def export_people(settings: Settings, email: str, out: Path, *more: str) -> tuple[int, str]:
    """Exit code, and all that it said."""
    question = a_question()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "floorwalk", "export", "people", "--as", email, "--purpose", question["purpose"],
        "--from", question["from_on"], "--to", question["to_on"], "--retain-until", question["retain_until_on"],
        "--out", str(out), *more,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        env=os.environ
        | {
            "FLOORWALK_DATABASE_URL": str(settings.database_url),
            "FLOORWALK_DATA_DIR": str(settings.data_dir),
            "PYTHONPATH": str(ROOT / "backend"),
        },
    )  # fmt: skip
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()


class TestTheCommand:
    async def test_its_files_are_those_of_the_screen_and_leave_their_traces(
        self, stage: Chain, settings: Settings, tmp_path: Path, connection: Connection
    ) -> None:
        await observe(stage, "0001")
        code, said = await export_people(settings, "rhea@linden.example", tmp_path / "out")
        assert code == 0, said
        assert "1 of 9 people" in said
        made = await exported(stage.app, stage.rhea)
        for file in made["manifest"]["files"]:
            assert hashlib.sha256((tmp_path / "out" / file["name"]).read_bytes()).hexdigest() == file["sha256"]
        traces = await connection.fetch("select account_id from audit_log where act = 'export.downloaded'")
        assert [row["account_id"] for row in traces] == [stage.account_ids["rhea"]] * len(made["manifest"]["files"])

    async def test_an_account_without_the_right_gets_nothing(
        self, stage: Chain, settings: Settings, tmp_path: Path
    ) -> None:
        code, said = await export_people(settings, "ada@linden.example", tmp_path / "out")
        assert code == 1
        assert "may not export" in said
        assert not (tmp_path / "out").exists()

    async def test_a_store_that_is_not_there_is_named(self, stage: Chain, settings: Settings, tmp_path: Path) -> None:
        code, said = await export_people(settings, "rhea@linden.example", tmp_path / "out", "--store", "9999")
        assert (code, "9999" in said) == (1, True)
