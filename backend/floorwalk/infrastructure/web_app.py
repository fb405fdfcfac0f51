"""The built web app, read once into memory: which file answers an address, and how long it may be kept.

Building it is hatch_build.py; what it contains is frontend/.
"""

import mimetypes
from dataclasses import dataclass
from pathlib import Path

STATIC_FOLDER = Path(__file__).parent.parent / "static"
NEVER_STALE = "public, max-age=31536000, immutable"  # file names under assets/ carry a hash of their content
ALWAYS_ASK = "no-cache"  # index, service worker and manifest: an update must be seen at once
MEDIA_TYPES = {".webmanifest": "application/manifest+json", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class StaticFile:
    content: bytes
    media_type: str
    cache_control: str


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
            )
            for path in sorted(folder.rglob("*"))
            if path.is_file()
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
