/** The sentence for a problem: by its code, else the server's own detail, which is English but never empty. */
import { problemTexts } from './index';

type Spoken = { readonly code: string; readonly title: string; readonly detail?: string | null };

export function problemText(problem: Spoken): string {
  return problemTexts.now[problem.code] ?? (problem.detail || problem.title);
}
