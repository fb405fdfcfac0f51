"""The app as an installed one: what a browser needs to install it, that it opens offline, and how much it weighs."""

import struct

import httpx
import pytest
from playwright.async_api import Browser, Page, Response, expect

from tests.e2e.conftest import PHONE, Server, opened_page, sign_in
from tests.e2e.evaluator.walking import NEW_PASSWORD, install, new_evaluator, sign_in_on

STORE = "Brunnenhof"
SMALLEST_COMPRESSED_BYTES = 500  # as the build is set (frontend/build/compressed.ts)
LARGEST_START_BYTES = 60_000  # JavaScript as it comes over the wire; docs/performance.md


class TestInstallingTheApp:
    async def test_the_manifest_says_what_a_browser_asks_for(self, server: Server) -> None:
        async with httpx.AsyncClient(base_url=server.url) as client:
            answer = await client.get("/manifest.webmanifest")
            assert answer.headers["content-type"].startswith("application/manifest+json")
            manifest = answer.json()
            assert manifest["name"] == manifest["short_name"] == "Floorwalk"
            assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/", "/", "standalone")
            drawn = {icon["sizes"]: icon for icon in manifest["icons"] if icon["type"] == "image/png"}
            assert {"192x192", "512x512"} <= set(drawn)
            assert any(icon.get("purpose") == "maskable" for icon in manifest["icons"])
            for icon in drawn.values():
                content = (await client.get(icon["src"])).content
                assert content.startswith(b"\x89PNG")
                width, height = struct.unpack(">II", content[16:24])
                assert f"{width}x{height}" == icon["sizes"]

    async def test_chromium_finds_nothing_that_speaks_against_installing(self, phone: Page) -> None:
        await sign_in(phone, "evaluator")
        await install(phone)
        devtools = await phone.context.new_cdp_session(phone)
        found = await devtools.send("Page.getInstallabilityErrors")
        # The test's profile is as good as a private window, in which nothing can be installed.
        against = [error["errorId"] for error in found["installabilityErrors"] if error["errorId"] != "in-incognito"]
        assert against == []

    async def test_the_service_worker_answers_for_the_start_and_the_app_opens_offline(self, phone: Page) -> None:
        await sign_in(phone, "evaluator")
        await install(phone)
        scope = await phone.evaluate("async () => (await navigator.serviceWorker.ready).scope")
        assert scope == phone.url.split("/evaluate")[0] + "/"
        await phone.context.set_offline(True)
        await phone.goto("/")
        await expect(phone.get_by_role("link", name=STORE)).to_be_visible()
        await phone.get_by_role("link", name=STORE).click()
        await expect(phone.get_by_role("button", name="Interaction", exact=True)).to_be_visible()


class TestWhatAPhoneHasToLoad:
    @pytest.mark.parametrize("language", ["en-GB", "de-DE"])
    async def test_the_start_and_the_form_stay_under_sixty_kilobytes_of_javascript(
        self, browser: Browser, server: Server, language: str
    ) -> None:
        async with opened_page(
            browser, server, viewport=PHONE, locale=language, service_workers="block", has_touch=True, is_mobile=True
        ) as phone:
            # As on every day but the first: what is said once about the phone is not part of each start.
            await phone.add_init_script("localStorage.setItem('floorwalk.first-run-seen', '1')")
            # To whom nothing was returned: what answers a reviewer's questions comes when there are any.
            email = f"nora.{language.lower()}@linden.example"
            await new_evaluator(server, email)
            await phone.goto("/")
            await sign_in_on(phone, email, NEW_PASSWORD)
            await expect(phone.get_by_role("link", name=STORE)).to_be_visible()
            scripts: dict[str, Response] = {}

            def note(response: Response) -> None:
                if response.url.endswith(".js"):
                    scripts[response.url] = response

            phone.on("response", note)
            await phone.goto("/")
            await phone.get_by_role("link", name=STORE).click()
            await phone.locator(".begin button").first.click()
            await expect(phone.locator("main h1")).to_be_visible()
            await phone.locator("main .step").wait_for()
            wire_bytes: dict[str, int] = {}
            for url, response in list(scripts.items()):  # more may come while this one is asked for its size
                headers = await response.all_headers()
                if len(await response.body()) > SMALLEST_COMPRESSED_BYTES:
                    assert headers["content-encoding"] == "br"
                wire_bytes[url] = int(headers["content-length"])
            assert len(wire_bytes) >= 3
            assert sum(wire_bytes.values()) < LARGEST_START_BYTES, wire_bytes
