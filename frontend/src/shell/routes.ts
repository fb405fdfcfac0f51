/** Every screen of the app. A slice adds its own by a file `src/<slice>/routes.ts` that exports `routes`.
 *
 * Screens are loaded when they are opened, so that the evaluator's start stays small (docs/performance.md).
 */
import { matchIn, type Match, type Route } from './routing';

const slices = import.meta.glob<readonly Route[]>('../*/routes.ts', { import: 'routes', eager: true });

export const routes: readonly Route[] = Object.values(slices).flat();

export const routeAt = (path: string): Match | null => matchIn(routes, path);
