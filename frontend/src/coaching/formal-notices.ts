/** The texts that told staff of a formal process, as a form offers them: one for each text, however many stores. Pure. */
import type { StaffNotice } from '../organisation/wire';

export type FormalText = {
  readonly programme_id: string;
  readonly text_version: string;
  /** The first day on which it was given anywhere. */
  readonly given_on: string;
  readonly staff_notice_ids: readonly string[];
  readonly texts: StaffNotice['texts'];
};

export function textsOf(notices: readonly StaffNotice[]): readonly FormalText[] {
  const found = new Map<string, FormalText>();
  for (const notice of notices) {
    if (!notice.covers_formal_process) continue;
    const key = `${notice.programme_id} ${notice.text_version}`;
    const there = found.get(key);
    found.set(key, {
      programme_id: notice.programme_id,
      text_version: notice.text_version,
      given_on: there !== undefined && there.given_on < notice.given_on ? there.given_on : notice.given_on,
      staff_notice_ids: [...(there?.staff_notice_ids ?? []), notice.staff_notice_id],
      texts: there?.texts ?? notice.texts,
    });
  }
  return [...found.values()].sort((a, b) => b.given_on.localeCompare(a.given_on));
}

export const isChosen = (text: FormalText, chosen: readonly string[]): boolean =>
  text.staff_notice_ids.every((id) => chosen.includes(id));

/** The chosen ids with this text taken in, or out. */
export function withText(text: FormalText, chosen: readonly string[], taken: boolean): readonly string[] {
  const others = chosen.filter((id) => !text.staff_notice_ids.includes(id));
  return taken ? [...others, ...text.staff_notice_ids] : others;
}
