import type { Viewer } from '../api/wire';
import { evaluatorTexts } from '../messages/evaluator';
import { shellTexts } from '../messages/index';
import { hasRole, type Route } from '../shell/routing';

const evaluates: (viewer: Viewer) => boolean = hasRole('evaluator');
const both = { catalogues: [evaluatorTexts], visibleTo: evaluates } as const;

export const routes: readonly Route[] = [
  {
    ...both,
    path: '/evaluate',
    screen: () => import('./StoresScreen.svelte'),
    menu: { text: () => shellTexts.now.menuEntries.stores, order: 10 },
  },
  {
    ...both,
    path: '/evaluate/phone',
    screen: () => import('./PhoneScreen.svelte'),
    menu: { text: () => shellTexts.now.menuEntries.phone, order: 11 },
  },
  { ...both, path: '/evaluate/:store_id', screen: () => import('./StoreScreen.svelte') },
  {
    ...both,
    path: '/evaluate/:store_id/:interaction_id',
    screen: () => import('./InteractionScreen.svelte'),
    frame: 'bare',
  },
];
