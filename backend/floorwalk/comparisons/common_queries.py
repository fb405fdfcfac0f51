"""Scores on some criteria alone, recomputed from the packed ratings of published evaluations. Run in one snapshot.

The price of a question that seldom comes: it reads every evaluation of its days, where all other figures add up sums.
"""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from floorwalk.comparisons.criterion_queries import Span
from floorwalk.comparisons.model import ScopeFigures
from floorwalk.infrastructure.database import Connection
from floorwalk.scoring.model import ScoringRubric


def _rdiv(numerator: str, divisor: str) -> str:
    """scoring/rounding.py for what is not negative; null where the divisor is 0."""
    return f"((2 * ({numerator}) + ({divisor})) / nullif(2 * ({divisor}), 0))"


QUOTIENT = _rdiv("10000 * earned", "weight")
SECTIONS = _rdiv(f"sum(section_weight * {QUOTIENT})::bigint", "10000 * sum(section_weight)::bigint")
EVERYTHING = _rdiv("sum(earned)::bigint", "sum(weight)::bigint")
VISIT = _rdiv("sum(interaction_weight * score_bp)::bigint", "sum(interaction_weight)::bigint")

# In: $1 organisation; $2 to $6 each criterion in each version of one key: the version, its place in it from 1, and of
# the rubric that is scored by its weight, the number of its section and the section's weight; $7 whether sections keep
# their weight; $8 whether the pair is of a business area; $9 to $11 spans of days (store or null for the named ones,
# from, to); $12 the named stores. Out: per store what scoring.sums makes of the same evaluations and that rubric: of
# the kind store, or of its business area.
ON_CRITERIA = f"""
with span as (select * from unnest($9::uuid[], $10::date[], $11::date[]) as s (only_id, from_on, to_on)),
part as (
    select * from unnest($2::uuid[], $3::int[], $4::int[], $5::int[], $6::int[])
        as p (rubric_version_id, place, weight, section, section_weight)
),
version as (
    select rubric_version_id, array_agg(place order by section, place) as places,
           array_agg(weight order by section, place) as weights,
           array_agg(section order by section, place) as sections,
           array_agg(section_weight order by section, place) as section_weights
    from part group by rubric_version_id
),
interaction as (
    select v.store_id, v.visit_id, e.weight as interaction_weight, scored.score_bp
    from span
    join visit v on v.visited_on >= span.from_on and v.visited_on <= span.to_on
        and (v.store_id = span.only_id or (span.only_id is null and v.store_id = any($12::uuid[])))
    join evaluation e using (organisation_id, visit_id)
    join version using (rubric_version_id)
    cross join lateral (
        select case when $7 then {SECTIONS} else {EVERYTHING} end as score_bp
        from (
            select p.section_weight, sum(p.weight * e.scores_bp[p.place]) as earned, sum(p.weight) as weight
            from unnest(version.places, version.weights, version.sections, version.section_weights)
                as p (place, weight, section, section_weight)
            where e.scores_bp[p.place] is not null
            group by p.section, p.section_weight
        ) of_section
    ) scored
    where v.organisation_id = $1 and v.voided_at is null and e.state = 'published'
),
pair as (
    select store_id, case when $8 then count(*) else 1 end as w,
           case when $8 then sum(score_bp)::bigint else {VISIT} end as t, count(*) as interactions
    from interaction where score_bp is not null
    group by store_id, visit_id
)
select store_id, count(*), sum(w)::bigint, sum(t)::bigint, sum(w * w)::bigint, sum(w * t)::bigint, sum(t * t)::bigint,
       sum(interactions)::bigint
from pair where t is not null group by store_id
"""


async def sums_on_criteria(
    connection: Connection,
    organisation_id: UUID,
    scored_by: ScoringRubric,
    place_in: Mapping[UUID, Mapping[str, int]],
    days: Sequence[Span],
    store_ids: Collection[UUID],
    *,
    is_business_area: bool,
) -> dict[UUID, ScopeFigures]:
    """By store. `scored_by` has the criteria alone; `place_in`: the places, from 0, in each version of one key."""
    parts = [
        (version_id, places[criterion.criterion_key] + 1, criterion.weight, number, section.weight)
        for version_id, places in place_in.items()
        for number, section in enumerate(scored_by.sections)
        for criterion in section.criteria
    ]
    columns = [list(column) for column in zip(*parts, strict=True)]
    rows = await connection.fetch(
        ON_CRITERIA, organisation_id, *columns, scored_by.aggregation == "within_section", is_business_area,
        [span[0] for span in days], [span[1] for span in days], [span[2] for span in days], list(store_ids),
    )  # fmt: skip
    return {row[0]: ScopeFigures(*tuple(row)[1:]) for row in rows}
