/** The period and the filters in the address. */
import { describe, expect, it } from "vitest";
import {
  daysOf,
  isDay,
  presetOf,
  queryOf,
  runsBackwards,
  saysItsDays,
  todayOn,
  viewIn,
} from "../../../frontend/src/comparisons/view";

const TODAY = "2026-11-23";
const viewAt = (query: string) => viewIn(new URLSearchParams(query), TODAY);

describe("an address without anything", () => {
  it("means the last 90 days, both ends included, of all stores", () => {
    expect(viewAt("")).toEqual({
      from_on: "2026-08-26",
      to_on: "2026-11-23",
      area_id: null,
      comparability_key: null,
      peers: "area",
    });
  });

  it("does not yet say its days, so that it would show other ones tomorrow", () => {
    expect(saysItsDays(new URLSearchParams(""))).toBe(false);
    expect(saysItsDays(new URLSearchParams(queryOf(viewAt(""))))).toBe(true);
  });
});

describe("an address that was shared", () => {
  it("comes back as the view it was made from", () => {
    const view = {
      from_on: "2026-04-01",
      to_on: "2026-06-30",
      area_id: "north/1&2",
      comparability_key: "0a1b2c3d4e5f6071",
      peers: "organisation",
    } as const;
    expect(viewAt(queryOf(view))).toEqual(view);
  });

  it("leaves out what was not chosen", () => {
    const view = { from_on: "2026-04-01", to_on: "2026-06-30", area_id: null, comparability_key: null, peers: "area" } as const;
    expect(queryOf(view)).toBe("?from_on=2026-04-01&to_on=2026-06-30");
  });

  it("with peers that do not exist means the stores shown", () => {
    expect(viewAt("peers=everybody").peers).toBe("area");
  });

  it("with a day that is none, or only one of the two, means the last 90 days", () => {
    for (const query of [
      "from_on=2026-02-30&to_on=2026-03-31",
      "from_on=banana&to_on=2026-03-31",
      "from_on=2026-03-01",
    ])
      expect(viewAt(query).from_on).toBe("2026-08-26");
  });

  it("keeps days that run backwards, so that the person can see and mend them", () => {
    const view = viewAt("from_on=2026-06-30&to_on=2026-04-01");
    expect(view.from_on).toBe("2026-06-30");
    expect(runsBackwards(view)).toBe(true);
  });
});

describe("periods with a name", () => {
  it("count both ends: 30 days are today and the 29 before", () => {
    expect(daysOf("last_30_days", TODAY)).toEqual({ from_on: "2026-10-25", to_on: TODAY });
  });

  it("begin this quarter on its first day and end it today", () => {
    expect(daysOf("this_quarter", TODAY)).toEqual({ from_on: "2026-10-01", to_on: TODAY });
  });

  it("take last quarter whole, also across the turn of the year and in a leap year", () => {
    expect(daysOf("last_quarter", TODAY)).toEqual({ from_on: "2026-07-01", to_on: "2026-09-30" });
    expect(daysOf("last_quarter", "2027-01-01")).toEqual({ from_on: "2026-10-01", to_on: "2026-12-31" });
    expect(daysOf("last_quarter", "2028-05-10")).toEqual({ from_on: "2028-01-01", to_on: "2028-03-31" });
  });

  it("are known again by their days, and other days have no name", () => {
    expect(presetOf({ from_on: "2026-07-01", to_on: "2026-09-30" }, TODAY)).toBe("last_quarter");
    expect(presetOf({ from_on: "2026-07-02", to_on: "2026-09-30" }, TODAY)).toBeNull();
  });
});

describe("a calendar day", () => {
  it("must exist and be written in full", () => {
    expect(isDay("2028-02-29")).toBe(true);
    for (const text of ["2026-02-29", "2026-13-01", "2026-1-1", "20260101", "", null]) expect(isDay(text)).toBe(false);
  });

  it("is the one on the wall of the person who asks, not the one in Greenwich", () => {
    expect(todayOn(new Date(2026, 10, 23, 0, 30))).toBe("2026-11-23");
    expect(todayOn(new Date(2026, 10, 23, 23, 30))).toBe("2026-11-23");
  });
});
