import { visitTexts } from '../messages/visits';
import { hasVerb, type Route } from '../shell/routing';

export const routes: readonly Route[] = [
  {
    path: '/visits/:visit_id',
    screen: () => import('./VisitScreen.svelte'),
    catalogues: [visitTexts],
    visibleTo: hasVerb('visit.read'),
  },
];
