import { comparisonTexts } from '../messages/comparisons';
import { disputeTexts } from '../messages/disputes';
import { shellTexts } from '../messages/index';
import { reviewTexts } from '../messages/reviews';
import { visitTexts } from '../messages/visits';
import { hasVerb, type Route } from '../shell/routing';

const raises = hasVerb('dispute.raise');
const decides = hasVerb('dispute.decide');
const lists = hasVerb('dispute.list');
const compares = hasVerb('comparison.read');
const concerned = {
  catalogues: [disputeTexts, visitTexts, reviewTexts],
  visibleTo: (viewer: Parameters<typeof raises>[0]) => raises(viewer) || decides(viewer),
} as const;

export const routes: readonly Route[] = [
  {
    ...concerned,
    path: '/disputes',
    visibleTo: (viewer) => concerned.visibleTo(viewer) || lists(viewer),
    screen: () => import('./DisputesScreen.svelte'),
    menu: { text: () => shellTexts.now.menuDisputes, order: 26 },
  },
  {
    path: '/disputes/ledger',
    screen: () => import('./LedgerScreen.svelte'),
    catalogues: [disputeTexts, comparisonTexts],
    visibleTo: compares,
  },
  { ...concerned, path: '/disputes/new', screen: () => import('./NewDisputeScreen.svelte'), visibleTo: raises },
  { ...concerned, path: '/disputes/:dispute_id', screen: () => import('./DisputeScreen.svelte') },
];
