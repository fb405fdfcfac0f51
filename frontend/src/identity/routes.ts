import { identityTexts } from '../messages/identity';
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
    path: '/account',
    screen: () => import('./AccountScreen.svelte'),
    catalogues: [identityTexts],
    visibleTo: 'signed_in',
  },
  {
    path: '/invitation',
    screen: () => import('./AcceptInvitation.svelte'),
    catalogues: [identityTexts],
    visibleTo: 'everyone',
    frame: 'bare',
  },
];
