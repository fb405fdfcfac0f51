/** Pictures of more stores than anybody looks through. */
import { describe, expect, it } from "vitest";
import { beyondOf, dotsOf, funnelOf, labelAt, labelHeights, notable } from "../../../frontend/src/comparisons/funnel";
import { EACH_END, linesOf, MOST_DRAWN } from "../../../frontend/src/comparisons/many-stores";
import german from "../../../frontend/src/messages/comparisons.de";
import english from "../../../frontend/src/messages/comparisons.en";
import type { TierKey } from "../../../frontend/src/comparisons/tiers";

type Row = { readonly place: number; readonly tier: TierKey };
const rows = (count: number, tiers: Readonly<Record<number, TierKey>> = {}): readonly Row[] =>
  Array.from({ length: count }, (_, place) => ({ place, tier: tiers[place] ?? "not_distinguishable" }));
const lines = (all: readonly Row[]) =>
  linesOf(all, (row) => row.tier).map(({ row, skipped }) => ({ ...row, skipped }));

describe("the lines of the intervals", () => {
  it("are all of them up to a bound", () => {
    const drawn = lines(rows(MOST_DRAWN));
    expect(drawn).toHaveLength(MOST_DRAWN);
    expect(drawn.every(({ skipped }) => skipped === 0)).toBe(true);
  });
  it("are both ends beyond it, with how many are left out between", () => {
    const drawn = lines(rows(11_395));
    expect(drawn).toHaveLength(2 * EACH_END);
    expect(drawn.filter(({ skipped }) => skipped > 0)).toEqual([
      { place: 11_395 - EACH_END, tier: "not_distinguishable", skipped: 11_395 - 2 * EACH_END },
    ]);
  });
  it("keep in their order those who differ from their peers, and no more of either kind than stand at an end", () => {
    const drawn = lines(rows(1_000, { 200: "above", 400: "none", 700: "below" }));
    expect(drawn.filter(({ tier }) => tier !== "not_distinguishable")).toEqual([
      { place: 200, tier: "above", skipped: 100 },
      { place: 700, tier: "below", skipped: 499 },
    ]);
    const above = Object.fromEntries(Array.from({ length: 400 }, (_, place) => [place, "above" as const]));
    const below = Object.fromEntries(Array.from({ length: 400 }, (_, place) => [999 - place, "below" as const]));
    const places = lines(rows(1_000, { ...above, ...below })).map(({ place }) => place);
    expect(places).toEqual([...Array(2 * EACH_END).keys(), ...[...Array(2 * EACH_END).keys()].map((one) => 800 + one)]);
  });
});

describe("what the funnel has something to say of", () => {
  const limits = [
    { visit_count: 1, lower_bp: 3_000, upper_bp: 9_000 },
    { visit_count: 4, lower_bp: 4_500, upper_bp: 7_500 },
  ];
  const store = (name: string, visit_count: number, mean_bp: number, tier: TierKey = "not_distinguishable") => ({
    name,
    visit_count,
    mean_bp,
    tier,
  });

  it("is how far beyond the limits of its number of visits a mean lies", () => {
    expect(beyondOf(limits, store("within", 4, 7_500))).toBe(0);
    expect(beyondOf(limits, store("over", 4, 8_250))).toBe(0.5);
    expect(beyondOf(limits, store("under", 9, 3_000))).toBe(1);
    expect(beyondOf(limits, store("fewer visits", 3, 8_250))).toBe(0);
    expect(beyondOf([], store("no limits", 3, 8_250))).toBe(0);
  });
  it("begins with those that differ measurably, and leaves out who is within", () => {
    const found = notable(
      [
        store("within", 4, 6_000),
        store("outside", 4, 8_000),
        store("far outside", 4, 9_900),
        store("below", 4, 4_600, "below"),
        store("above", 4, 7_600, "above"),
      ],
      limits,
    );
    expect(found.map(({ name }) => name)).toEqual(["above", "below", "far outside", "outside"]);
  });
  it("gives every label a line of its own within the drawing", () => {
    const heights = (...downs: readonly number[]) =>
      labelHeights(
        downs.map((down) => labelAt(30, down, 10)),
        5,
      );
    expect(heights(50, 10, 51)).toEqual([50, 10, 55]);
    expect(heights(98, 99, 100)).toEqual([90, 95, 100]);
  });
  it("moves no name for one in another column", () => {
    expect(labelHeights([labelAt(30, 50, 9), labelAt(40, 50, 9), labelAt(60, 50, 9)], 5)).toEqual([50, 50, 50]);
    expect(labelHeights([labelAt(30, 50, 15), labelAt(40, 50, 15), labelAt(60, 50, 4)], 5)).toEqual([50, 55, 50]);
    expect(labelHeights([], 5)).toEqual([]);
  });
  it("draws the others as dots, and once what falls on the same spot", () => {
    const points = [store("one", 2, 6_000), store("two", 2, 6_001), store("three", 4, 6_000)];
    const funnel = funnelOf(points, limits);
    expect(dotsOf(funnel, points).match(/M/g)).toHaveLength(2);
    expect(dotsOf(funnel, points)).toMatch(/^M40 [\d.]+h0M80 [\d.]+h0$/);
  });
});

describe("what is said of it", () => {
  it("counts who is outside beside what chance alone would put there", () => {
    expect(english.funnelOutside(570, 11_395)).toBe(
      "570 of 11,395 stores lie outside; by chance alone 1 in 20 would.",
    );
    expect(english.funnelOutside(0, 8)).toBe("None of 8 stores lies outside; by chance alone 1 in 20 would.");
    expect(german.funnelOutside(1, 8)).toMatch(/^Eine von 8 Filialen liegt außerhalb/);
    expect(german.funnelOutside(0, 11_395)).toMatch(/^Keine von 11.395 Filialen liegt außerhalb/);
    expect(german.funnelOutside(2, 8)).toMatch(/^2 von 8 Filialen liegen außerhalb/);
  });
  it("says that not all of them are named only where it is so", () => {
    for (const texts of [english, german]) {
      expect(texts.funnelNamed(4, 4)).not.toMatch(/\d/);
      expect(texts.funnelNamed(12, 570)).toMatch(/12.*570/);
    }
  });
});
