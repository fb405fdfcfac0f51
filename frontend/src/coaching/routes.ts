import type { Viewer } from '../api/wire';
import { approvalTexts } from '../messages/approvals';
import { coachingTexts } from '../messages/coaching';
import { comparisonTexts } from '../messages/comparisons';
import { shellTexts } from '../messages/index';
import { peopleTexts } from '../messages/people';
import { plansTexts } from '../messages/plans';
import { hasVerb, type Route } from '../shell/routing';

const exportsPeople = {
  catalogues: [coachingTexts, comparisonTexts, approvalTexts, peopleTexts],
  visibleTo: hasVerb('export.people'),
} as const;
const approves = { catalogues: [approvalTexts, comparisonTexts], visibleTo: hasVerb('export.approve') } as const;
/** HR comes to it by its exports. */
const onlyApproves = (viewer: Viewer) => hasVerb('export.approve')(viewer) && !hasVerb('export.people')(viewer);

const reads = { catalogues: [plansTexts, comparisonTexts], visibleTo: hasVerb('coaching.read') } as const;
const writes = { ...reads, visibleTo: hasVerb('coaching.write') } as const;
/** Managers and HR come to it by the tabs of coaching. */
const onlySeesShowcase = (viewer: Viewer) => hasVerb('showcase.read')(viewer) && !hasVerb('coaching.read')(viewer);

export const routes: readonly Route[] = [
  {
    ...exportsPeople,
    path: '/exports',
    screen: () => import('./ExportsScreen.svelte'),
    menu: { text: () => shellTexts.now.menuExports, order: 17, covers: ['/export-approvals'] },
  },
  { ...exportsPeople, path: '/exports/new', screen: () => import('./NewExportScreen.svelte') },
  { ...exportsPeople, path: '/exports/:export_id', screen: () => import('./ExportScreen.svelte') },
  {
    ...approves,
    path: '/approvals',
    screen: () => import('./ApprovalsScreen.svelte'),
    visibleTo: onlyApproves,
    menu: { text: () => shellTexts.now.menuApprovals, order: 53, covers: ['/export-approvals'] },
  },
  { ...approves, path: '/export-approvals', screen: () => import('./ApprovalsScreen.svelte') },
  { ...approves, path: '/export-approvals/:export_id', screen: () => import('./ApprovalScreen.svelte') },
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
