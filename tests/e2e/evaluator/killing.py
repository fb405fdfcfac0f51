"""A phone whose profile lies on disk, so that its browser can be killed with -9 and opened again."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, BrowserType, Page
from playwright.async_api import Error as PlaywrightError

from tests.e2e.conftest import FLAGS, PHONE, chromium_path

PATIENCE_SECONDS = 60.0


class KillablePhone:
    """`prepare` is done to each context before its first page opens: scripts, bindings."""

    def __init__(
        self,
        chromium: BrowserType,
        profile: Path,
        url: str,
        prepare: Callable[[BrowserContext], Any] | None = None,
    ) -> None:
        self.url = url
        self.offline = False
        self._chromium = chromium
        self._profile = profile
        self._prepare = prepare
        self._context: BrowserContext | None = None

    @property
    def context(self) -> BrowserContext:
        assert self._context is not None, "the phone is off"
        return self._context

    async def open(self) -> Page:
        """The app as a person finds it after switching on."""
        self._context = await self._chromium.launch_persistent_context(
            self._profile,
            executable_path=chromium_path(),
            args=[*FLAGS, "--disable-session-crashed-bubble", "--hide-crash-restore-bubble"],
            viewport=PHONE,
            has_touch=True,
            is_mobile=True,
            locale="en-GB",
            base_url=self.url,
            offline=self.offline,
        )
        self._context.set_default_timeout(20_000)
        if self._prepare is not None:
            await self._prepare(self._context)
        page = self._context.pages[0]
        await page.goto("/")
        return page

    async def kill(self) -> None:
        """SIGKILL to the browser's first process; its children notice and end."""
        os.kill(self._first_process(), signal.SIGKILL)
        await self._gone()

    async def close(self) -> None:
        """As a person closes it; does nothing for a browser that is gone."""
        await self._gone()

    async def set_offline(self, offline: bool) -> None:
        self.offline = offline
        await self.context.set_offline(offline)

    async def _gone(self) -> None:
        if self._context is not None:
            with contextlib.suppress(PlaywrightError):
                await self._context.close()
        self._context = None
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self._processes():  # the profile is free for the next browser only then
            assert time.monotonic() < deadline, "processes of the browser outlived it"
            await asyncio.sleep(0.01)

    def _first_process(self) -> int:
        (first,) = (pid for pid, command in self._processes().items() if b"--type=" not in command)
        return first

    def _processes(self) -> dict[int, bytes]:
        """Those that were started with this profile, which is this test's own."""
        mine = f"--user-data-dir={self._profile}".encode()
        found: dict[int, bytes] = {}
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError, ValueError):
                command = (entry / "cmdline").read_bytes()
                if mine in command and b"crashpad" not in command:
                    found[int(entry.name)] = command
        return found
