/** The order of the heat map's rows. */
import { describe, expect, it } from "vitest";
import { heatOrdered, heatOrderIn, heatOrderText, heatPressed } from "../../../frontend/src/comparisons/heat-order";
import { figure } from "./rows";

const row = (name: string, mean: number | null, visits = 9) => ({
  store_id: name,
  store_code: name,
  name,
  peer_key: "all",
  cells: [
    {
      business_area_key: "product",
      figure: figure(mean, visits),
      outcomes: { exceeded: 0, met: 0, below: 0, gap_bp: null },
      tier: null,
      no_tier: null,
    },
  ],
});
const ROWS = [row("Zoll", 7_000), row("Hafen", 9_500, 2), row("Äpfelhof", 9_000), row("Berg", 7_000)];
const names = (order: string) => heatOrdered(ROWS, heatOrderIn(new URLSearchParams({ order })), "de").map((r) => r.name);

describe("the rows of the heat map", () => {
  it("stand by name unless a business area was chosen", () => {
    expect(names("")).toEqual(["Äpfelhof", "Berg", "Hafen", "Zoll"]);
    expect(names("-name")).toEqual(["Zoll", "Hafen", "Berg", "Äpfelhof"]);
  });
  it("by a business area put what has no mean last in both directions, equal ones by name", () => {
    expect(names("product")).toEqual(["Berg", "Zoll", "Äpfelhof", "Hafen"]);
    expect(names("-product")).toEqual(["Äpfelhof", "Berg", "Zoll", "Hafen"]);
  });
  it("by a business area that no row has stay by name", () => {
    expect(names("gone")).toEqual(["Äpfelhof", "Berg", "Hafen", "Zoll"]);
  });
  it("show the lowest first and turn round at the second press", () => {
    const first = heatPressed({ by: null, direction: "ascending" }, "product");
    expect([heatOrderText(first), heatOrderText(heatPressed(first, "product"))]).toEqual(["product", "-product"]);
    expect(heatOrderIn(new URLSearchParams({ order: "-product" }))).toEqual(heatPressed(first, "product"));
    expect(heatOrderText(heatPressed(heatPressed(first, "product"), null))).toBe("name");
  });
});
