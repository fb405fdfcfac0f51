"""A command of Floorwalk, run as a process of its own."""

import asyncio
import os
import sys
from dataclasses import dataclass
from pathlib import Path

BACKEND = Path(__file__).parents[1] / "backend"


@dataclass
class Said:
    exit_code: int
    written: bytes
    err: str

    @property
    def out(self) -> str:
        return self.written.decode()


async def floorwalk(database_url: str, *words: str | Path, data_dir: Path | None = None) -> Said:
    environment = os.environ | {"PYTHONPATH": str(BACKEND), "FLOORWALK_DATABASE_URL": database_url}
    if data_dir is not None:
        environment["FLOORWALK_DATA_DIR"] = str(data_dir)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "floorwalk", *map(str, words),
        env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    written, err = await process.communicate()
    assert process.returncode is not None
    return Said(process.returncode, written, err.decode())
