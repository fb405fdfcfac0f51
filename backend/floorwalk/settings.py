"""Every environment variable that Floorwalk reads: name, type, unit, default. Nothing else reads the environment."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

DEFAULT_PORT = 8000
SERVER_WORKERS = 2  # processes; two survive one another's death, and two cores are what we measure on


class BadSetting(Exception):
    """An environment variable holds what cannot be meant; the text names it."""


@dataclass(frozen=True, slots=True)
class EvidenceStorage:
    """Where photos are kept; without a URL in the folder `evidence` of the data folder.

    Without key and secret the storage's own ways apply, such as the role of the machine.
    """

    url: str | None = None  # FLOORWALK_EVIDENCE_URL, s3://bucket/prefix
    endpoint: str | None = None  # FLOORWALK_EVIDENCE_ENDPOINT, https://…, of a storage that is not Amazon's
    region: str | None = None  # FLOORWALK_EVIDENCE_REGION
    key_id: str | None = None  # FLOORWALK_EVIDENCE_KEY_ID
    secret: str | None = None  # FLOORWALK_EVIDENCE_SECRET


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment decided, read once at start."""

    host: str  # FLOORWALK_HOST, address to listen on, default 127.0.0.1
    port: int  # FLOORWALK_PORT, 1 to 65535, default 8000
    data_dir: Path  # FLOORWALK_DATA_DIR, folder of the embedded database and of files, default in the data home
    data_dir_given: bool  # whether FLOORWALK_DATA_DIR was set by hand
    database_url: str | None  # FLOORWALK_DATABASE_URL, postgresql://…, in place of the embedded server
    workers: int  # FLOORWALK_WORKERS, server processes, default 2
    pool_size: int  # FLOORWALK_POOL_SIZE, database connections of one process, default 4
    public_origin: str | None  # FLOORWALK_PUBLIC_ORIGIN, "https://floorwalk.example", default: the request's own host
    export_link_hours: int  # FLOORWALK_EXPORT_LINK_HOURS, hours an export can be fetched, default 72
    evidence: EvidenceStorage = EvidenceStorage()

    @property
    def is_local(self) -> bool:
        """Served on this machine only: plain HTTP is allowed there and nowhere else."""
        return self.public_origin is None and self.host in ("127.0.0.1", "::1", "localhost")

    @classmethod
    def from_environment(cls) -> Self:
        """Raises BadSetting for a value that cannot be meant."""
        data_home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
        given = os.environ.get("FLOORWALK_DATA_DIR")
        origin = os.environ.get("FLOORWALK_PUBLIC_ORIGIN") or None
        if origin is not None and not origin.startswith(("https://", "http://")):
            raise BadSetting(f"FLOORWALK_PUBLIC_ORIGIN must begin with https://, not {origin!r}")
        return cls(
            host=os.environ.get("FLOORWALK_HOST") or "127.0.0.1",
            port=_whole_number("FLOORWALK_PORT", DEFAULT_PORT, 1, 65535),
            data_dir=Path(given).absolute() if given else Path(data_home).absolute() / "floorwalk",
            data_dir_given=bool(given),
            database_url=os.environ.get("FLOORWALK_DATABASE_URL") or None,
            workers=_whole_number("FLOORWALK_WORKERS", SERVER_WORKERS, 1, 64),
            pool_size=_whole_number("FLOORWALK_POOL_SIZE", 4, 1, 200),
            public_origin=origin.rstrip("/") if origin else None,
            export_link_hours=_whole_number("FLOORWALK_EXPORT_LINK_HOURS", 72, 1, 720),
            evidence=_evidence_storage(),
        )


def chosen_postgres() -> str | None:
    """FLOORWALK_POSTGRES_BIN, folder of PostgreSQL's programs, default those of the installed wheel."""
    return os.environ.get("FLOORWALK_POSTGRES_BIN") or None


def _evidence_storage() -> EvidenceStorage:
    url = os.environ.get("FLOORWALK_EVIDENCE_URL") or None
    if url is not None and not url.startswith("s3://"):
        raise BadSetting(f"FLOORWALK_EVIDENCE_URL must begin with s3://, not {url!r}")
    return EvidenceStorage(
        url=url,
        endpoint=os.environ.get("FLOORWALK_EVIDENCE_ENDPOINT") or None,
        region=os.environ.get("FLOORWALK_EVIDENCE_REGION") or None,
        key_id=os.environ.get("FLOORWALK_EVIDENCE_KEY_ID") or None,
        secret=os.environ.get("FLOORWALK_EVIDENCE_SECRET") or None,
    )


def _whole_number(name: str, default: int, least: int, most: int) -> int:
    text = os.environ.get(name)
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise BadSetting(f"{name} must be a whole number from {least} to {most}, not {text!r}")
    return int(text)
