"""`./dev`, `.ci/run` and the lock, as far as they can be tried without installing anything."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def dev(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if name != "CHROMIUM_PATH"}
    return subprocess.run(
        [sys.executable, ROOT / "dev", *words],
        env=own | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


class TestDev:
    def test_says_what_it_can_do(self) -> None:
        answer = dev("help")
        assert answer.returncode == 0
        for verb in ("run", "test", "check", "bench", "floorwalk", "build", "lock"):
            assert f"./dev {verb}" in answer.stdout

    def test_refuses_a_word_it_does_not_know(self) -> None:
        assert dev("sevre").returncode == 2

    def test_refuses_at_once_to_test_without_a_browser_and_says_how_to_get_one(self) -> None:
        answer = dev("test", PATH="/nowhere")
        assert answer.returncode == 1
        assert "apt-get install chromium" in answer.stderr
        assert "--no-browser" in answer.stderr

    def test_refuses_a_browser_that_is_not_there(self) -> None:
        answer = dev("test", CHROMIUM_PATH="/nowhere/chromium")
        assert answer.returncode == 1
        assert "/nowhere/chromium" in answer.stderr

    def test_is_read_by_older_pythons_far_enough_to_say_that_they_are_too_old(self) -> None:
        ast.parse((ROOT / "dev").read_text(), feature_version=(3, 7))

    def test_needs_the_standard_library_only(self) -> None:
        for name in ("dev", "hatch_build.py"):
            imported = {
                alias.name.split(".")[0]
                for node in ast.walk(ast.parse((ROOT / name).read_text()))
                if isinstance(node, ast.Import)
                for alias in node.names
            }
            assert imported - set(sys.stdlib_module_names) <= {"hatch_build"}


class TestTheLock:
    def test_pins_and_hashes_every_package_and_holds_no_address(self) -> None:
        text = (ROOT / "requirements.lock").read_text()
        pins = [line for line in text.splitlines() if re.match(r"\w", line)]
        assert len(pins) > 50
        assert all(re.fullmatch(r"[A-Za-z0-9._-]+==\S+ \\", pin) for pin in pins)
        assert text.count("--hash=sha256:") >= len(pins)
        assert "://" not in text

    def test_is_what_pip_takes_in_hash_mode(self) -> None:
        entries = re.split(r"\n(?=\w)", (ROOT / "requirements.lock").read_text().partition("\n\n")[0])
        assert all("--hash=" in entry for entry in entries[1:])


class TestContinuousIntegration:
    def test_without_a_browser_or_a_way_to_install_one_says_so(self, tmp_path: Path) -> None:
        for tool in ("bash", "dirname", "id"):
            found = shutil.which(tool)
            assert found is not None
            (tmp_path / tool).symlink_to(found)
        answer = subprocess.run(
            [tmp_path / "bash", ROOT / ".ci" / "run"],
            env={"PATH": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert answer.returncode == 1
        assert "There is no Chromium" in answer.stderr
