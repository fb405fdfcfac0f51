/** The form of a new assignment: what is missing in it, and what the server said about its fields. Pure. */
import type { FieldFault } from '../api/wire';
import type { AssignmentsTexts } from '../messages/assignments.en';

export type Entered = {
  readonly store_id: string;
  readonly evaluator_id: string;
  readonly from_on: string;
  readonly to_on: string;
};
export type Fault = { readonly fieldId: string; readonly text: string };

export const fieldOf = (name: string): string => `assignment-${name}`;

export function missingIn(entered: Entered, texts: AssignmentsTexts): readonly Fault[] {
  const missing = [
    ['store_id', texts.storeMissing],
    ['evaluator_id', texts.evaluatorMissing],
    ['from_on', texts.firstDayMissing],
    ['to_on', texts.lastDayMissing],
  ] as const;
  return missing.filter(([name]) => entered[name] === '').map(([name, text]) => ({ fieldId: fieldOf(name), text }));
}

/** The server's faults at their fields; how soon the same evaluator may come again is the day in its sentence. */
export function faultsOf(
  found: readonly FieldFault[],
  texts: AssignmentsTexts,
  dayText: (day: string) => string,
  problemText: (problem: { code: string; title: string; detail: string }) => string,
): readonly Fault[] {
  return found.map(({ path, code, detail }) => {
    const day = /\d{4}-\d{2}-\d{2}/.exec(detail)?.[0];
    const text =
      code === 'assignments.too_soon_again' && day !== undefined
        ? texts.tooSoon(dayText(day))
        : problemText({ code, title: detail, detail });
    return { fieldId: fieldOf(path), text };
  });
}
