/** Which stores stand in front: the groups, and the order inside one. */
import { describe, expect, it } from "vitest";
import { comparedIn, placedOf } from "../../../frontend/src/comparisons/standing";
import { SHOWN_AT_FIRST, shownGroups } from "../../../frontend/src/comparisons/store-groups";
import { groupsOf, type Placed } from "../../../frontend/src/comparisons/tiers";
import type { PeerGroup } from "../../../frontend/src/comparisons/wire";
import { store as row } from "./rows";

const store = (name: string, changes: Partial<Placed> = {}): Placed => ({
  name,
  tier: "not_distinguishable",
  critical_failed: 0,
  expected_bp: 7_500,
  visit_count: 9,
  ...changes,
});
const shown = (rows: readonly Placed[]) =>
  groupsOf(rows, (row) => row, "de").map((group) => [group.tier, ...group.rows.map((row) => row.name)]);

describe("the groups of stores", () => {
  it("begin with what is below, and leave out a group without stores", () => {
    const rows = [store("A", { tier: "above" }), store("N", { tier: "none" }), store("B", { tier: "below" })];
    expect(shown(rows)).toEqual([
      ["below", "B"],
      ["above", "A"],
      ["none", "N"],
    ]);
  });
  it("put critical failures first, then the lowest, then the name", () => {
    const rows = [
      store("High", { expected_bp: 9_000 }),
      store("Zoll"),
      store("Äpfelhof"),
      store("Low", { expected_bp: 6_000 }),
      store("Failed", { expected_bp: 9_500, critical_failed: 1 }),
    ];
    expect(shown(rows)).toEqual([["not_distinguishable", "Failed", "Low", "Äpfelhof", "Zoll", "High"]]);
  });
  it("put the store with the fewest visits first where there are no means, after those that have one", () => {
    const rows = [
      store("Two", { expected_bp: null, visit_count: 2 }),
      store("None", { expected_bp: null, visit_count: 0 }),
      store("Mean"),
    ];
    expect(shown(rows)).toEqual([["not_distinguishable", "Mean", "None", "Two"]]);
  });
  it("are none where there are no stores", () => {
    expect(shown([])).toEqual([]);
  });
});

describe("a store whose mean is hidden", () => {
  it("is in no group and has no place in an order, whatever the figures behind it say", () => {
    const placed = placedOf(row("Hafen", 9_000, 2, { tier: "above", shrunk_mean_bp: 8_000 }));
    expect([placed.tier, placed.expected_bp]).toEqual(["none", null]);
  });
});

describe("the list", () => {
  const many = Array.from({ length: SHOWN_AT_FIRST + 1 }, (_, position) => row(`Store ${position}`, 7_000, 9));
  const by = (key: "tier" | "name", wholes: ReadonlySet<"not_distinguishable" | null> = new Set()) =>
    shownGroups(many, { by: key, direction: "ascending" }, wholes, "en").map((group) => [
      group.tier,
      group.rows.length,
      group.count,
    ]);

  it("begins a long group with its front, and says how many there are", () => {
    expect(by("tier")).toEqual([["not_distinguishable", SHOWN_AT_FIRST, SHOWN_AT_FIRST + 1]]);
  });
  it("shows the whole of a group that was opened", () => {
    expect(by("tier", new Set(["not_distinguishable" as const]))).toEqual([
      ["not_distinguishable", SHOWN_AT_FIRST + 1, SHOWN_AT_FIRST + 1],
    ]);
  });
  it("has no groups in an order by name", () => {
    expect(by("name")).toEqual([[null, SHOWN_AT_FIRST, SHOWN_AT_FIRST + 1]]);
  });
});

describe("a picture", () => {
  const group = (changes: Partial<PeerGroup> = {}): PeerGroup => ({
    peer_key: "all",
    format: null,
    is_limited_to_view: false,
    store_count: 3,
    centre_bp: 7_500,
    between_sd_bp: 400,
    is_difference_measurable: true,
    visit_sd_bp: 900,
    funnel: [],
    ...changes,
  });
  const rows = [row("Low", 6_000, 9), row("High", 9_000, 9), row("Hafen", null, 1), row("Mid", 7_000, 9)];
  const drawn = (groups: readonly PeerGroup[]) =>
    comparedIn(groups, rows, "en").map((each) => each.rows.map((one) => one.name));

  it("goes from the highest to the lowest of the stores with a mean", () => {
    expect(drawn([group()])).toEqual([["High", "Mid", "Low"]]);
  });
  it("knows no order but the names where nothing measurably differs", () => {
    expect(drawn([group({ is_difference_measurable: false })])).toEqual([["High", "Low", "Mid"]]);
  });
  it("is not drawn of a group without two stores that have a mean", () => {
    expect(drawn([group({ peer_key: "outlet" })])).toEqual([]);
  });
});
