/** What two versions may be compared on, and how a refusal is said. */
import { describe, expect, it } from "vitest";
import { commonCriteriaHref, otherVersions, versionName, whyNot } from "../../../frontend/src/comparisons/common-criteria";
import { flagWords } from "../../../frontend/src/comparisons/figures";
import { commonTable } from "../../../frontend/src/comparisons/tables/common";
import type { CommonSide, Comparability, OnCommonCriteria } from "../../../frontend/src/comparisons/wire";
import english from "../../../frontend/src/messages/common-criteria.en";
import german from "../../../frontend/src/messages/common-criteria.de";
import comparisons from "../../../frontend/src/messages/comparisons.en";
import { figure } from "./rows";

const key = (comparability_key: string, rubric_key: string): Comparability => ({
  comparability_key,
  rubric_key,
  title: { en: rubric_key },
  version_labels: [comparability_key.slice(0, 1)],
  visit_count: 5,
});
const keys = [key("old", "floor"), key("new", "floor"), key("secret", "mystery")];
const side = (comparability_key: string): CommonSide => ({
  comparability_key,
  rubric_key: "floor",
  version_labels: [],
  common_share_bp: 9_000,
  left_out: [],
  overall: { ...figure(8_000, 6), store_count: 2 },
});
const answer: OnCommonCriteria = {
  period: { from_on: "2026-09-01", to_on: "2026-11-30" },
  comparability_key: "new",
  comparability_keys: keys,
  area: null,
  business_area_key: null,
  title: null,
  least_share_bp: 7_000,
  no_common_score: null,
  criteria: [{ criterion_key: "greeting", title: { en: "Greeting" } }],
  chosen: side("new"),
  other: side("old"),
  rows: [{ store_id: "1", store_code: "0101", name: "Linden", chosen: figure(8_000, 6), other: figure(7_000, 4) }],
};

describe("what the chosen version may be compared with", () => {
  it("is the same rubric under other rules, and no other rubric", () => {
    expect(otherVersions(keys, "new").map((each) => each.comparability_key)).toEqual(["old"]);
    expect(otherVersions(keys, "secret")).toEqual([]);
    expect(otherVersions(keys, null)).toEqual([]);
  });

  it("is named by its rubric and its labels; one that is not here by its key", () => {
    expect(versionName(keys, "old", "en")).toBe("floor, o");
    expect(versionName(keys, "gone", "en")).toBe("gone");
  });

  it("is asked for by the view with both keys", () => {
    expect(
      commonCriteriaHref("?from_on=2026-09-01&comparability_key=old", { comparability_key: "new", other_key: "old" }),
    ).toBe("/common-criteria?from_on=2026-09-01&comparability_key=new&other_key=old");
  });
});

describe("a refusal", () => {
  const shares = { chosen_share_bp: 6_667, other_share_bp: 10_000, least_share_bp: 7_000 };
  it("says how much is in common and how much is needed", () => {
    expect(whyNot(english, "en", "too_little_in_common", shares)).toBe(
      "Too little in common: what both score alike is 67% of the weight here and 100% there; 70% are needed on both sides.",
    );
  });

  it.each(Object.keys(english.noCommonScore))("has a sentence in both languages: %s", (reason) => {
    const one = reason as keyof typeof english.noCommonScore;
    expect(whyNot(german, "de", one, shares)).not.toBe(whyNot(english, "en", one, shares));
  });
});

describe("the figures as a file", () => {
  it("have a row for each store and version with its flag, its key and the key whose weights count", () => {
    const marked = { ...figure(8_000, 6), flags: ["common_criteria"] };
    const [row, other, all] = commonTable({ ...answer, rows: answer.rows.map((each) => ({ ...each, chosen: marked })) }).rows;
    expect(row?.slice(0, 9)).toEqual(["store", "0101", "Linden", 1, null, 6, 6, "shown", "common_criteria"]);
    expect(row?.slice(12, 16)).toEqual([9_000, "greeting", "new", "new"]);
    expect(other?.[15]).toBe("old");
    expect(all?.slice(0, 4)).toEqual(["all", null, null, 2]);
  });

  it("have no row where nothing is offered", () => {
    expect(commonTable({ ...answer, chosen: null, other: null, rows: [] }).rows).toEqual([]);
    const refused = { ...side("new"), overall: null };
    expect(commonTable({ ...answer, chosen: refused, other: refused, rows: [] }).rows).toEqual([]);
  });
});

describe("what is to be minded about a figure", () => {
  it("stands beside it in words; what its form says already does not", () => {
    const flags = ["provisional", "disputed", "photos_missing", "common_criteria", "spread_zero"];
    expect(flagWords(comparisons, { flags })).toEqual(["disputed", "photos missing", "common criteria"]);
  });
});
