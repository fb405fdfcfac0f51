/** The tree of areas as a flat list that still shows it. Pure. */
import type { Area } from './wire';

export type AreaLine = { readonly area: Area; readonly depth: number };

/** Parents before their children, siblings by name. An area whose parent is not visible stands at the top. */
export function areaLines(areas: readonly Area[], language: string): readonly AreaLine[] {
  const collator = new Intl.Collator(language, { numeric: true });
  const known = new Set(areas.map((area) => area.area_id));
  const children = new Map<string | null, Area[]>();
  for (const area of areas) {
    const parent = area.parent_area_id !== null && known.has(area.parent_area_id) ? area.parent_area_id : null;
    children.set(parent, [...(children.get(parent) ?? []), area]);
  }
  const lines: AreaLine[] = [];
  const add = (parent: string | null, depth: number): void => {
    for (const area of (children.get(parent) ?? []).sort((a, b) => collator.compare(a.name, b.name))) {
      lines.push({ area, depth });
      add(area.area_id, depth + 1);
    }
  };
  add(null, 0);
  return lines;
}

const INDENT = '\u2003'; // em space: an option of a native select has no other way to show depth

export const areaOptions = (areas: readonly Area[], language: string) =>
  areaLines(areas, language).map(({ area, depth }) => ({
    value: area.area_id,
    text: INDENT.repeat(depth) + area.name,
  }));
