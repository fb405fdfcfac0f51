/** The sentence for a problem: by its code, else the server's own detail, which is English but never empty.
 *
 * On a phone the sentences come with the first refusal: what is shown is drawn again when they are there.
 */
import { officeProblemTexts, problemTexts } from './index';
import { spoken } from './language.svelte';

type Spoken = { readonly code: string; readonly title: string; readonly detail?: string | null };

export function problemText(problem: Spoken): string {
  const { code } = problem;
  const texts = problemTexts.loaded;
  if (texts === null) void problemTexts.load(spoken.current).catch(() => undefined);
  const office = officeProblemTexts.loaded?.[code];
  return texts?.[code] ?? office ?? (problem.detail || problem.title);
}
