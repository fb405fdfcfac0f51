"""An export about people, from the question to the issued files. Whose data may leave is decided in people.py (P5).

Files are kept as they were made, so that what the manifest's hashes say is what is handed out. Every preview, every
export and every download leaves a trace that names whom it was about (P12).
"""

from collections.abc import AsyncIterator, Collection, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from floorwalk.coaching import export_corrections, export_files, files, queries
from floorwalk.coaching.errors import ExportExpired
from floorwalk.coaching.gathering import Gathered, days_of_stores, gather, is_inside
from floorwalk.coaching.model import FORMAT_VERSION
from floorwalk.coaching.pseudonyms import Pseudonyms
from floorwalk.coaching.wire import (
    CorrectionNotice,
    Export,
    ExportAsked,
    Exports,
    FileMade,
    Manifest,
    PersonPreviewed,
    PersonWithheld,
    Preview,
    VersionExported,
    WithheldByReason,
    manifest_of,
)
from floorwalk.comparisons.suppression import Insufficient
from floorwalk.identity.model import Viewer
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import UnitOfWork
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.kernel.ids import new_id
from floorwalk.rubrics.service import CompiledVersion
from floorwalk.settings import Settings

CAUTION = (
    "Each figure rests on a sample of interactions and is not sufficient alone. For coaching, training and"
    " recognition only; no decision about a person may follow from it automatically."
)


async def preview(work: UnitOfWork, viewer: Viewer, asked: ExportAsked) -> Preview:
    """Whose data would leave, and why not that of the others. Raises Invalid and NotFound as `create` does."""
    gathered = await gather(work, viewer, asked)
    reasons = [gathered.reason_of(row["staff_member_id"]) for row in gathered.rows]
    withheld = [reason for reason in reasons if reason is not None]
    await audit_log.record(
        gathered.connection, viewer.organisation_id, viewer.account_id, "export.previewed", "account",
        viewer.account_id, _question_of(asked) | {"people": len(reasons), "withheld": len(withheld)},
    )  # fmt: skip
    return Preview(
        people=len(reasons),
        releasable=len(reasons) - len(withheld),
        withheld=len(withheld),
        withheld_by_reason=[
            WithheldByReason(reason=reason, people=withheld.count(reason))
            for reason in Insufficient
            if reason in withheld
        ],
        rows=[
            PersonPreviewed(
                staff_code=row["staff_code"],
                display_name=row["display_name"],
                releasable=reason is None,
                reason=reason,
            )
            for row, reason in zip(gathered.rows, reasons, strict=True)
        ],
    )


async def create(work: UnitOfWork, viewer: Viewer, asked: ExportAsked, settings: Settings) -> Export:
    """Makes the files, then the row and the trace that speak of them.

    Raises Invalid for a period or retention that cannot be meant, NotFound for an area or store outside the scope.
    """
    gathered = await gather(work, viewer, asked)
    organisation_id, export_id, created_at = viewer.organisation_id, new_id(), now()
    connection, expires_at = gathered.connection, created_at + timedelta(hours=settings.export_link_hours)
    kept = await queries.unexpired_exports(connection, organisation_id, created_at)
    files.remove_all_but(settings, organisation_id, kept)
    pseudonyms = Pseudonyms(files.secret_of(settings, organisation_id), _question_of(asked))
    async with files.Folder(settings, organisation_id, export_id) as folder:
        made = await _written(folder, gathered, organisation_id, pseudonyms)
    manifest = Manifest(
        format_version=FORMAT_VERSION,
        export_id=export_id,
        purpose=asked.purpose,
        from_on=asked.from_on,
        to_on=asked.to_on,
        population=asked.population,
        retain_until_on=asked.retain_until_on,
        created_at=created_at,
        expires_at=expires_at,
        scoring_versions=sorted(gathered.scoring_versions),
        rubric_versions=await _versions(gathered, organisation_id),
        people=len(gathered.rows),
        released=len(gathered.released),
        withheld=sorted(
            (
                PersonWithheld(person=pseudonyms.person(row["staff_member_id"]), reason=reason)
                for row in gathered.rows
                if (reason := gathered.reason_of(row["staff_member_id"])) is not None
            ),
            key=lambda one: one.person,
        ),
        files=made,
        caution=CAUTION,
    )
    await queries.insert_export(
        connection, organisation_id, viewer.account_id, msgspec.to_builtins(manifest),
        (asked.from_on, asked.to_on, asked.retain_until_on), (created_at, expires_at),
    )  # fmt: skip
    await audit_log.record(
        connection, organisation_id, viewer.account_id, "export.created", "export", export_id,
        _question_of(asked)
        | {
            "files": {file.name: file.sha256 for file in made},
            "staff_member_ids": sorted(str(person) for person in gathered.released),
        },
    )  # fmt: skip
    return Export(
        export_id=export_id,
        created_at=created_at,
        expires_at=expires_at,
        files=made,
        manifest=manifest,
        corrections=[],
    )


