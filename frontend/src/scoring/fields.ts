/** Reading one JSON object strictly: known fields, exact types, bounds, closed lists of words. Null is absent. */

import { refuse } from './problem';

export class Fields {
  readonly #path: string;
  readonly #values: ReadonlyMap<string, unknown>;

  constructor(document: unknown, path: string, known: ReadonlySet<string>) {
    if (typeof document !== 'object' || document === null || Array.isArray(document)) refuse('scoring.wrong_type', path);
    this.#path = path;
    this.#values = new Map(Object.entries(document));
    for (const name of this.#values.keys()) {
      if (!known.has(name)) refuse('scoring.field_unknown', this.pathOf(name));
    }
  }

  pathOf(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }

  get(name: string): unknown {
    return this.#values.get(name) ?? null;
  }

  /** A text that is not empty. */
  key(name: string): string {
    const value = this.#required(name);
    if (typeof value !== 'string') return refuse('scoring.wrong_type', this.pathOf(name));
    if (value === '') return refuse('scoring.value_out_of_range', this.pathOf(name));
    return value;
  }

  word<W extends string>(name: string, words: readonly W[], byDefault?: W): W {
    if (byDefault !== undefined && this.get(name) === null) return byDefault;
    const value = this.#required(name);
    if (typeof value !== 'string') return refuse('scoring.wrong_type', this.pathOf(name));
    return words.find((word) => word === value) ?? refuse('scoring.unknown_word', this.pathOf(name));
  }

  integer(name: string, least: number, most: number, byDefault?: number): number {
    if (byDefault !== undefined && this.get(name) === null) return byDefault;
    return integerAt(this.#required(name), this.pathOf(name), least, most);
  }

  boolean(name: string, byDefault: boolean): boolean {
    const value = this.get(name);
    if (value === null) return byDefault;
    if (typeof value !== 'boolean') return refuse('scoring.wrong_type', this.pathOf(name));
    return value;
  }

  /** The entries of a list that has at least so many, each made by `make` from the entry and its path. */
  items<T>(name: string, least: number, make: (entry: unknown, path: string) => T): T[] {
    const path = this.pathOf(name);
    const entries = listAt(this.#required(name), path);
    if (entries.length < least) return refuse('scoring.value_out_of_range', path);
    return entries.map((entry, position) => make(entry, `${path}[${position}]`));
  }

  #required(name: string): unknown {
    const value = this.get(name);
    if (value === null) return refuse('scoring.field_missing', this.pathOf(name));
    return value;
  }
}

export function listAt(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) return refuse('scoring.wrong_type', path);
  return value;
}

/** An integer within its bounds; JSON's -0 becomes 0, as it is in Python. */
export function integerAt(value: unknown, path: string, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) return refuse('scoring.wrong_type', path);
  if (value < least || value > most) return refuse('scoring.value_out_of_range', path);
  return value === 0 ? 0 : value;
}
