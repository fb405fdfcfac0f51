/** What was measured, beside the promise. */
import { describe, expect, it } from "vitest";
import { amountText, fromTheBest, keepsPromise } from "../../../frontend/src/comparisons/waits";

const bin = (from_value: number | null, to_value: number | null, count = 1) => ({ from_value, to_value, count });

describe("an amount", () => {
  it("of time is minutes and seconds", () => {
    expect(amountText("en", "ms", 95_000)).toBe("1:35");
  });
  it("of anything else is a number with its unit", () => {
    expect(amountText("de", "m", 1_200)).toBe("1.200 m");
    expect([amountText("en", "count", 3), amountText("en", null, 3)]).toEqual(["3", "3"]);
  });
});

describe("the promise", () => {
  it("ends at the target, where less is better", () => {
    const waits = { better: "lower", target: 60, bins: [bin(null, 30), bin(30, 60), bin(60, 90), bin(90, null)] } as const;
    expect(waits.bins.map((each) => keepsPromise(waits, each))).toEqual([true, true, false, false]);
    expect(fromTheBest({ ...waits, bins: [...waits.bins] }).promiseEndsAfter).toBe(1);
  });
  it("ends at the target from above, where more is better, and the best still stand first", () => {
    const waits = { better: "higher", target: 2, bins: [bin(null, 1), bin(1, 2), bin(2, null)] } as const;
    const parted = fromTheBest({ ...waits, bins: [...waits.bins] });
    expect(parted.bins.map((each) => each.from_value)).toEqual([2, 1, null]);
    expect(parted.promiseEndsAfter).toBe(0);
  });
  it("is followed by no empty bins that nobody reached", () => {
    const bins = [bin(null, 60, 0), bin(60, 90, 2), bin(90, 120, 0), bin(120, null, 0)];
    expect(fromTheBest({ better: "lower", target: 60, bins }).bins.map((each) => each.count)).toEqual([0, 2]);
    expect(fromTheBest({ better: "lower", target: 90, bins: bins.map((each) => ({ ...each, count: 0 })) }).bins).toHaveLength(2);
  });
  it("is kept by no bin where none lies within it", () => {
    expect(fromTheBest({ better: "lower", target: 60, bins: [bin(60, null)] }).promiseEndsAfter).toBe(-1);
  });
});
