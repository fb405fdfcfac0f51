/** What stands out, in a sentence, and where it leads. */
import { describe, expect, it } from "vitest";
import { hrefOf, sentenceOf } from "../../../frontend/src/comparisons/findings";
import type { Finding } from "../../../frontend/src/comparisons/wire";
import english from "../../../frontend/src/messages/findings.en";
import german from "../../../frontend/src/messages/findings.de";
import { figure } from "./rows";

const named = (name: string) => ({ store_id: name.toLowerCase(), store_code: name, name });
const finding = (changes: Partial<Finding>): Finding => ({
  kind: "too_few_visits",
  store_count: 1,
  stores: [named("Linden")],
  change: null,
  critical: null,
  newest_on: null,
  link: {
    screen: "store",
    store_id: "linden",
    from_on: "2026-04-01",
    to_on: "2026-06-30",
    area_id: null,
    comparability_key: "0a1b",
  },
  ...changes,
});
const change = (difference_bp: number): Finding =>
  finding({
    kind: "changed",
    change: {
      before: { from_on: "2026-01-01", to_on: "2026-03-31" },
      figure: figure(8_000, 20),
      figure_before: figure(7_400, 12),
      difference_bp,
      ci_low_bp: 210,
      ci_high_bp: 980,
      p_adjusted_ppm: 30_000,
    },
  });
const CRITICAL = finding({
  kind: "critical_failed",
  critical: { failed: 2, of: 71, share_bp: 282, ci_low_bp: 80, ci_high_bp: 970 },
  newest_on: "2026-06-20",
});

describe("a change", () => {
  it("says by how much, in which direction, and what it rests on", () => {
    expect(sentenceOf(english, "en", change(600))).toEqual({
      mark: "exceeded",
      text: "Linden rose by 6 points: more than chance explains.",
      note: "95 % interval +2 to +10; 20 visits now, 12 visits in Jan 1\u2009–\u2009Mar 31, 2026",
    });
    expect(sentenceOf(german, "de", change(-100)).text).toBe("Linden ist um 1 Punkt gefallen: mehr, als der Zufall erklärt.");
    expect(sentenceOf(english, "en", change(-600)).mark).toBe("below");
  });
  it("leads to the page of the store, with the filters of the question", () => {
    expect(hrefOf(change(600))).toBe("/stores/linden?from_on=2026-04-01&to_on=2026-06-30&comparability_key=0a1b");
  });
});

describe("a critical failure", () => {
  it("is so many of so many, with the interval and the newest day", () => {
    const { mark, text, note } = sentenceOf(english, "en", CRITICAL);
    expect([mark, text]).toEqual(["critical", "Linden: a critical criterion failed in 2 of 71 interactions."]);
    expect(note).toContain("1% to 10%");
    expect(note).toContain("Jun 20, 2026");
  });
  it("leads to the visits", () => {
    expect(hrefOf(CRITICAL)).toMatch(/#visits$/);
  });
});

describe("too few visits", () => {
  it("names the stores, and how many more there are", () => {
    const many = finding({ store_count: 7, stores: [named("Hafen"), named("Neumarkt")] });
    expect(sentenceOf(english, "en", many).text).toBe(
      "7 stores have too few visits for a mean that can be relied on: Hafen, Neumarkt and 5 more.",
    );
    const two = finding({ store_count: 2, stores: [named("Hafen"), named("Neumarkt")] });
    expect(sentenceOf(german, "de", two).text).toContain("Hafen und Neumarkt");
    expect(sentenceOf(english, "en", finding({})).text).toMatch(/^Linden has too few visits/);
  });
  it("lead to the list, where such stores stand, in the same area", () => {
    const { link } = finding({});
    const ofArea = finding({ link: { ...link, screen: "stores", store_id: null, area_id: "north", comparability_key: null } });
    expect(hrefOf(ofArea)).toBe("/stores?from_on=2026-04-01&to_on=2026-06-30&area_id=north#tier-none");
  });
});
