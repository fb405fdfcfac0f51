/** What the server answers to a comparison. Scores and shares are basis points; null is "nothing scored". */
import type { components } from '../api/schema';

type Schemas = components['schemas'];

export type Figure = Schemas['Figure'];
export type Outcomes = Schemas['Outcomes'];
/** Interactions with a failed critical criterion, of all interactions. */
export type CriticalShare = Schemas['Critical'];
export type Share = Schemas['Share'];
export type Comparability = Schemas['Comparability'];
export type Standing = Schemas['Standing'];
export type Consistency = Schemas['Consistency'];
export type PeerGroup = Schemas['PeerGroup'];
export type StoreRow = Schemas['StoreRow'];
export type StoresComparison = Schemas['StoresCompared'];
export type HeatmapRow = Schemas['HeatMapRow'];
export type HeatmapCell = Schemas['Cell'];
export type Heatmap = Schemas['HeatMap'];
export type CriterionFigure = Schemas['CriterionFigures'];
export type StaffFigure = Schemas['StaffFigures'];
export type VisitLine = Schemas['VisitShown'];
/** `staff` is absent for viewers without the right to see figures of people. */
export type StoreComparison = Schemas['StoreCompared'];
export type MeasuredWaits = Schemas['MeasuredWaits'];
export type WaitBin = Schemas['WaitBin'];
export type StarShown = Schemas['StarShown'];
export type IndifferentShown = Schemas['IndifferentShown'];
export type MonthPoint = Schemas['MonthPoint'];
export type MyArea = Schemas['MyArea'];
export type Finding = Schemas['Finding'];
export type CriterionAcross = Schemas['CriterionAcross'];
export type BusinessAreaAcross = Schemas['BusinessAreaAcross'];
export type AcrossRow = Schemas['AcrossRow'];
export type Segment = Schemas['Segment'];
export type Difference = Schemas['DifferenceShown'];
export type DifferencePair = Schemas['Pair'];
export type DifferenceSide = Schemas['Side'];
export type EvaluatorsComparison = Schemas['EvaluatorsCompared'];
/** Told to the evaluator alone. */
export type MySeverity = Schemas['MySeverity'];
export type VisitsBehind = Schemas['VisitsBehind'];
export type VisitBehind = Schemas['VisitBehind'];
export type OnCommonCriteria = Schemas['OnCommonCriteria'];
export type CommonSide = Schemas['CommonSide'];
/** Why two versions may not be compared on what they have in common. */
export type NoCommonScore = Schemas['NoCommonScore'];
