import { auditLogTexts } from '../messages/audit-log';
import { organisationTexts } from '../messages/organisation';
import { programmesTexts } from '../messages/programmes';
import { rescueImportTexts } from '../messages/rescue-import';
import { rightsTexts } from '../messages/rights';
import { shellTexts } from '../messages/index';
import { hasVerb, type Route } from '../shell/routing';

const administers = { catalogues: [organisationTexts], visibleTo: hasVerb('organisation.write') } as const;

export const routes: readonly Route[] = [
  {
    ...administers,
    path: '/organisation',
    screen: () => import('./StoresScreen.svelte'),
    menu: { text: () => shellTexts.now.menuOrganisation, order: 40 },
  },
  {
    ...administers,
    path: '/organisation/staff',
    screen: () => import('./StaffScreen.svelte'),
    catalogues: [organisationTexts, rightsTexts],
  },
  { ...administers, path: '/organisation/import', screen: () => import('./ImportScreen.svelte') },
  {
    ...administers,
    path: '/organisation/rescue',
    screen: () => import('./RescueImportScreen.svelte'),
    catalogues: [organisationTexts, rescueImportTexts],
    visibleTo: hasVerb('rescue.import'),
  },
  {
    ...administers,
    path: '/organisation/programmes',
    screen: () => import('./ProgrammesScreen.svelte'),
    catalogues: [organisationTexts, programmesTexts],
  },
  { ...administers, path: '/organisation/notices', screen: () => import('./NoticesScreen.svelte') },
  {
    ...administers,
    path: '/organisation/accounts',
    screen: () => import('./AccountsScreen.svelte'),
    visibleTo: hasVerb('account.manage'),
  },
  {
    path: '/organisation/log',
    screen: () => import('./AuditLogScreen.svelte'),
    catalogues: [organisationTexts, auditLogTexts],
    visibleTo: hasVerb('audit.read'),
  },
];
