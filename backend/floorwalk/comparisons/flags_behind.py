"""What is to be minded about the visits behind each figure of a scene: a dispute that is undecided, photos that have
not arrived. So a list, its file and its paper say what "how is this computed" says of one figure (P11).
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from floorwalk.comparisons import flag_queries
from floorwalk.comparisons.queries import ScopeKind
from floorwalk.comparisons.service import Scene
from floorwalk.rubrics.service import versions

DISPUTED = "disputed"
PHOTOS_MISSING = "photos_missing"
Flags = tuple[str, ...]  # in this order
FlagsByScope = Mapping[tuple[str, UUID, str], Flags]  # by comparability key, store, scope


def all_of(parts: Iterable[Flags]) -> Flags:
    """Of a figure over several: what is to be minded about any of them."""
    found = {flag for part in parts for flag in part}
    return tuple(flag for flag in (DISPUTED, PHOTOS_MISSING) if flag in found)


async def flags_of(scene: Scene, scope_kind: ScopeKind, keys: Iterable[str]) -> FlagsByScope:
    """Only scopes that have any."""
    visits = await _flagged(scene)
    if not visits:
        return {}
    found: dict[tuple[str, UUID, str], list[Flags]] = {}
    connection, organisation_id, wanted = scene.connection, scene.viewer.organisation_id, list(keys)
    if scope_kind == "criterion":
        version_ids = [one for key in wanted for one in scene.version_ids[key]]
        compiled = await versions(connection, organisation_id, version_ids)
        for row in await flag_queries.ratings_of(connection, organisation_id, visits, version_ids):
            version = compiled[row["rubric_version_id"]]
            store_id, flags = visits[row["visit_id"]]
            for criterion_key, place in version.place_of.items():
                if row["scores_bp"][place] is not None:
                    found.setdefault((version.comparability_key, store_id, criterion_key), []).append(flags)
    else:
        for row in await flag_queries.scopes_of(connection, organisation_id, visits, scope_kind, wanted):
            store_id, flags = visits[row["visit_id"]]
            found.setdefault((row["comparability_key"], store_id, row["scope_ref"]), []).append(flags)
    return {scope: all_of(parts) for scope, parts in found.items()}


async def flags_of_people(scene: Scene) -> dict[tuple[UUID, str], Flags]:
    """By store and person, under the chosen key. A dispute about one person says nothing of another in the same visit,
    and whoever it is about has no figure while it is undecided (P5)."""
    found = await flags_of(scene, "staff_member", [scene.key] if scene.key else [])
    return {
        (store_id, ref): (PHOTOS_MISSING,) for (_, store_id, ref), flags in found.items() if PHOTOS_MISSING in flags
    }


def by_key_and_store(flags: FlagsByScope, scope_ref: str) -> dict[tuple[str, UUID], Flags]:
    """Those of one business area or criterion."""
    return {(key, store_id): found for (key, store_id, ref), found in flags.items() if ref == scope_ref}


async def _flagged(scene: Scene) -> dict[UUID, tuple[UUID, Flags]]:
    """By visit its store and its flags; of the stores in scope, over their days. Looked up once a scene."""
    if scene.flagged is None:
        shown = {row["store_id"] for row in scene.stores}
        rows = await flag_queries.flagged_visits(
            scene.connection, scene.viewer.organisation_id, scene.stores_throughout, scene.period,
            [window for window in scene.partial if window.store_id in shown],
        )  # fmt: skip
        scene.flagged = {
            row["visit_id"]: (
                row["store_id"],
                tuple(flag for flag in (DISPUTED, PHOTOS_MISSING) if row[flag]),
            )
            for row in rows
        }
    return scene.flagged
