import type { Viewer } from '../api/wire';
import { coachingTexts } from '../messages/coaching';
import { comparisonTexts } from '../messages/comparisons';
import { shellTexts } from '../messages/index';
import { plansTexts } from '../messages/plans';
import { hasVerb, type Route } from '../shell/routing';

const exportsPeople = { catalogues: [coachingTexts, comparisonTexts], visibleTo: hasVerb('export.people') } as const;

const reads = { catalogues: [plansTexts, comparisonTexts], visibleTo: hasVerb('coaching.read') } as const;
const writes = { ...reads, visibleTo: hasVerb('coaching.write') } as const;
/** Managers and HR come to it by the tabs of coaching. */
const onlySeesShowcase = (viewer: Viewer) => hasVerb('showcase.read')(viewer) && !hasVerb('coaching.read')(viewer);

export const routes: readonly Route[] = [
  {
    ...exportsPeople,
    path: '/exports',
    screen: () => import('./ExportsScreen.svelte'),
    menu: { text: () => shellTexts.now.menuExports, order: 17 },
  },
  { ...exportsPeople, path: '/exports/new', screen: () => import('./NewExportScreen.svelte') },
  { ...exportsPeople, path: '/exports/:export_id', screen: () => import('./ExportScreen.svelte') },
  {
    ...reads,
    path: '/coaching',
    screen: () => import('./PlansScreen.svelte'),
    menu: { text: () => shellTexts.now.menuCoaching, order: 22, covers: ['/showcase'] },
  },
  { ...writes, path: '/coaching/plans/new', screen: () => import('./NewPlanScreen.svelte') },
  { ...reads, path: '/coaching/plans/:plan_id', screen: () => import('./PlanScreen.svelte') },
  { ...reads, path: '/coaching/action-items', screen: () => import('./ActionItemsScreen.svelte') },
  { ...writes, path: '/coaching/action-items/new', screen: () => import('./NewActionItemScreen.svelte') },
  { ...reads, path: '/coaching/action-items/:action_item_id', screen: () => import('./ActionItemScreen.svelte') },
  {
    ...reads,
    path: '/own/plans',
    screen: () => import('./OwnPlansScreen.svelte'),
    visibleTo: hasVerb('own.confirm'),
    menu: { text: () => shellTexts.now.menuOwnPlans, order: 5 },
  },
  {
    ...reads,
    path: '/own/showcase',
    screen: () => import('./ShowcaseScreen.svelte'),
    visibleTo: onlySeesShowcase,
    menu: { text: () => shellTexts.now.menuShowcase, order: 27 },
  },
  { ...reads, path: '/showcase', screen: () => import('./ShowcaseScreen.svelte') },
];
