/** A against B, in the address and as it is asked. */
import { describe, expect, it } from "vitest";
import { isSame, periodBefore, periodKindOf, questionOf, reachOf, sidesIn } from "../../../frontend/src/comparisons/difference";

const VIEW = {
  from_on: "2026-04-01",
  to_on: "2026-06-30",
  area_id: null,
  comparability_key: null,
  peers: "area",
} as const;
const LINDEN = "store:01a215a7-dba0-7527-9f6f-721bc588578c";
const at = (query: string) => sidesIn(new URLSearchParams(query));

describe("the address", () => {
  it("names a store, an area or all", () => {
    expect(at(`a=${LINDEN}&b=all`)).toEqual({ a: LINDEN, b: "all", periodOfB: null });
  });
  it("that names anything else names nothing", () => {
    expect(at("a=person:1&b=store:x&b_from_on=2026-02-30&b_to_on=2026-03-01")).toEqual({ a: null, b: null, periodOfB: null });
  });
});

describe("the period of B", () => {
  const before = { from_on: "2025-12-31", to_on: "2026-03-31" };
  it("before has as many days and ends on the day before", () => {
    expect(periodBefore(VIEW)).toEqual(before);
    expect(periodBefore({ from_on: "2026-03-01", to_on: "2026-03-01" })).toEqual({
      from_on: "2026-02-28",
      to_on: "2026-02-28",
    });
  });
  it("is known by its days", () => {
    const kinds = [null, { from_on: VIEW.from_on, to_on: VIEW.to_on }, before, { ...before, to_on: "2026-03-30" }];
    expect(kinds.map((days) => periodKindOf(VIEW, days))).toEqual(["same", "same", "before", "other"]);
  });
});

describe("the question", () => {
  it("is asked when both are said", () => {
    expect(questionOf({ ...VIEW, comparability_key: "0a1b" }, at(`a=${LINDEN}&b=all`))).toBe(
      `/api/comparisons/difference?a=${encodeURIComponent(LINDEN)}&b=all&from_on=2026-04-01&to_on=2026-06-30&comparability_key=0a1b`,
    );
  });
  it("carries a period of B of its own", () => {
    const sides = at("a=all&b=all&b_from_on=2025-12-31&b_to_on=2026-03-31");
    expect(questionOf(VIEW, sides)).toContain("b_from_on=2025-12-31&b_to_on=2026-03-31");
  });
  it("is not asked of a thing against itself, nor of one side alone", () => {
    expect(isSame(VIEW, at("a=all&b=all"))).toBe(true);
    expect([questionOf(VIEW, at("a=all&b=all")), questionOf(VIEW, at("a=all"))]).toEqual([null, null]);
  });
});

describe("the axis of a difference", () => {
  it("reaches as far to either side, in whole tens of points", () => {
    expect([reachOf([-1_230, 400]), reachOf([300]), reachOf([])]).toEqual([2_000, 1_000, 1_000]);
  });
});
