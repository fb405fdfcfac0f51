import { commonCriteriaTexts } from '../messages/common-criteria';
import { comparisonTexts } from '../messages/comparisons';
import { computedTexts } from '../messages/computed';
import { shellTexts } from '../messages/index';
import { findingTexts } from '../messages/findings';
import { storePageTexts } from '../messages/store-page';
import { ownSeverityTexts } from '../messages/own-severity';
import { visitTexts } from '../messages/visits';
import { hasVerb, type Route } from '../shell/routing';

const compares = { catalogues: [comparisonTexts, computedTexts], visibleTo: hasVerb('comparison.read') } as const;
const findsOut = { ...compares, catalogues: [comparisonTexts, computedTexts, findingTexts] } as const;
const acrossVersions = { ...findsOut, catalogues: [...findsOut.catalogues, commonCriteriaTexts] } as const;
const COMPARISONS = ['/heatmap', '/difference', '/criteria', '/business-areas', '/common-criteria', '/visits'] as const;

export const routes: readonly Route[] = [
  {
    ...findsOut,
    path: '/my-area',
    screen: () => import('./MyAreaScreen.svelte'),
    menu: { text: () => shellTexts.now.menuMyArea, order: 19 },
  },
  {
    ...compares,
    catalogues: [...compares.catalogues, commonCriteriaTexts],
    path: '/stores',
    screen: () => import('./StoresScreen.svelte'),
    menu: { text: () => shellTexts.now.menuComparison, order: 20, covers: COMPARISONS },
  },
  { ...compares, path: '/heatmap', screen: () => import('./HeatmapScreen.svelte') },
  { ...findsOut, path: '/difference', screen: () => import('./DifferenceScreen.svelte') },
  { ...acrossVersions, path: '/criteria/:criterion_key', screen: () => import('./CriterionScreen.svelte') },
  {
    ...acrossVersions,
    path: '/business-areas/:business_area_key',
    screen: () => import('./BusinessAreaScreen.svelte'),
  },
  { ...acrossVersions, path: '/common-criteria', screen: () => import('./CommonCriteriaScreen.svelte') },
  {
    ...compares,
    path: '/visits',
    visibleTo: hasVerb('visit.read'),
    screen: () => import('./computed/BehindScreen.svelte'),
  },
  {
    ...findsOut,
    visibleTo: hasVerb('comparison.read_evaluators'),
    path: '/evaluators',
    screen: () => import('./EvaluatorsScreen.svelte'),
    menu: { text: () => shellTexts.now.menuEvaluators, order: 25 },
  },
  {
    catalogues: [...findsOut.catalogues, ownSeverityTexts],
    visibleTo: hasVerb('own_severity.read'),
    path: '/my-severity',
    screen: () => import('./MySeverityScreen.svelte'),
  },
  {
    ...compares,
    catalogues: [comparisonTexts, computedTexts, storePageTexts, visitTexts],
    path: '/stores/:store_id',
    screen: () => import('./StoreScreen.svelte'),
  },
];
