import { shellTexts } from '../messages/index';
import { reviewTexts } from '../messages/reviews';
import { visitTexts } from '../messages/visits';
import { hasVerb, type Route } from '../shell/routing';

const reviews = {
  screen: () => import('./ReviewsScreen.svelte'),
  catalogues: [visitTexts, reviewTexts],
  visibleTo: hasVerb('visit.void'),
} as const;

export const routes: readonly Route[] = [
  {
    path: '/visits/:visit_id',
    screen: () => import('./VisitScreen.svelte'),
    catalogues: [visitTexts],
    visibleTo: (viewer) => hasVerb('visit.read')(viewer) || hasVerb('visit.submit')(viewer),
  },
  {
    ...reviews,
    path: '/reviews',
    menu: { text: () => shellTexts.now.menuReviews, order: 18 },
  },
  { ...reviews, path: '/reviews/:visit_id' },
];
