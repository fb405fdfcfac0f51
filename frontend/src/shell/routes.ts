/** Every screen of the app. A slice adds its own by a file `src/<slice>/routes.ts` that exports `routes`.
 *
 * Screens are loaded when they are opened, so that the evaluator's start stays small (docs/performance.md).
 */
import { officeProblemTexts, problemTexts } from '../messages/index';
import { matchIn, type Match, type Route } from './routing';

const slices = import.meta.glob<readonly Route[]>('../*/routes.ts', { import: 'routes', eager: true });

/** The slices whose screens a phone opens: they can do without the texts of the office's refusals. */
const ON_THE_PHONE = ['../evaluator/routes.ts', '../identity/routes.ts'];

export const routes: readonly Route[] = Object.entries(slices).flatMap(([file, of]) =>
  ON_THE_PHONE.includes(file)
    ? of
    : of.map((route) => ({ ...route, catalogues: [...route.catalogues, problemTexts, officeProblemTexts] })),
);

export const routeAt = (path: string): Match | null => matchIn(routes, path);
