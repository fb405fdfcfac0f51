"""The built web app, read once into memory: which file answers an address, how it travels, how long it may be kept.

Building it, compressed forms included, is hatch_build.py; what it contains is frontend/.
"""

import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

STATIC_FOLDER = Path(__file__).parent.parent / "static"
NEVER_STALE = "public, max-age=31536000, immutable"  # file names under assets/ carry a hash of their content
ALWAYS_ASK = "no-cache"  # index, service worker and manifest: an update must be seen at once
MEDIA_TYPES = {".webmanifest": "application/manifest+json", ".js": "text/javascript", ".svg": "image/svg+xml"}
REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$")  # a browser's word for a coding that it will not have
ENDING_OF = {"br": ".br", "gzip": ".gz"}  # by content coding, the smaller one first


@dataclass(frozen=True, slots=True)
class StaticFile:
    content: bytes
    media_type: str
    cache_control: str
    compressed: dict[str, bytes]  # by content coding

    def sent_to(self, accept_encoding: str) -> tuple[bytes, dict[str, str]]:
        """The bytes for a browser that accepts these codings, and the headers that say so."""
        headers = {"Cache-Control": self.cache_control}
        if not self.compressed:
            return self.content, headers
        headers["Vary"] = "Accept-Encoding"
        offered = {
            coding.partition(";")[0].strip() for coding in accept_encoding.split(",") if not REFUSED.search(coding)
        }
        for coding, content in self.compressed.items():
            if coding in offered:
                return content, headers | {"Content-Encoding": coding}
        return self.content, headers


class WebApp:
    """Files by address. Without a build there is none, and `file_at` says None for everything."""

    def __init__(self, folder: Path = STATIC_FOLDER) -> None:
        self._files = {
            path.relative_to(folder).as_posix(): StaticFile(
                content=path.read_bytes(),
                media_type=MEDIA_TYPES.get(path.suffix)
                or mimetypes.guess_type(path.name)[0]
                or "application/octet-stream",
                cache_control=NEVER_STALE if path.parent.name == "assets" else ALWAYS_ASK,
                compressed={
                    coding: packed.read_bytes()
                    for coding, ending in ENDING_OF.items()
                    if (packed := path.with_name(path.name + ending)).is_file()
                },
            )
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix not in ENDING_OF.values()
        }

    def file_at(self, address: str) -> StaticFile | None:
        """The file itself, or the app's page for an address that only the app knows; None for a missing file.

        A missing asset is not answered with the page: a cached page in place of a script breaks an update.
        """
        wanted = address.lstrip("/")
        if wanted in self._files:
            return self._files[wanted]
        if "." in wanted.rsplit("/", 1)[-1] or wanted.startswith("assets/"):
            return None
        return self._files.get("index.html")
