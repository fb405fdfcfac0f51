/** The sentence for a problem: by its code, else the server's own detail, which is English but never empty. */
import { officeProblemTexts, problemTexts } from './index';

type Spoken = { readonly code: string; readonly title: string; readonly detail?: string | null };

export function problemText(problem: Spoken): string {
  const { code } = problem;
  const office = officeProblemTexts.loaded?.[code];
  return problemTexts.now[code] ?? office ?? (problem.detail || problem.title);
}
