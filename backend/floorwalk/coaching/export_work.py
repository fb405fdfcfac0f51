"""Making an asked export: from the question to the issued files, in a process of its own. Asking is service.py.

Whose data may leave is decided in people.py (P5), anew at this moment, with the rights that whoever asked has now.
Files are kept as they were made, so that what the manifest's hashes say is what is handed out. Everything is read
in one snapshot and written into a folder that nobody sees; then one transaction issues it.
"""

import hashlib
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from floorwalk.coaching import (
    approvals,
    export_corrections,
    export_files,
    export_queries,
    files,
    formal_process,
    queries,
)
from floorwalk.coaching.dossier_content import DossierQuestion
from floorwalk.coaching.dossiers import DOSSIERS_FILE, Dossiers
from floorwalk.coaching.errors import ExportNotAllowed
from floorwalk.coaching.export_plans import observed_of, plan_rows_of
from floorwalk.coaching.export_sheets import WORKBOOK_FILE, Sheets, people_rows_of, star_rows_of
from floorwalk.coaching.gathering import Gathered, days_of_stores, gather, is_inside
from floorwalk.coaching.masking import words_of_names
from floorwalk.coaching.model import FORMAT_VERSION, Purpose
from floorwalk.coaching.plans_of_people import plans_of_people
from floorwalk.coaching.pseudonyms import Pseudonyms
from floorwalk.coaching.records import PersonRecord
from floorwalk.coaching.wire import (
    ChangedSince,
    CorrectionNotice,
    ExportAsked,
    FileMade,
    FormalProcess,
    InteractionUnreadable,
    Manifest,
    PersonWithheld,
    SheetMade,
    VersionExported,
    question_of,
)
from floorwalk.comparisons.figures import Prior
from floorwalk.comparisons.service import priors_under
from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb, grants_for
from floorwalk.identity.queries import viewer_of_account
from floorwalk.infrastructure import audit_log, background_work
from floorwalk.infrastructure.background_work import Work
from floorwalk.infrastructure.database import Connection, Database
from floorwalk.kernel.clock import now
from floorwalk.rubrics.service import CompiledVersion
from floorwalk.settings import Settings
from floorwalk.statistics.interval import NoInterval

DIGEST_LENGTH = 16  # hex digits: enough to tell that a person's rows are others
CAUTION = (
    "Each figure rests on a sample of interactions and is not sufficient alone. For coaching, training and"
    " recognition only; no decision about a person may follow from it automatically."
)


async def make(database: Database, settings: Settings, work: Work) -> None:
    """Makes the files and issues them. Raises Abandoned where the work is no longer ours, Problem where it may not be
    done any more; then nothing is left behind."""
    asked = msgspec.convert(work.asked, ExportAsked)
    folder = files.Folder(settings, work.organisation_id, work.work_id, work.lease_id)
    async with folder, database.transaction() as reading:
        async with background_work.held(database, work):
            viewer = await _viewer(database, work)
            formal, approved = await _granted(database, work, asked)
            gathered = await gather(reading, viewer, asked, approved)
            making = _Making(gathered, viewer, asked, settings, work, formal)
            made = await making.written(folder)
        async with database.transaction() as unit:
            await making.issue(await unit.connection(), folder, made)


async def _viewer(database: Database, work: Work) -> Viewer:
    async with database.transaction() as unit:
        connection = await unit.connection()
        viewer = await viewer_of_account(connection, work.organisation_id, work.account_id)
        if viewer is None or await export_queries.is_disabled(connection, work.organisation_id, work.account_id):
            raise ExportNotAllowed
    if not grants_for(viewer, Verb.EXPORT_PEOPLE):
        raise ExportNotAllowed
    return viewer


async def _granted(
    database: Database, work: Work, asked: ExportAsked
) -> tuple[FormalProcess | None, frozenset[UUID] | None]:
    """What a second person's word allows; nothing, where the purpose needs none."""
    if asked.purpose is not Purpose.FORMAL_PROCESS:
        return None, None
    async with database.transaction() as unit:
        return await approvals.granted(
            await unit.connection(), work.organisation_id, work.work_id, work.account_id, asked
        )


