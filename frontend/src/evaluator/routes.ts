/** The evaluator's screens. The stores and the store belong to the start, and are not loaded on their own: on a slow
 * phone each further file costs more than its few kilobytes. The form follows as soon as the first screen stands.
 */
import type { Viewer } from '../api/wire';
import { assignmentsPhoneTexts } from '../messages/assignments-phone';
import { firstRunTexts } from '../messages/first-run';
import { evaluatorTexts, shellTexts } from '../messages/index';
import { rescueTexts } from '../messages/rescue';
import { returnTexts } from '../messages/returns';
import { hasRole, type Route } from '../shell/routing';
import { captureTexts } from '../messages/capture';
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
    catalogues: [evaluatorTexts, firstRunTexts, rescueTexts],
    screen: () => import('./PhoneScreen.svelte'),
    menu: { text: () => shellTexts.now.menuEntries.phone, order: 11 },
  },
  {
    path: '/evaluate/assignments/:assignment_id',
    catalogues: [evaluatorTexts, assignmentsPhoneTexts],
    visibleTo: evaluates,
    screen: () => import('./AssignmentScreen.svelte'),
  },
  {
    path: '/evaluate/returns/:return_id',
    catalogues: [evaluatorTexts, returnTexts],
    visibleTo: evaluates,
    screen: () => import('./ReturnScreen.svelte'),
  },
  { ...both, path: '/evaluate/:store_id', screen: () => Promise.resolve({ default: StoreScreen }) },
  {
    ...both,
    path: '/evaluate/:store_id/:interaction_id',
    screen: () => import('./InteractionScreen.svelte'),
    frame: 'bare',
  },
  // An address of its own, because it is read in the store: it says nothing either.
  {
    path: '/list/:interaction_id',
    catalogues: [evaluatorTexts, captureTexts],
    visibleTo: evaluates,
    screen: () => import('./MarksScreen.svelte'),
    frame: 'bare',
  },
];
