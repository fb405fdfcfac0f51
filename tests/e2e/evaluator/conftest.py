"""A server whose network and processes the tests of this folder may disturb; the others keep theirs undisturbed."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import free_port
from tests.faults.serving import DisturbedServer, disturbed_server


@pytest.fixture(scope="session")
def one_disturbed_server() -> Iterator[DisturbedServer]:
    folder = Path(tempfile.mkdtemp(prefix="fw-faults-"))
    folder.chmod(0o755)  # PostgreSQL runs as another account where the tests run as root
    with disturbed_server(folder, free_port()) as server:
        yield server
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def disturbed(one_disturbed_server: DisturbedServer) -> DisturbedServer:
    """Running, and with nothing ordered; whatever a test leaves behind, the next one finds it so."""
    if one_disturbed_server.process.poll() is not None:
        one_disturbed_server.start()
    one_disturbed_server.until_ready().order()
    return one_disturbed_server
