import { shellTexts } from '../messages/index';
import { rubricTexts } from '../messages/rubrics';
import { hasVerb, type Route } from '../shell/routing';

export const routes: readonly Route[] = [
  {
    path: '/rubrics',
    screen: () => import('./RubricsScreen.svelte'),
    catalogues: [rubricTexts],
    visibleTo: hasVerb('rubric.publish'),
    menu: { text: () => shellTexts.now.menuRubrics, order: 50 },
  },
];
