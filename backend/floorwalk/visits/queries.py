"""Every statement about visits but two families: storing (ingest.py) and folding (folding.py)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.rubrics.versions import VERSION_FROM_ROW
from floorwalk.visits.model import Posting, Programme, Stored, Superseded, Surroundings

# In: what a batch refers to, and where its evaluator may work. Out: one row of JSON lists, holding only what this
# evaluator may refer to. Which stores are visible must equal organisation.scope.stores_visible_to; it stands here
# again because a statement of its own would be the fifth of a visit (a test compares the two).
SURROUNDINGS = """
with recursive granted_area as (
    select area_id from area where organisation_id = $1 and area_id = any($11::uuid[])
    union
    select below.area_id from area below join granted_area on below.parent_area_id = granted_area.area_id
     where below.organisation_id = $1
)
select
    (select jsonb_agg(jsonb_build_array(store.store_id, store.time_zone))
       from store
      where store.organisation_id = $1 and store.store_id = any($2::uuid[])
        and ($9 or store.store_id = any($10::uuid[]) or exists (
            select from store_membership membership join granted_area using (area_id)
             where membership.organisation_id = $1 and membership.store_id = store.store_id
               and membership.valid_from <= $8 and (membership.valid_to is null or membership.valid_to >= $8)))
    ) as stores,
    (select jsonb_agg(jsonb_build_array(programme_id, mode, staff_identification, publication, to_jsonb(rubric_keys)))
       from programme where organisation_id = $1 and programme_id = any($3::uuid[])) as programmes,
    (select jsonb_agg(jsonb_build_array(programme_id, store_id, told_on))
       from (select programme_id, store_id, min(given_on) as told_on from staff_notice
              where organisation_id = $1 and programme_id = any($3::uuid[])
                and (store_id is null or store_id = any($2::uuid[]))
              group by programme_id, store_id) notice) as notices,
    (select jsonb_agg(jsonb_build_array(staff_member_id, store_id, valid_from, valid_to))
       from staff_posting where organisation_id = $1 and staff_member_id = any($4::uuid[])) as postings,
    (select jsonb_agg(jsonb_build_array(visit_id, evaluator_id, revision, content_hash, receipt_id, received_at,
                                        voided_at is not null))
       from visit where organisation_id = $1 and visit_id = any($5::uuid[])) as stored,
    (select jsonb_agg(jsonb_build_array(visit_id, revision, content_hash, receipt_id, received_at))
       from superseded_revision where organisation_id = $1 and visit_id = any($5::uuid[])) as superseded,
    (select jsonb_agg(jsonb_build_array(evaluation_id, visit_id))
       from evaluation where organisation_id = $1 and evaluation_id = any($6::uuid[])) as evaluations,
    (select jsonb_agg(to_jsonb(version) || jsonb_build_object('rubric_key', rubric.rubric_key))
       from rubric_version version join rubric using (organisation_id, rubric_id)
      where version.organisation_id = $1 and version.rubric_version_id = any($7::uuid[])) as versions
"""
