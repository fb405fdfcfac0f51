import { identityTexts } from '../messages/index';
import type { Route } from '../shell/routing';

export const routes: readonly Route[] = [
  {
    path: '/sign-in',
    screen: () => import('./SignIn.svelte'),
    catalogues: [identityTexts],
    visibleTo: 'everyone',
    frame: 'bare',
  },
  {
    path: '/invitation',
    screen: () => import('./AcceptInvitation.svelte'),
    catalogues: [identityTexts],
    visibleTo: 'everyone',
    frame: 'bare',
  },
];
