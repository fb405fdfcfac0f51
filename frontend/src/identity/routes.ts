import { identityTexts } from '../messages/identity';
import { problemTexts } from '../messages/index';
import { ownSeverityTexts } from '../messages/own-severity';
import { rightsTexts } from '../messages/rights';
import type { Route } from '../shell/routing';

export const routes: readonly Route[] = [
  {
    path: '/sign-in',
    screen: () => import('./SignIn.svelte'),
    catalogues: [identityTexts, problemTexts],
    visibleTo: 'everyone',
    frame: 'bare',
  },
  {
    path: '/account',
    screen: () => import('./AccountScreen.svelte'),
    catalogues: [identityTexts, problemTexts, rightsTexts, ownSeverityTexts],
    visibleTo: 'signed_in',
  },
  {
    path: '/invitation',
    screen: () => import('./AcceptInvitation.svelte'),
    catalogues: [identityTexts, problemTexts],
    visibleTo: 'everyone',
    frame: 'bare',
  },
];
