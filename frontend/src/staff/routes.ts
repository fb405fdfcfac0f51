import type { Viewer } from '../api/wire';
import { comparisonTexts } from '../messages/comparisons';
import { disputeTexts } from '../messages/disputes';
import { problemTexts, shellTexts } from '../messages/index';
import { peopleTexts } from '../messages/people';
import { rightsTexts } from '../messages/rights';
import { staffTexts } from '../messages/staff';
import { visitTexts } from '../messages/visits';
import { hasVerb, type Route } from '../shell/routing';

const own = {
  catalogues: [staffTexts, disputeTexts, visitTexts, comparisonTexts],
  visibleTo: hasVerb('own.read'),
} as const;

/** HR. An administrator serves the same rights from the list of staff. */
const servesPeople = (viewer: Viewer) => hasVerb('rights.serve')(viewer) && hasVerb('own_link.issue')(viewer);

export const routes: readonly Route[] = [
  {
    ...own,
    path: '/my-results',
    screen: () => import('./MyResultsScreen.svelte'),
    menu: { text: () => shellTexts.now.menuMyResults, order: 4 },
  },
  { ...own, path: '/my-results/:evaluation_id', screen: () => import('./ResultScreen.svelte') },
  {
    path: '/own-results',
    screen: () => import('./OpenLinkScreen.svelte'),
    catalogues: [staffTexts, problemTexts],
    visibleTo: 'everyone',
    frame: 'bare',
  },
  {
    path: '/late-joiners',
    screen: () => import('./LateJoinersScreen.svelte'),
    catalogues: [staffTexts],
    visibleTo: hasVerb('notice.give'),
    menu: { text: () => shellTexts.now.menuLateJoiners, order: 42 },
  },
  {
    path: '/people',
    screen: () => import('./PeopleScreen.svelte'),
    catalogues: [peopleTexts, rightsTexts],
    visibleTo: servesPeople,
    menu: { text: () => shellTexts.now.menuStaff, order: 34, covers: ['/result-links'] },
  },
  {
    path: '/result-links',
    screen: () => import('./LinksScreen.svelte'),
    catalogues: [staffTexts, peopleTexts],
    visibleTo: hasVerb('own_link.issue'),
  },
];
