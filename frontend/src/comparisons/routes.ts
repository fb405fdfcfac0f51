import { comparisonTexts } from '../messages/comparisons';
import { shellTexts } from '../messages/index';
import { visitTexts } from '../messages/visits';
import { hasVerb, type Route } from '../shell/routing';

const compares = { catalogues: [comparisonTexts], visibleTo: hasVerb('comparison.read') } as const;

export const routes: readonly Route[] = [
  {
    ...compares,
    path: '/stores',
    screen: () => import('./StoresScreen.svelte'),
    menu: { text: () => shellTexts.now.menuComparison, order: 20, covers: ['/heatmap', '/visits'] },
  },
  { ...compares, path: '/heatmap', screen: () => import('./HeatmapScreen.svelte') },
  {
    ...compares,
    catalogues: [comparisonTexts, visitTexts],
    path: '/stores/:store_id',
    screen: () => import('./StoreScreen.svelte'),
  },
];
