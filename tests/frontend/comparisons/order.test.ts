/** The order of the stores, and which criteria stand in front. */
import { describe, expect, it } from "vitest";
import { improveAndShowcase } from "../../../frontend/src/comparisons/improve-showcase";
import { ordered, orderIn, orderText, pressed } from "../../../frontend/src/comparisons/row-order";
import type { CriterionFigure, Figure, StoreRow } from "../../../frontend/src/comparisons/wire";

const figure = (mean: number | null, visit_count: number): Figure => ({
  raw_mean_bp: mean,
  visit_count,
  interaction_count: visit_count,
  ci_low_bp: mean,
  ci_high_bp: mean,
  display: visit_count < 3 ? "hidden" : visit_count < 5 ? "provisional" : "shown",
  flags: [],
});

const store = (name: string, mean: number | null, visit_count: number): StoreRow => ({
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
    peer_key: "area",
    tier: null,
    no_tier: "too_few_peers",
    is_ordered: false,
    rank_low: null,
    rank_high: null,
    shrunk_mean_bp: null,
    reliability_bp: null,
    more_visits_until_told_apart: null,
    more_visits_until_reliable: null,
  },
  consistency: {
    swing_bp: null,
    no_swing: "nothing_scored",
    below_meets: { hits: 0, of: 0, share_bp: null, ci_low_bp: null, ci_high_bp: null },
  },
  trend: [],
});

const STORES = [
  store("Neumarkt", null, 0),
  store("Äpfelhof", 7_000, 9),
  store("Linden", 8_000, 40),
  store("Bergfeld", 8_000, 5),
  store("Hafen", null, 1),
];
const names = (query: string) => ordered(STORES, orderIn(new URLSearchParams(query)), "de").map((row) => row.name);

describe("the order of the stores", () => {
  it("is by name unless somebody chose another, as the language sorts", () => {
    expect(names("")).toEqual(["Äpfelhof", "Bergfeld", "Hafen", "Linden", "Neumarkt"]);
    expect(names("order=nonsense")).toEqual(names(""));
    expect(names("order=-name")).toEqual(["Neumarkt", "Linden", "Hafen", "Bergfeld", "Äpfelhof"]);
  });

  it("by mean puts stores without a mean last in both directions", () => {
    expect(names("order=-mean")).toEqual(["Bergfeld", "Linden", "Äpfelhof", "Hafen", "Neumarkt"]);
    expect(names("order=mean")).toEqual(["Äpfelhof", "Bergfeld", "Linden", "Hafen", "Neumarkt"]);
  });

  it("by visits counts none as none", () => {
    expect(names("order=visits")).toEqual(["Neumarkt", "Hafen", "Bergfeld", "Äpfelhof", "Linden"]);
  });

  it("turns round at the second press and stands in the address as it is", () => {
    const first = pressed({ by: "name", direction: "ascending" }, "mean");
    expect(orderText(first)).toBe("-mean");
    expect(orderText(pressed(first, "mean"))).toBe("mean");
    expect(orderIn(new URLSearchParams({ order: orderText(first) }))).toEqual(first);
  });
});

const criterion = (key: string, exceeded: number, met: number, below: number, visits = 10): CriterionFigure => ({
  criterion_key: key,
  title: { en: key },
  business_area: "product",
  section_key: "advice",
  mean_bp: 7_000,
  rating_count: exceeded + met + below,
  visit_count: visits,
  figure: figure(7_000, visits),
  outcomes: { exceeded, met, below, gap_bp: Math.trunc((10_000 * (exceeded - below)) / (exceeded + met + below)) },
});

describe("what to improve and what to showcase", () => {
  const keys = (criteria: readonly CriterionFigure[]) => criteria.map((each) => each.criterion_key);

  it("are the lowest and the highest gaps, worst and best first", () => {
    const { improve, showcase } = improveAndShowcase([
      criterion("greeting", 1, 3, 6),
      criterion("thanks", 6, 3, 1),
      criterion("price", 2, 3, 5),
      criterion("advice", 4, 6, 0),
    ]);
    expect(keys(improve)).toEqual(["greeting", "price"]);
    expect(keys(showcase)).toEqual(["thanks", "advice"]);
  });

  it("never name one criterion in both", () => {
    const { improve, showcase } = improveAndShowcase([criterion("only", 5, 0, 5)]);
    expect([...keys(improve), ...keys(showcase)]).toEqual(["only"]);
  });

  it("leave out what was seen in fewer than three visits", () => {
    expect(improveAndShowcase([criterion("rare", 0, 0, 2, 2)])).toEqual({ improve: [], showcase: [] });
  });

  it("showcase a standard that was always kept, though it cannot be exceeded", () => {
    expect(keys(improveAndShowcase([criterion("tidy", 0, 9, 0), criterion("late", 0, 1, 9)]).showcase)).toEqual([
      "tidy",
    ]);
  });
});
