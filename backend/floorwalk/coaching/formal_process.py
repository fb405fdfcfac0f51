"""What an export for a formal process needs beyond any other, and what its files say of it (P2). Pure.

The gate for a person: one of the notices that were named told them so, for the programme and the store of each
observation, before it. The gate for the export: a second person's word (approval_lifecycle.py), which holds for the
people it was given for and for nobody else.
"""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

import msgspec

from floorwalk.coaching.model import Decision, Purpose
from floorwalk.coaching.wire import ExportAsked, FormalProcess, NoticeReliedOn
from floorwalk.comparisons.suppression import Insufficient
from floorwalk.identity.model import Role
from floorwalk.kernel.errors import Fault

NOBODY = frozenset[str]()
CAUTION = (
    "Each figure rests on a sample of interactions and is not sufficient alone. For the formal process named here and"
    " for nothing else; no decision about a person may follow from it automatically."
)


def faults_of(asked: ExportAsked) -> list[Fault]:
    """The grounds stand where the purpose is a formal process, and nowhere else."""
    if asked.purpose is Purpose.FORMAL_PROCESS and asked.formal_process is None:
        return [
            Fault("formal_process", "coaching.formal_basis_missing", "Country, legal basis and notice are missing.")
        ]
    if asked.purpose is not Purpose.FORMAL_PROCESS and asked.formal_process is not None:
        detail = "An export for another purpose is for no formal process."
        return [Fault("formal_process", "coaching.formal_basis_of_another_purpose", detail)]
    return []


def decided(decisions: Mapping[UUID, Decision], approved: Collection[UUID] | None) -> dict[UUID, Decision]:
    """The decisions, where "noticed" was held against the named notices alone. `approved` are the people whom the
    second person's word is about; None before there is one."""
    result = {}
    for person, one in decisions.items():
        if one.reason is Insufficient.NOTICE_TOO_LATE:
            result[person] = Decision(NOBODY, Insufficient.NO_FORMAL_NOTICE)
        elif one.reason is None and approved is not None and person not in approved:
            result[person] = Decision(NOBODY, Insufficient.NOT_APPROVED)
        else:
            result[person] = one
    return result


def trace_of(asked: ExportAsked, people: Collection[UUID]) -> dict[str, Any]:
    """What the log says beside the question. Of a formal process: on what grounds, and of whom. Of another purpose: the
    person, where the question names one; released or not, they may know of it (P12)."""
    if asked.formal_process is None:
        person = asked.population.person
        return {} if person is None else {"staff_member_ids": [str(person)]}
    return {
        "formal_process": msgspec.to_builtins(asked.formal_process),
        "staff_member_ids": sorted(map(str, people)),
    }


def role_among(roles: Collection[Role]) -> Role:
    """Under which role somebody acts who has several that would do: the one that is nearest to the subject."""
    return Role.HR if Role.HR in roles else min(roles)


def said_rows(formal: FormalProcess) -> list[tuple[str, str]]:
    """What the workbook's first sheet says, line by line: what is said and its value."""
    return [
        ("purpose", Purpose.FORMAL_PROCESS.value),
        ("country", formal.country),
        ("legal_basis", formal.legal_basis),
        *(("notice", notice_line(notice)) for notice in formal.notices),
        ("asked_by_role", formal.asked_by_role.value),
        ("asked_on", formal.asked_at.date().isoformat()),
        ("approved_by_role", formal.approved_by_role.value),
        ("approved_on", formal.approved_at.date().isoformat()),
    ]


def notice_line(notice: NoticeReliedOn) -> str:
    """Which text, for whom, since when, how: "Notice 3; floor-service; 0101; 2026-05-01; notice board; WC 4"."""
    parts = (
        notice.text_version, notice.programme_key, notice.store_code, notice.given_on.isoformat(), notice.channel,
        notice.reference,
    )  # fmt: skip
    return "; ".join(part for part in parts if part)


def texts_given(formal: FormalProcess) -> list[NoticeReliedOn]:
    """One notice for each text of a programme, the first that was given: many stores, one text."""
    first: dict[tuple[str, str], NoticeReliedOn] = {}
    for notice in sorted(formal.notices, key=lambda one: (one.given_on, one.store_code or "")):
        first.setdefault((notice.programme_key, notice.text_version), notice)
    return list(first.values())
