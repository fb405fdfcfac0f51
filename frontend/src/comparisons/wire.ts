/** What the server answers to a comparison. Scores and shares are basis points; null is "nothing scored". */
import type { components } from '../api/schema';

type Schemas = components['schemas'];

export type Figure = Schemas['Figure'];
export type Outcomes = Schemas['Outcomes'];
/** Interactions with a failed critical criterion, of all interactions. */
export type Share = Schemas['Critical'];
export type Comparability = Schemas['Comparability'];
export type StoreRow = Schemas['StoreRow'];
export type StoresComparison = Schemas['StoresCompared'];
export type HeatmapRow = Schemas['HeatMapRow'];
export type Heatmap = Schemas['HeatMap'];
export type CriterionFigure = Schemas['CriterionFigures'];
export type StaffFigure = Schemas['StaffFigures'];
export type VisitLine = Schemas['VisitShown'];
/** `staff` is absent for viewers without the right to see figures of people. */
export type StoreComparison = Schemas['StoreCompared'];