async def _written(
    folder: files.Folder, gathered: Gathered, organisation_id: UUID, pseudonyms: Pseudonyms
) -> list[FileMade]:
    released = gathered.released
    key = [
        (pseudonyms.person(person), row["staff_code"], row["display_name"], gathered.reason_of(person))
        for row in gathered.rows
        for person in [row["staff_member_id"]]
    ]
    return [
        await folder.write(
            export_files.BUSINESS_AREAS_FILE, export_files.business_area_rows(gathered.people, released, pseudonyms)
        ),
        await folder.write(
            export_files.RATINGS_FILE,
            export_files.rating_rows(_released_ratings(gathered, organisation_id, released, pseudonyms), pseudonyms),
        ),
        await folder.write(export_files.PSEUDONYMS_FILE, export_files.pseudonym_rows(key)),
    ]


async def _released_ratings(
    gathered: Gathered, organisation_id: UUID, released: Mapping[UUID, Collection[str]], pseudonyms: Pseudonyms
) -> AsyncIterator[tuple[Mapping[str, Any], CompiledVersion]]:
    """The interactions behind the released figures, in the order of the people's codes."""
    connection = gathered.connection
    in_order = sorted(released, key=pseudonyms.person)
    days_of = days_of_stores(gathered.windows)
    rows = queries.observations_of_people(connection, organisation_id, list(days_of), gathered.period, in_order)
    async for row in rows:
        if not is_inside(days_of, row):
            continue
        compiled = gathered.people.versions[row["rubric_version_id"]]  # met before, for it is in the population
        if compiled.comparability_key in released[row["staff_member_id"]]:
            yield row, compiled


async def _versions(gathered: Gathered, organisation_id: UUID) -> list[VersionExported]:
    compiled = gathered.people.versions
    hashes = await queries.version_hashes(gathered.connection, organisation_id, compiled)
    return [
        VersionExported(
            rubric_key=one.rubric_key,
            version_number=one.version_number,
            version_label=one.version_label,
            comparability_key=one.comparability_key,
            content_hash=hashes[one.rubric_version_id],
        )
        for one in sorted(compiled.values(), key=lambda one: (one.rubric_key, one.version_number))
    ]


def _question_of(asked: ExportAsked) -> dict[str, Any]:
    """The question as JSON values. Retention does not enter: it changes no figure."""
    question: dict[str, Any] = msgspec.to_builtins(asked)
    del question["retain_until_on"]
    return question


async def export_of(work: UnitOfWork, viewer: Viewer, export_id: UUID) -> Export:
    """One's own export; another account's is NotFound, also for HR of the same scope."""
    connection = await work.connection()
    row = await queries.export_of(connection, viewer.organisation_id, viewer.account_id, export_id)
    if row is None:
        raise NotFound
    notices = await export_corrections.of_exports(connection, viewer.organisation_id, [export_id])
    return _export(row, notices.get(export_id, []))


async def exports_of(work: UnitOfWork, viewer: Viewer) -> Exports:
    connection = await work.connection()
    rows = await queries.exports_of(connection, viewer.organisation_id, viewer.account_id)
    notices = await export_corrections.of_exports(
        connection, viewer.organisation_id, [row["export_id"] for row in rows]
    )
    return Exports(exports=[_export(row, notices.get(row["export_id"], [])) for row in rows])


def _export(row: Mapping[str, Any], notices: list[CorrectionNotice]) -> Export:
    manifest = manifest_of(row["manifest"])
    return Export(
        export_id=row["export_id"],
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        files=manifest.files,
        manifest=manifest,
        corrections=notices,
    )


async def file_to_download(
    work: UnitOfWork, viewer: Viewer, export_id: UUID, name: str, settings: Settings
) -> tuple[FileMade, AsyncIterator[bytes]]:
    """The file's description and its bytes. The trace is written first: a download that breaks off has one too.

    Raises NotFound for another account's export and for a name it has not, ExportExpired after its time.
    """
    issued = await export_of(work, viewer, export_id)
    described = next((file for file in issued.files if file.name == name), None)
    if described is None:
        raise NotFound
    if now() >= issued.expires_at:
        raise ExportExpired
    await audit_log.record(
        await work.connection(), viewer.organisation_id, viewer.account_id, "export.downloaded", "export", export_id,
        {"file": name, "sha256": described.sha256},
    )  # fmt: skip
    path = files.file_of(settings, viewer.organisation_id, export_id, name)
    return described, files.chunks_of(path)
