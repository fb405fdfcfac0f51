/** What the server answers to a comparison. Scores and shares are basis points; null is "nothing scored". */
import type { LocalisedText } from '../api/wire';

export type Figure = {
  readonly raw_mean_bp: number | null;
  readonly visit_count: number;
  readonly interaction_count: number;
  readonly ci_low_bp: number | null;
  readonly ci_high_bp: number | null;
  readonly display: 'hidden' | 'provisional' | 'shown';
  readonly flags: readonly string[];
};

export type Outcomes = {
  readonly exceeded: number;
  readonly met: number;
  readonly below: number;
  readonly gap_bp: number | null;
};

export type Share = { readonly failed: number; readonly of: number };

export type Comparability = {
  readonly comparability_key: string;
  readonly rubric_key: string;
  readonly title: LocalisedText;
  readonly version_labels: readonly string[];
  readonly visit_count: number;
};

export type Head = {
  readonly period: { readonly from_on: string; readonly to_on: string };
  readonly comparability_key: string | null;
  readonly comparability_keys: readonly Comparability[];
};

export type StoreRow = {
  readonly store_id: string;
  readonly store_code: string;
  readonly name: string;
  readonly area_id: string | null;
  readonly area_name: string | null;
  readonly figure: Figure;
  readonly outcomes: Outcomes;
  readonly coverage_bp: number | null;
  readonly critical: Share;
  readonly stars: number;
  readonly indifferent: number;
};

export type StoresComparison = Head & {
  readonly overall: { readonly figure: Figure & { readonly store_count: number } };
  readonly rows: readonly StoreRow[];
};

export type HeatmapRow = {
  readonly store_id: string;
  readonly store_code: string;
  readonly name: string;
  readonly cells: readonly {
    readonly business_area_key: string;
    readonly figure: Figure;
    readonly outcomes: Outcomes;
  }[];
};

export type Heatmap = Head & {
  readonly business_areas: readonly { readonly business_area_key: string; readonly title: LocalisedText }[];
  readonly rows: readonly HeatmapRow[];
};

export type BusinessAreaFigure = {
  readonly business_area_key: string;
  readonly title: LocalisedText;
  readonly figure: Figure;
  readonly outcomes: Outcomes;
};

export type CriterionFigure = {
  readonly criterion_key: string;
  readonly title: LocalisedText;
  readonly business_area: string;
  readonly rating_count: number;
  readonly visit_count: number;
  readonly figure: Figure;
  readonly outcomes: Outcomes;
};

export type StaffFigure = {
  readonly staff_member_id: string;
  readonly display_name: string;
  readonly role_title: string | null;
  readonly figure: Figure | null;
  readonly insufficient: { readonly reason: string } | null;
};

export type VisitLine = {
  readonly visit_id: string;
  readonly visited_on: string;
  readonly mode: 'floor' | 'covert';
  readonly raw_bp: number | null;
  readonly interaction_count: number;
  readonly critical_failed: boolean;
};

export type StoreComparison = Head & {
  readonly store: {
    readonly store_id: string;
    readonly store_code: string;
    readonly name: string;
    readonly area_name: string | null;
  };
  readonly figure: Figure;
  readonly outcomes: Outcomes;
  readonly coverage_bp: number | null;
  readonly critical: Share;
  readonly stars: number;
  readonly indifferent: number;
  readonly business_areas: readonly BusinessAreaFigure[];
  readonly criteria: readonly CriterionFigure[];
  /** Absent for viewers without the right to see figures of people. */
  readonly staff?: readonly StaffFigure[];
  /** The newest, at most 500. */
  readonly visits: readonly VisitLine[];
};
