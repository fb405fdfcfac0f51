import { coachingTexts } from '../messages/coaching';
import { comparisonTexts } from '../messages/comparisons';
import { shellTexts } from '../messages/index';
import { hasVerb, type Route } from '../shell/routing';

const exportsPeople = { catalogues: [coachingTexts, comparisonTexts], visibleTo: hasVerb('export.people') } as const;

export const routes: readonly Route[] = [
  {
    ...exportsPeople,
    path: '/exports',
    screen: () => import('./ExportsScreen.svelte'),
    menu: { text: () => shellTexts.now.menuExports, order: 30 },
  },
  { ...exportsPeople, path: '/exports/new', screen: () => import('./NewExportScreen.svelte') },
  { ...exportsPeople, path: '/exports/:export_id', screen: () => import('./ExportScreen.svelte') },
];
