/** Where the points and lines of the pictures stand. */
import { describe, expect, it } from "vitest";
import { FULL_SCALE, intervalOf, positionOf, scaleAround, ticksOf } from "../../../frontend/src/comparisons/axis";
import { acrossOf, downOf, funnelOf, limitLines, visitTicksOf } from "../../../frontend/src/comparisons/funnel";
import { runsOf } from "../../../frontend/src/comparisons/trend";

describe("the scale of a picture", () => {
  it("holds every value in whole tens of points", () => {
    expect(scaleAround([6_130, 8_120])).toEqual({ low_bp: 6_000, high_bp: 9_000 });
  });
  it("is never narrower than twenty points, so that one point looks like one point", () => {
    expect(scaleAround([7_010, 7_020])).toEqual({ low_bp: 7_000, high_bp: 9_000 });
    expect(scaleAround([9_950, 9_990])).toEqual({ low_bp: 8_000, high_bp: 10_000 });
    expect(scaleAround([0])).toEqual({ low_bp: 0, high_bp: 2_000 });
  });
  it("never leaves 0 to 100, and is all of it where there is nothing to show", () => {
    expect(scaleAround([0, 10_000])).toEqual(FULL_SCALE);
    expect(scaleAround([])).toEqual(FULL_SCALE);
  });
  it("is marked every ten points, and every twenty where it is long", () => {
    expect(ticksOf({ low_bp: 6_000, high_bp: 9_000 })).toEqual([60, 70, 80, 90]);
    expect(ticksOf({ low_bp: 1_000, high_bp: 10_000 })).toEqual([20, 40, 60, 80, 100]);
  });
  it("puts what lies outside at its end", () => {
    const scale = { low_bp: 6_000, high_bp: 8_000 };
    expect([5_000, 6_500, 9_000].map((bp) => positionOf(bp, scale))).toEqual([0, 25, 100]);
    expect(intervalOf(6_500, 7_500, scale)).toEqual({ from: 25, length: 50 });
    expect(intervalOf(null, 7_500, scale)).toBeNull();
  });
});

describe("the funnel", () => {
  const stores = [
    { visit_count: 3, mean_bp: 9_000 },
    { visit_count: 41, mean_bp: 7_600 },
  ];
  const limits = [
    { visit_count: 20, lower_bp: 7_000, upper_bp: 8_000 },
    { visit_count: 1, lower_bp: -2_000, upper_bp: 17_000 },
    { visit_count: 5, lower_bp: 6_500, upper_bp: 8_500 },
    { visit_count: 400, lower_bp: 7_450, upper_bp: 7_550 },
  ];
  const funnel = funnelOf(stores, limits);

  it("reaches beyond the store with most visits, with at most seven marks", () => {
    expect(funnel.reach).toBe(50);
    expect(visitTicksOf(funnel)).toEqual([0, 10, 20, 30, 40, 50]);
    expect(visitTicksOf(funnelOf([{ visit_count: 5, mean_bp: 1 }], []))).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(visitTicksOf(funnelOf([], []))).toEqual([0, 1, 2]);
  });
  it("is not flattened by the limits of one or two visits", () => {
    expect(funnel.scale).toEqual({ low_bp: 6_000, high_bp: 9_000 });
  });
  it("draws higher means further up and more visits further along", () => {
    expect(acrossOf(funnel, 25)).toBe(50);
    expect(downOf(funnel, 9_000)).toBe(0);
    expect(downOf(funnel, 6_000)).toBe(100);
  });
  it("draws the limits along the visits, cut off at the frame", () => {
    expect(limitLines(funnel, limits)).toEqual({
      low: "2,100 10,83.33 40,66.67",
      high: "2,0 10,16.67 40,33.33",
    });
  });
});

describe("a trend", () => {
  it("breaks where a month has no mean", () => {
    const runs = runsOf([1, 2, null, null, 3].map((raw_mean_bp) => ({ raw_mean_bp })));
    expect(runs.map((run) => run.map((point) => point.position))).toEqual([[0, 1], [4]]);
  });
  it("of no months has no line", () => {
    expect(runsOf([])).toEqual([]);
  });
});
