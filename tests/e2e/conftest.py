"""A real Chromium against the real server: `floorwalk serve --sample` on its own embedded PostgreSQL.

The browser is driven through Playwright's asynchronous interface, so that browser tests and all others run in one
pytest on one event loop; the plugin's synchronous one cannot share a process with it.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from floorwalk.samples.cast import ACCOUNTS
from tests.faults.serving import DisturbedServer, disturbed_server

ROOT = Path(__file__).parents[2]
# Of the browser's own surroundings: a process for each window, a second of processor time, and nothing that is tested.
# Chromium takes the last list that it is given, so Playwright's own stands here again.
NOT_NEEDED = (
    *("WebUIOmniboxPopup", "WebUIReloadButton", "WebUIToolbar", "InitialWebUI", "PreloadTopChromeWebUI"),
    *("WebUIOmniboxFullPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxPopupDebug", "WebUITabStrip"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay"),
    *("HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints", "AimEnabled"),
    *("NetworkTimeServiceQuerying", "PreconnectToSearch"),
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(NOT_NEEDED)}",
]
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}
# A busy machine is no failure: nothing here says how quick something is, only that it comes.
READY_SECONDS = 300
STOP_SECONDS = 60
SHOWN_MS = 20_000
expect.set_options(timeout=SHOWN_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


class Serving(Protocol):
    """Whatever answers at an address."""

    url: str


@dataclass
class Server:
    """A running server with the sample chain."""

    url: str
    process: "subprocess.Popen[bytes]"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Started as a person starts it; stopped as a person stops it."""
    folder = Path(tempfile.mkdtemp(prefix="fw-e2e-"))
    folder.chmod(0o755)
    port = free_port()
    environment = os.environ | {
        "FLOORWALK_PORT": str(port),
        "FLOORWALK_DATA_DIR": str(folder / "data"),
        "PYTHONPATH": str(ROOT / "backend"),
    }
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "floorwalk", "serve", "--sample"], env=environment, stdout=log, stderr=log
        )
    url = f"http://localhost:{port}"
    try:
        deadline = time.monotonic() + READY_SECONDS
        while not _is_ready(url):
            assert process.poll() is None, (folder / "server.log").read_text()
            assert time.monotonic() < deadline, (folder / "server.log").read_text()
            time.sleep(0.2)
        yield Server(url, process)
    finally:
        process.send_signal(signal.SIGINT)
        stopped = process.wait(STOP_SECONDS)
    assert stopped == 0, (folder / "server.log").read_text()
    shutil.rmtree(folder, ignore_errors=True)


def _is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health/ready", timeout=2) as answer:  # noqa: S310 our own address
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="session")
def one_disturbed_server() -> Iterator[DisturbedServer]:
    """A server whose network and processes a test may disturb; the one above stays undisturbed."""
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


def chromium_path() -> str:
    found = os.environ.get("CHROMIUM_PATH") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    assert found, "no Chromium: ./dev test says how to get one"
    return found


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield opened
        await opened.close()


@asynccontextmanager
async def opened_page(browser: Browser, server: Serving, **options: Any) -> AsyncIterator[Page]:
    """A page in a fresh profile; a JavaScript error on it fails the test in the end."""
    context = await browser.new_context(base_url=server.url, **options)
    page = await context.new_page()
    page.set_default_timeout(SHOWN_MS)
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(error.stack or str(error)))
    yield page
    await context.close()
    assert thrown == []


@pytest.fixture
async def phone(browser: Browser, server: Server) -> AsyncIterator[Page]:
    """A phone that nobody has signed in on."""
    async with opened_page(browser, server, viewport=PHONE, has_touch=True, is_mobile=True, locale="en-GB") as page:
        yield page


@pytest.fixture
async def laptop(browser: Browser, server: Server) -> AsyncIterator[Page]:
    """A laptop that nobody has signed in on."""
    async with opened_page(browser, server, viewport=LAPTOP, locale="en-GB") as page:
        yield page


async def sign_in(page: Page, role: str) -> None:
    """Through the screen, as the sample chain's person of that role."""
    account = next(account for account in ACCOUNTS if account.role.value == role)
    await page.goto("/")
    await page.locator("input[type=email]").fill(account.email)
    await page.locator("input[type=password]").fill(account.password)
    await page.locator("button[type=submit]").click()  # by what it is: the screen speaks the browser's language
    await page.locator("input[type=password]").wait_for(state="detached")
