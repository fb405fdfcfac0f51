/** The texts that told staff of a formal process, as a form offers them. */
import { describe, expect, it } from "vitest";
import { isChosen, textsOf, withText } from "../../../frontend/src/coaching/formal-notices";
import type { StaffNotice } from "../../../frontend/src/organisation/wire";

const notice = (staff_notice_id: string, changes: Partial<StaffNotice>): StaffNotice => ({
  staff_notice_id,
  programme_id: "p1",
  store_id: null,
  text_version: "3",
  languages: ["en"],
  given_on: "2026-05-01",
  channel: "notice board",
  reference: null,
  texts: { en: "It may come to that." },
  covers_formal_process: true,
  ...changes,
});

describe("the texts to choose from", () => {
  it("are those whose words say so", () => {
    expect(textsOf([notice("a", { covers_formal_process: false })])).toEqual([]);
  });

  it("are one for each text, from its first day, however many stores it was given in", () => {
    const found = textsOf([
      notice("a", { given_on: "2026-05-02", store_id: "s1" }),
      notice("b", { given_on: "2026-04-01", store_id: "s2" }),
      notice("c", { given_on: "2026-06-01", store_id: "s3" }),
    ]);
    expect(found.map((each) => [each.given_on, each.staff_notice_ids])).toEqual([["2026-04-01", ["a", "b", "c"]]]);
  });

  it("are another one in another programme or version, the newest first", () => {
    const found = textsOf([notice("a", {}), notice("b", { programme_id: "p2", given_on: "2026-06-01" })]);
    expect(found.map((each) => each.staff_notice_ids)).toEqual([["b"], ["a"]]);
    expect(textsOf([notice("a", {}), notice("b", { text_version: "4" })])).toHaveLength(2);
  });
});

describe("choosing one", () => {
  it("takes in or out all of its notices and leaves the others", () => {
    const [text] = textsOf([notice("a", { store_id: "s1" }), notice("b", { store_id: "s2" })]);
    if (text === undefined) throw new Error("there is one");
    const chosen = withText(text, ["x"], true);
    expect([...chosen]).toEqual(["x", "a", "b"]);
    expect(isChosen(text, chosen)).toBe(true);
    expect(isChosen(text, ["a"])).toBe(false);
    expect(withText(text, chosen, false)).toEqual(["x"]);
  });
});
