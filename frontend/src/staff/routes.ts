import { comparisonTexts } from '../messages/comparisons';
import { disputeTexts } from '../messages/disputes';
import { problemTexts, shellTexts } from '../messages/index';
import { staffTexts } from '../messages/staff';
import { visitTexts } from '../messages/visits';
import { hasVerb, type Route } from '../shell/routing';

const own = {
  catalogues: [staffTexts, disputeTexts, visitTexts, comparisonTexts],
  visibleTo: hasVerb('own.read'),
} as const;

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
    path: '/result-links',
    screen: () => import('./LinksScreen.svelte'),
    catalogues: [staffTexts],
    visibleTo: hasVerb('own_link.issue'),
    menu: { text: () => shellTexts.now.menuResultLinks, order: 34 },
  },
];