class _Making:
    """One export while it is made."""

    def __init__(
        self,
        gathered: Gathered,
        viewer: Viewer,
        asked: ExportAsked,
        settings: Settings,
        work: Work,
        formal: FormalProcess | None,
    ) -> None:
        self._gathered, self._viewer, self._asked, self._settings, self._work = gathered, viewer, asked, settings, work
        self._formal = formal
        self._pseudonyms = Pseudonyms(files.secret_of(settings, viewer.organisation_id), question_of(asked))
        self._released = gathered.released
        self._digests = {self._pseudonyms.person(person): hashlib.sha256() for person in self._released}
        self._intervals: dict[str, str] = {}
        self._sheets_made: list[SheetMade] = []

    async def written(self, folder: files.Folder) -> list[FileMade]:
        gathered, pseudonyms, language = self._gathered, self._pseudonyms, self._asked.language
        organisation_id = self._viewer.organisation_id
        self._work.reach(0, len(self._released))
        names = words_of_names(await export_queries.names_of_people(gathered.connection, organisation_id))
        titles = await export_queries.business_area_titles(gathered.connection, organisation_id)
        self._names = names
        self._areas = export_files.area_rows_of(gathered.people, self._released, pseudonyms)
        priors = await self._priors()
        self._people = people_rows_of(gathered.people, self._released, pseudonyms, priors)
        plans = await plans_of_people(
            gathered.connection, organisation_id, list(self._released), gathered.period.from_on, gathered.period.to_on
        )
        self._plans = plan_rows_of(plans, pseudonyms, names)
        for person, rows in self._plans.items():
            self._digests[person].update(observed_of(rows).encode())
        for person in self._digests:
            shown = repr([rows.get(person) for rows in (self._people, self._areas, self._plans)])
            self._intervals[person] = hashlib.sha256(shown.encode()).hexdigest()[:DIGEST_LENGTH]
        made = [await folder.write(export_files.BUSINESS_AREAS_FILE, export_files.business_area_lines(self._areas))]
        self._sheets = Sheets(folder.path_of(WORKBOOK_FILE), language, pseudonyms, names, self._formal)
        self._dossiers = None
        if self._asked.with_dossiers:
            question = DossierQuestion(
                purpose=self._asked.purpose,
                from_on=self._asked.from_on,
                to_on=self._asked.to_on,
                retain_until_on=self._asked.retain_until_on,
                language=language,
                versions=gathered.people.versions,
                area_titles=titles,
                priors=priors,
                names=names,
                formal=self._formal,
            )
            self._dossiers = Dossiers(folder.path_of(DOSSIERS_FILE), question)
        made.append(await folder.write(export_files.RATINGS_FILE, self._rating_lines()))
        self._sheets_made = self._sheets.close()
        rows_in_sheets = sum(sheet.row_count for sheet in self._sheets_made)
        made.append(await folder.described(WORKBOOK_FILE, rows_in_sheets))
        if self._dossiers is not None:
            self._dossiers.close()
            made.append(await folder.described(DOSSIERS_FILE, self._dossiers.count))
        key = [
            (pseudonyms.person(person), row["staff_code"], row["display_name"], gathered.reason_of(person))
            for row in gathered.rows
            for person in [row["staff_member_id"]]
        ]
        made.append(await folder.write(export_files.PSEUDONYMS_FILE, export_files.pseudonym_rows(key)))
        return made

    async def _priors(self) -> dict[str, Prior]:
        """Of whole interactions, by comparability key: the screens' own, so that a person's interval is theirs."""
        connection, organisation_id = self._gathered.connection, self._viewer.organisation_id
        period, priors = self._gathered.period, {}
        for key in {one.comparability_key for one in self._gathered.people.people}:
            found = await priors_under(connection, organisation_id, "staff_member", key, period)
            priors[key] = found.get("", NoInterval.SPREAD_UNKNOWN)
        return priors

    async def _rating_lines(self) -> AsyncIterator[list[bytes]]:
        """The ratings' file; on the way each person, when all of theirs have come, goes into workbook and dossier."""
        async for person, lines in export_files.rating_rows(self._observed(), self._pseudonyms):
            if person:
                self._digests[person].update(b"".join(lines))
            yield lines

    async def _observed(self) -> AsyncIterator[tuple[Mapping[str, Any], CompiledVersion]]:
        """The interactions behind the released figures, in the order of the people's codes."""
        gathered, released = self._gathered, self._released
        in_order = sorted(released, key=self._pseudonyms.person)
        days_of = days_of_stores(gathered.windows)
        rows = queries.observations_of_people(
            gathered.connection, self._viewer.organisation_id, list(days_of), gathered.period, in_order
        )
        record: PersonRecord | None = None
        done = 0
        async for row in rows:
            if not is_inside(days_of, row) or (row["visit_id"], row["position"]) in gathered.unreadable:
                continue
            person = row["staff_member_id"]
            compiled = gathered.people.versions[row["rubric_version_id"]]  # met before, for it is in the population
            if compiled.comparability_key not in released[person]:
                continue
            if record is None or record.staff_member_id != person:
                if record is not None:
                    await self._person_is_whole(record)
                    done += 1
                    self._work.reach(done, len(released))
                record = PersonRecord(person)
            record.add(row, compiled)
            yield row, compiled
        if record is not None:
            await self._person_is_whole(record)
        self._work.reach(len(released), len(released))

    async def _person_is_whole(self, record: PersonRecord) -> None:
        person = self._pseudonyms.person(record.staff_member_id)
        people_rows, area_rows = self._people[person], self._areas.get(person, [])
        plan_rows = self._plans.get(person, [])
        self._sheets.add_person(people_rows, area_rows, plan_rows, record)
        self._digests[person].update(repr(star_rows_of(record, self._pseudonyms, self._names)).encode())
        if self._dossiers is not None:
            await self._dossiers.add(person, people_rows, area_rows, plan_rows, record)

    async def issue(self, connection: Connection, folder: files.Folder, made: list[FileMade]) -> None:
        """The rows, the trace and the files, all or none. None where somebody was deleted meanwhile."""
        work, asked, organisation_id = self._work, self._asked, self._viewer.organisation_id
        account_id = self._viewer.account_id
        await background_work.hold_to_finish(connection, work)
        created_at = now()
        expires_at = created_at + timedelta(hours=self._settings.export_link_hours)
        contents = {
            person: digest.hexdigest()[:DIGEST_LENGTH] + self._intervals[person]
            for person, digest in self._digests.items()
        }
        before = await export_queries.previous_export(
            connection, organisation_id, account_id, question_of(asked), FORMAT_VERSION
        )
        everybody = [row["staff_member_id"] for row in self._gathered.rows]
        if not await export_queries.are_all_there(connection, organisation_id, everybody):
            await background_work.give_back(connection, work)  # somebody was deleted since: made anew without them
            return
        kept = await export_queries.unexpired_exports(connection, organisation_id, created_at)
        files.remove_all_but(self._settings, organisation_id, kept)
        ids = [] if before is None else [before["export_id"]]
        notices = await export_corrections.of_exports(connection, organisation_id, ids)
        changed_since = None if before is None else _changed_since(before, contents, notices.get(ids[0], []))
        manifest = await self._manifest(made, changed_since, (created_at, expires_at))
        await export_queries.insert_export(
            connection, organisation_id, account_id, msgspec.to_builtins(manifest), contents,
            (asked.from_on, asked.to_on, asked.retain_until_on), (created_at, expires_at),
        )  # fmt: skip
        await export_corrections.note_meanwhile(
            self._gathered.connection, connection, organisation_id, work.work_id, self._released,
            days_of_stores(self._gathered.windows), (asked.from_on, asked.to_on),
        )  # fmt: skip
        await audit_log.record(
            connection, organisation_id, account_id, "export.created", "export", work.work_id,
            question_of(asked)
            | formal_process.trace_of(asked, self._released)
            | {
                "files": {file.name: file.sha256 for file in made},
                "staff_member_ids": sorted(str(person) for person in self._released),
            },
        )  # fmt: skip
        await background_work.finish(connection, work)
        await folder.issue()

    async def _manifest(
        self, made: list[FileMade], changed_since: ChangedSince | None, instants: tuple[Any, Any]
    ) -> Manifest:
        gathered, asked, pseudonyms = self._gathered, self._asked, self._pseudonyms
        withheld = [
            PersonWithheld(person=pseudonyms.person(row["staff_member_id"]), reason=reason)
            for row in gathered.rows
            if (reason := gathered.reason_of(row["staff_member_id"])) is not None
        ]
        unreadable = [
            InteractionUnreadable(visit=pseudonyms.visit(visit_id), interaction=position + 1, reason=reason)
            for (visit_id, position), reason in gathered.unreadable.items()
        ]
        return Manifest(
            format_version=FORMAT_VERSION,
            export_id=self._work.work_id,
            purpose=asked.purpose,
            from_on=asked.from_on,
            to_on=asked.to_on,
            population=asked.population,
            retain_until_on=asked.retain_until_on,
            created_at=instants[0],
            expires_at=instants[1],
            scoring_versions=sorted(gathered.scoring_versions),
            rubric_versions=await _versions(gathered, self._viewer.organisation_id),
            people=len(gathered.rows),
            released=len(self._released),
            withheld=sorted(withheld, key=lambda one: one.person),
            files=made,
            caution=CAUTION if self._formal is None else formal_process.CAUTION,
            language=asked.language,
            sheets=self._sheets_made,
            unreadable=sorted(unreadable, key=lambda one: (one.visit, one.interaction)),
            changed_since=changed_since,
            formal_process=self._formal,
        )


def _changed_since(
    before: Mapping[str, Any], contents: Mapping[str, str], notices: list[CorrectionNotice]
) -> ChangedSince:
    then: dict[str, str] = before["contents"]
    other = sorted(person for person in contents.keys() & then.keys() if contents[person] != then[person])
    observed_anew = [one for one in other if contents[one][:DIGEST_LENGTH] != then[one][:DIGEST_LENGTH]]
    return ChangedSince(
        export_id=before["export_id"],
        created_at=before["created_at"],
        added=sorted(contents.keys() - then.keys()),
        removed=sorted(then.keys() - contents.keys()),
        changed=observed_anew,
        only_intervals=[one for one in other if one not in set(observed_anew)],
        corrections=notices,
    )


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
