/** The question of an HR export before it is sent. */
import { describe, expect, it } from "vitest";
import {
  askedBy,
  emptyForm,
  faultsOf,
  PERSON,
  hasExpired,
  sizeText,
  type ExportForm,
} from "../../../frontend/src/coaching/export-form";

const TODAY = "2026-11-23";
const FORM: ExportForm = { ...emptyForm(TODAY, "de"), purpose: "coaching" };
const faults = (changes: Partial<ExportForm>) => faultsOf({ ...FORM, ...changes }, TODAY).map((each) => each.fault);

describe("an untouched form", () => {
  it("offers the last quarter, a year of keeping, dossiers and one's own language, and chooses no purpose for anybody", () => {
    expect(emptyForm(TODAY, "de")).toEqual({
      purpose: null,
      from_on: "2026-07-01",
      to_on: "2026-09-30",
      population: "",
      person: null,
      retain_until_on: "2027-11-23",
      language: "de",
      with_dossiers: true,
      country: "",
      legal_basis: "",
      staff_notice_ids: [],
    });
    expect(faultsOf(emptyForm(TODAY, "de"), TODAY)).toEqual([{ field: "purpose", fault: "purposeMissing" }]);
    expect(askedBy(emptyForm(TODAY, "de"))).toBeNull();
  });
});

describe("a filled-in form", () => {
  it("is without fault", () => expect(faults({})).toEqual([]));

  it("asks for an area or for a store, never for both", () => {
    expect(askedBy({ ...FORM, population: "area:a1" })?.population).toEqual({ area_id: "a1", store_id: null });
    expect(askedBy({ ...FORM, population: "store:s1" })?.population).toEqual({ area_id: null, store_id: "s1" });
    expect(askedBy(FORM)?.population).toEqual({ area_id: null, store_id: null });
  });

  it("asks for one person alone, once it is known who", () => {
    const anna = { staff_member_id: "p1", staff_code: "0001", display_name: "Anna" };
    expect(faults({ population: PERSON })).toEqual(["personMissing"]);
    expect(faults({ population: PERSON, person: anna })).toEqual([]);
    const asked = askedBy({ ...FORM, population: PERSON, person: anna });
    expect(asked?.population).toEqual({ area_id: null, store_id: null, staff_member_id: "p1" });
    expect(askedBy({ ...FORM, population: "store:s1", person: anna })?.population).toEqual({
      area_id: null,
      store_id: "s1",
    });
  });

  it("must know both days in their order", () => {
    expect(faults({ to_on: "" })).toEqual(["daysMissing"]);
    expect(faults({ from_on: "2026-10-01" })).toEqual(["periodBackwards"]);
  });

  it("must say until when, from today to five years ahead", () => {
    expect(faults({ retain_until_on: "" })).toEqual(["retentionMissing"]);
    expect(faults({ retain_until_on: "2026-11-22" })).toEqual(["retentionOver"]);
    expect(faults({ retain_until_on: TODAY })).toEqual([]);
    expect(faults({ retain_until_on: "2031-11-27" })).toEqual([]);
    expect(faults({ retain_until_on: "2031-11-28" })).toEqual(["retentionTooLong"]);
  });
});

describe("a formal process", () => {
  const formal = {
    purpose: "formal_process" as const,
    country: "DE",
    legal_basis: " BDSG § 26 (1) ",
    staff_notice_ids: ["n1"],
  };

  it("needs a country that there is, a legal basis and a notice", () => {
    expect(faults(formal)).toEqual([]);
    expect(faults({ ...formal, country: "" })).toEqual(["countryMissing"]);
    expect(faults({ ...formal, country: "XX" })).toEqual(["countryMissing"]);
    expect(faults({ ...formal, legal_basis: "  § " })).toEqual(["legalBasisMissing"]);
    expect(faults({ ...formal, staff_notice_ids: [] })).toEqual(["noticeMissing"]);
  });

  it("sends its grounds, and another purpose sends none, whatever was filled in before", () => {
    expect(askedBy({ ...FORM, ...formal })?.formal_process).toEqual({
      country: "DE",
      legal_basis: "BDSG § 26 (1)",
      staff_notice_ids: ["n1"],
    });
    expect(askedBy({ ...FORM, ...formal, purpose: "coaching" })?.formal_process).toBeNull();
  });
});

describe("the files", () => {
  it("say their size in the unit that fits", () => {
    expect(sizeText("en", 1)).toBe("1 byte");
    expect(sizeText("en", 999)).toBe("999 bytes");
    expect(sizeText("en", 2_345)).toBe("2.3 kB");
    expect(sizeText("de", 2_345_678)).toBe("2,3 MB");
  });

  it("have expired at their last instant, not after it", () => {
    const at = "2026-11-23T09:00:00.000Z";
    expect(hasExpired(at, Date.parse(at) - 1)).toBe(false);
    expect(hasExpired(at, Date.parse(at))).toBe(true);
  });
});
