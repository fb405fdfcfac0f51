"""How the built web app is sent: in the best form that the browser takes, and always the same content."""

from pathlib import Path

import pytest

from floorwalk.infrastructure.web_app import WebApp


@pytest.fixture
def built(tmp_path: Path) -> WebApp:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<p>short</p>")
    for ending, content in (("", b"plain"), (".br", b"brotli"), (".gz", b"gzip")):
        (tmp_path / "assets" / f"app.js{ending}").write_bytes(content)
    return WebApp(tmp_path)


class TestAFileWithCompressedForms:
    @pytest.mark.parametrize(
        ("accepts", "sent", "coding"),
        [
            ("gzip, deflate, br, zstd", b"brotli", "br"),
            ("br;q=0.5, gzip", b"brotli", "br"),
            ("gzip, br;q=0", b"gzip", "gzip"),
            ("gzip", b"gzip", "gzip"),
            ("br;q=0.000, gzip; q=0", b"plain", None),
            ("", b"plain", None),
        ],
    )
    def test_it_is_sent_in_the_smallest_form_that_is_accepted(
        self, built: WebApp, accepts: str, sent: bytes, coding: str | None
    ) -> None:
        found = built.file_at("/assets/app.js")
        assert found is not None
        content, headers = found.sent_to(accepts)
        assert (content, headers.get("Content-Encoding")) == (sent, coding)
        assert headers["Vary"] == "Accept-Encoding"  # or a proxy would send one browser's form to another

    def test_its_compressed_forms_have_no_address_of_their_own(self, built: WebApp) -> None:
        assert built.file_at("/assets/app.js.br") is None


class TestASmallFile:
    def test_it_is_sent_as_it_is(self, built: WebApp) -> None:
        found = built.file_at("/")
        assert found is not None
        assert found.sent_to("gzip, br") == (b"<p>short</p>", {"Cache-Control": "no-cache"})
