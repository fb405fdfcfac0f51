/** The evaluator's screens. Those on the way to the form belong to the start, and are not loaded on their own: on a
 * slow phone each further file costs more than its few kilobytes. The form follows as soon as the first screen stands.
 */
import type { Viewer } from '../api/wire';
import { evaluatorTexts, shellTexts } from '../messages/index';
import { rescueTexts } from '../messages/rescue';
import { hasRole, type Route } from '../shell/routing';
import StoreScreen from './StoreScreen.svelte';
import StoresScreen from './StoresScreen.svelte';

const evaluates: (viewer: Viewer) => boolean = hasRole('evaluator');
const both = { catalogues: [evaluatorTexts], visibleTo: evaluates } as const;

export const routes: readonly Route[] = [
  {
    ...both,
    path: '/evaluate',
    screen: () => Promise.resolve({ default: StoresScreen }),
    menu: { text: () => shellTexts.now.menuEntries.stores, order: 10 },
  },
  {
    ...both,
    path: '/evaluate/phone',
    screen: () => import('./PhoneScreen.svelte'),
    catalogues: [evaluatorTexts, rescueTexts],
    menu: { text: () => shellTexts.now.menuEntries.phone, order: 11 },
  },
  { ...both, path: '/evaluate/:store_id', screen: () => Promise.resolve({ default: StoreScreen }) },
  {
    ...both,
    path: '/evaluate/:store_id/:interaction_id',
    screen: () => import('./InteractionScreen.svelte'),
    frame: 'bare',
  },
];
