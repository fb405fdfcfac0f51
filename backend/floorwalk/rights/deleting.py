"""Deleting a person on request: nothing in the database, the photos or the issued files leads to them afterwards.

Results stay at store level, and so do disputes and corrections without the person. Issued exports that name them end
at once and their files go; an export that is being made is made anew without them (coaching/export_work.py). The
audit log keeps the random key of a person who is gone, for it shows who has looked and cannot be changed; nothing
resolves that key any more (docs/security.md).
"""

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from floorwalk.attachments import service as attachments
from floorwalk.coaching import files
from floorwalk.coaching.csv_cells import read_text
from floorwalk.coaching.export_files import PSEUDONYMS_FILE
from floorwalk.coaching.pseudonyms import Pseudonyms
from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.blobs import Blobs
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.organisation.scope import holds_everywhere, stores_visible_to
from floorwalk.rights import queries
from floorwalk.rights.free_texts import mask_everywhere
from floorwalk.rights.unlinking import unlink, unlink_what_was_said
from floorwalk.settings import Settings
from floorwalk.visits.folding import fold_once
from floorwalk.visits.unnaming import mask_full_name


@dataclass(frozen=True, slots=True)
class Deleted:
    """What was removed; counts."""

    evaluations_unnamed: int
    pictures: int
    exports_ended: int
    accounts: int


async def person_in_scope(connection: Connection, viewer: Viewer, staff_member_id: UUID) -> dict[str, str]:
    """The person's code and names, for whoever serves their rights. Raises NotFound outside the scope."""
    person = await queries.person(connection, viewer.organisation_id, staff_member_id)
    if person is None:
        raise NotFound
    if not holds_everywhere(viewer, Verb.RIGHTS_SERVE):
        visible = await stores_visible_to(connection, viewer, Verb.RIGHTS_SERVE)
        if visible.isdisjoint(await queries.stores_of(connection, viewer.organisation_id, staff_member_id)):
            raise NotFound
    return dict(person)


async def delete_person(
    connection: Connection, blobs: Blobs, settings: Settings, viewer: Viewer, staff_member_id: UUID
) -> Deleted:
    """In the caller's transaction; files and photos go before its commit: a crash leaves less, never more."""
    organisation_id = viewer.organisation_id
    person = await person_in_scope(connection, viewer, staff_member_id)
    pictures = await queries.pictures_of(connection, organisation_id, staff_member_id)
    if pictures:
        await attachments.remove(connection, blobs, organisation_id, pictures, now())
    evaluations = await queries.evaluations_of(connection, organisation_id, staff_member_id)
    unnamed = await unlink(connection, organisation_id, evaluations)
    await unlink_what_was_said(connection, organisation_id, staff_member_id, None)
    await mask_full_name(connection, organisation_id, staff_member_id, person["display_name"])
    await mask_everywhere(connection, organisation_id, person["display_name"])
    accounts = await queries.accounts_of(connection, organisation_id, staff_member_id)
    for account_id, only_theirs in accounts:
        if only_theirs:
            await queries.delete_account(connection, organisation_id, account_id)
        else:
            await queries.unlink_account(connection, organisation_id, account_id)
    exports = _exports_with(settings, organisation_id, person["staff_code"])
    await queries.end_exports(connection, organisation_id, exports, now())
    await _take_codes_out(connection, settings, organisation_id, staff_member_id)
    await queries.take_out_of_questions(connection, organisation_id, staff_member_id)
    await queries.delete_person(connection, organisation_id, staff_member_id)
    # What took the person out of the sums names them until it is folded. Last: folding says that figures changed.
    while await fold_once(connection):
        pass
    deleted = Deleted(unnamed, len(pictures), len(exports), len(accounts))
    await audit_log.record(
        connection, organisation_id, viewer.account_id, "person.deleted", "staff_member", staff_member_id,
        {
            "evaluations_unnamed": deleted.evaluations_unnamed,
            "pictures": deleted.pictures,
            "exports_ended": deleted.exports_ended,
            "accounts": deleted.accounts,
        },
    )  # fmt: skip
    issued = [files.folder_of(settings, organisation_id) / str(export_id) for export_id in exports]
    for folder in issued + await _left_over(connection, settings, organisation_id):
        shutil.rmtree(folder, ignore_errors=True)
    return deleted


async def _take_codes_out(
    connection: Connection, settings: Settings, organisation_id: UUID, staff_member_id: UUID
) -> None:
    secret = files.secret_of(settings, organisation_id)
    for row in await queries.exports_asked(connection, organisation_id):
        question = {
            "purpose": row["purpose"],
            "from_on": row["from_on"].isoformat(),
            "to_on": row["to_on"].isoformat(),
            "population": row["population"],
        }
        code = Pseudonyms(secret, question).person(staff_member_id)
        await queries.take_code_out(connection, organisation_id, row["export_id"], code)


def _exports_with(settings: Settings, organisation_id: UUID, staff_code: str) -> list[UUID]:
    """Issued exports whose key names the person; an export without its key names nobody."""
    folder = files.folder_of(settings, organisation_id)
    found = []
    for path in sorted(folder.glob(f"*/{PSEUDONYMS_FILE}")):
        if path.parent.suffix:  # not issued
            continue
        with path.open(encoding="utf-8", newline="") as lines:
            if any(read_text(row["staff_code"]) == staff_code for row in csv.DictReader(lines)):
                found.append(UUID(path.parent.name))
    return found


async def _left_over(connection: Connection, settings: Settings, organisation_id: UUID) -> list[Path]:
    """What a process that was killed has left of an export; what somebody is at goes or is made anew by itself."""
    leases = await queries.leases(connection, organisation_id)
    folder = files.folder_of(settings, organisation_id)
    return [path for path in folder.glob("*.part") if path.is_dir() and path.suffixes[0][1:] not in leases]
