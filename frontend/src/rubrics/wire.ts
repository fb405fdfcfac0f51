/** What the rubric routes answer, and as much of a rubric document as screens read of it. */
import type { FieldFault, LocalisedText } from '../api/wire';

export type Version = {
  readonly rubric_version_id: string;
  readonly rubric_key: string;
  readonly version_number: number;
  readonly version_label: string;
  readonly content_hash: string;
  readonly comparability_key: string;
  readonly published_at: string;
};

export type RubricSummary = {
  readonly rubric_key: string;
  readonly title: LocalisedText;
  readonly current_version: Version;
};

export type Checked = { readonly problems: readonly FieldFault[]; readonly comparability_key: string | null };

export type Published = Omit<Version, 'published_at'> & { readonly already_published: boolean };

export type Standard = {
  readonly standard_key: string;
  readonly title: LocalisedText;
  readonly promise: LocalisedText;
  readonly measure?: { readonly unit: string } | null;
};

export type DocumentCriterion = {
  readonly criterion_key: string;
  readonly standard_key?: string | null;
  readonly critical?: boolean;
  readonly options?: readonly { readonly option_key: string; readonly title: LocalisedText }[] | null;
};

export type RubricDocument = {
  readonly title: LocalisedText;
  readonly touchpoints?: readonly { readonly touchpoint_key: string; readonly title: LocalisedText }[] | null;
  readonly standards?: readonly Standard[] | null;
  readonly sections: readonly {
    readonly section_key: string;
    readonly title: LocalisedText;
    readonly criteria: readonly DocumentCriterion[];
  }[];
};

export type VersionWithDocument = Version & { readonly document: RubricDocument };
