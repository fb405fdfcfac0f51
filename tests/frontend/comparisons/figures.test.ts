/** What a figure looks like to a person, and what it must not look like. */
import { describe, expect, it } from "vitest";
import { heatStepOf, intervalOf, positionOf } from "../../../frontend/src/comparisons/axis";
import {
  displayed,
  gapText,
  percentText,
  periodText,
  pointsText,
  shareText,
} from "../../../frontend/src/comparisons/figures";
import type { Figure } from "../../../frontend/src/comparisons/wire";

const figure = (changes: Partial<Figure>): Figure => ({
  raw_mean_bp: 7_400,
  visit_count: 12,
  interaction_count: 30,
  ci_low_bp: 6_900,
  ci_high_bp: 7_900,
  display: "shown",
  flags: [],
  ...changes,
});

describe("what may be shown", () => {
  it("is no mean for one or two visits, whatever the server sent", () => {
    expect(displayed(figure({ visit_count: 2, display: "hidden" }))).toEqual({ kind: "too_few", visit_count: 2 });
    expect(displayed(figure({ visit_count: 1, display: "hidden", raw_mean_bp: null }))).toEqual({
      kind: "too_few",
      visit_count: 1,
    });
  });

  it("says no visits rather than too few", () => {
    expect(displayed(figure({ visit_count: 0, display: "hidden", raw_mean_bp: null }))).toEqual({ kind: "no_visits" });
  });

  it("marks three and four visits as provisional", () => {
    expect(displayed(figure({ visit_count: 3, display: "provisional" }))).toMatchObject({
      kind: "mean",
      provisional: true,
    });
    expect(displayed(figure({}))).toMatchObject({ kind: "mean", provisional: false, mean_bp: 7_400 });
  });

  it("has no mean where visits were made and nothing was scored", () => {
    expect(displayed(figure({ raw_mean_bp: null }))).toEqual({ kind: "too_few", visit_count: 12 });
  });
});

describe("points", () => {
  it("have a decimal only where the half-width of the interval is at most one point", () => {
    expect(pointsText("en", 7_374, 7_274, 7_474)).toBe("73.7");
    expect(pointsText("en", 7_374, 7_273, 7_474)).toBe("74");
  });

  it("are written with the decimal mark of the language", () => {
    expect(pointsText("de", 7_374, 7_300, 7_400)).toBe("73,7");
    expect(pointsText("de", 7_000, 6_990, 7_010)).toBe("70,0");
  });

  it("are whole where there is no interval", () => {
    expect(pointsText("en", 7_374, null, null)).toBe("74");
  });

  it("round half away from zero, from the stored integer", () => {
    expect(pointsText("en", 4_950, 4_000, 6_000)).toBe("50");
    expect(pointsText("en", 4_949, 4_000, 6_000)).toBe("49");
  });
});

describe("shares and gaps", () => {
  it("are whole percent, and an empty whole has no share", () => {
    expect(shareText("en", 3, 8)).toBe("38%");
    expect(shareText("de", 3, 8)).toBe("38\u00a0%");
    expect(shareText("en", 0, 0)).toBe("–");
    expect(percentText("en", null)).toBe("–");
    expect(percentText("en", 9_950)).toBe("100%");
  });

  it("carry the sign of the gap, and zero has none", () => {
    expect(gapText("en", 1_449)).toBe("+14");
    expect(gapText("en", -250)).toBe("−3");
    expect(gapText("en", -40)).toBe("0");
    expect(gapText("en", null)).toBe("–");
  });
});

describe("the axis from 0 to 100", () => {
  it("puts a figure where it belongs and never outside", () => {
    expect(positionOf(8_333)).toBeCloseTo(83.33, 6);
    expect(positionOf(-200)).toBe(0);
    expect(positionOf(10_400)).toBe(100);
  });

  it("draws the interval from its low end, also when it touches the end of the scale", () => {
    expect(intervalOf(6_200, 7_600)).toEqual({ from: 62, length: 14 });
    expect(intervalOf(9_500, 10_000)).toEqual({ from: 95, length: 5 });
    expect(intervalOf(7_000, 7_000)).toEqual({ from: 70, length: 0 });
  });

  it("draws none where there is none", () => {
    expect(intervalOf(null, 7_000)).toBeNull();
    expect(intervalOf(8_000, 7_000)).toBeNull();
  });

  it("colours the heat map in steps whose lower ends belong to them", () => {
    expect([4_999, 5_000, 5_999, 6_000, 7_999, 8_000, 9_000, 10_000].map(heatStepOf)).toEqual([0, 1, 1, 2, 3, 4, 5, 5]);
  });
});

describe("a period", () => {
  it("says once what both days share", () => {
    const text = periodText("de", { from_on: "2026-08-26", to_on: "2026-11-23" });
    expect(text.match(/2026/g)).toHaveLength(1);
    expect(text).toContain("26.");
    expect(text).toContain("23.");
  });
});
