/** Rows of stores as the server sends them, with as little in them as a test needs. */
import type { Figure, StoreRow } from "../../../frontend/src/comparisons/wire";

export const figure = (mean: number | null, visit_count: number): Figure => ({
  raw_mean_bp: mean,
  visit_count,
  interaction_count: visit_count,
  ci_low_bp: mean,
  ci_high_bp: mean,
  display: visit_count < 3 ? "hidden" : visit_count < 5 ? "provisional" : "shown",
  flags: [],
});

export const store = (
  name: string,
  mean: number | null,
  visit_count: number,
  standing: Partial<StoreRow["standing"]> = {},
): StoreRow => ({
  store_id: name,
  store_code: name,
  name,
  area_id: null,
  area_name: null,
  figure: figure(mean, visit_count),
  outcomes: { exceeded: 0, met: 0, below: 0, gap_bp: null },
  coverage_bp: null,
  critical: { failed: 0, of: 0, share_bp: null, ci_low_bp: null, ci_high_bp: null },
  stars: 0,
  indifferent: 0,
  standing: {
    peer_key: "all",
    tier: mean === null ? null : "not_distinguishable",
    no_tier: mean === null ? "too_few_visits" : null,
    is_ordered: false,
    rank_low: null,
    rank_high: null,
    shrunk_mean_bp: mean,
    reliability_bp: null,
    more_visits_until_told_apart: null,
    more_visits_until_reliable: null,
    ...standing,
  },
  consistency: {
    swing_bp: null,
    no_swing: "too_few_visits",
    below_meets: { hits: 0, of: 0, share_bp: null, ci_low_bp: null, ci_high_bp: null },
  },
  trend: [],
});
