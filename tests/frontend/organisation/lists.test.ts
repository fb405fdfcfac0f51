/** The area tree as a list, searching in lists, and which role can have which scope. */
import { describe, expect, it } from "vitest";
import { areaLines } from "../../../frontend/src/organisation/area-tree";
import { grantOf, onlyScopeOf, ROLES } from "../../../frontend/src/organisation/scopes";
import { found } from "../../../frontend/src/organisation/searching";
import type { Area } from "../../../frontend/src/organisation/wire";

const area = (area_id: string, name: string, parent_area_id: string | null): Area => ({
  area_id,
  area_code: area_id,
  name,
  parent_area_id,
});

describe("areas", () => {
  const lines = (areas: readonly Area[]) => areaLines(areas, "de").map(({ area, depth }) => [area.name, depth]);

  it("stand under their parents, siblings by name", () => {
    expect(
      lines([area("c", "Küste", "n"), area("s", "Süd", null), area("n", "Nord", null), area("b", "Berge", "s")]),
    ).toEqual([
      ["Nord", 0],
      ["Küste", 1],
      ["Süd", 0],
      ["Berge", 1],
    ]);
  });

  it("whose parent the viewer may not see stand at the top", () => {
    expect(lines([area("c", "Küste", "n")])).toEqual([["Küste", 0]]);
  });
});

describe("searching", () => {
  const rows = [
    ["Änne Größe", "0017"],
    ["Jonas Hafen", "0117"],
  ];
  const search = (typed: string) => found(rows, typed, (row) => row).map((row) => row[0]);

  it("finds every word anywhere, without regard to case and accents", () => {
    expect(search("anne")).toEqual(["Änne Größe"]);
    expect(search("HAFEN 011")).toEqual(["Jonas Hafen"]);
    expect(search("17")).toHaveLength(2);
    expect(search("jonas 0017")).toEqual([]);
  });

  it("for nothing finds all", () => expect(search("  ")).toHaveLength(2));
});

describe("a role", () => {
  it("is granted only with a scope that it can have", () => {
    expect(grantOf("store_manager", "store:s1")).toEqual({
      role: "store_manager",
      scope_kind: "store",
      area_id: null,
      store_id: "s1",
    });
    expect(grantOf("store_manager", "organisation")).toBeNull();
    expect(grantOf("hr", "store:s1")).toBeNull();
    expect(grantOf("area_manager", "area:")).toBeNull();
    expect(grantOf("area_manager", "")).toBeNull();
  });

  it("with a single scope has it chosen already", () => {
    expect(ROLES.filter((role) => onlyScopeOf(role) !== "")).toEqual([
      "rubric_author",
      "administrator",
      "staff_member",
    ]);
  });
});
