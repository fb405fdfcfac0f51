import type { Viewer } from '../api/wire';
import { assignmentsTexts } from '../messages/assignments';
import { shellTexts } from '../messages/index';
import { organisationTexts } from '../messages/organisation';
import { hasVerb, type Route } from '../shell/routing';

const plans = { catalogues: [assignmentsTexts], visibleTo: hasVerb('assignment.write') } as const;
/** Rubric authors write scenarios and assign nothing. */
const onlyWrites = (viewer: Viewer) => hasVerb('rubric.publish')(viewer) && !hasVerb('assignment.read')(viewer);

export const routes: readonly Route[] = [
  {
    ...plans,
    path: '/assignments',
    screen: () => import('./AssignmentsScreen.svelte'),
    menu: { text: () => shellTexts.now.menuAssignments, order: 45 },
  },
  { ...plans, path: '/assignments/new', screen: () => import('./NewAssignmentScreen.svelte') },
  {
    ...plans,
    path: '/assignments/import',
    catalogues: [assignmentsTexts, organisationTexts],
    screen: () => import('./ImportScreen.svelte'),
  },
  { ...plans, path: '/assignments/scenarios', screen: () => import('./ScenariosScreen.svelte') },
  {
    ...plans,
    path: '/scenarios',
    screen: () => import('./ScenariosScreen.svelte'),
    visibleTo: onlyWrites,
    menu: { text: () => shellTexts.now.menuScenarios, order: 51 },
  },
];
