/** What the rubric routes answer, and as much of a rubric document as screens read of it. */
import type { components } from '../api/schema';
import type { LocalisedText } from '../api/wire';

type Schemas = components['schemas'];

export type RubricSummary = Schemas['RubricSummary'];
export type Checked = Schemas['CheckedBody'];
export type Published = Schemas['PublishedBody'];

export type Standard = {
  readonly standard_key: string;
  readonly title: LocalisedText;
  readonly promise: LocalisedText;
  readonly anchors?: Readonly<Partial<Record<'below' | 'met' | 'exceeded', LocalisedText>>> | null;
  readonly measure?: {
    readonly unit: string;
    readonly stretch?: number | null;
    readonly target?: number | null;
    readonly floor?: number | null;
  } | null;
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
  readonly marks?: readonly { readonly mark_key: string; readonly title: LocalisedText }[] | null;
  readonly standards?: readonly Standard[] | null;
  readonly sections: readonly {
    readonly section_key: string;
    readonly title: LocalisedText;
    readonly criteria: readonly DocumentCriterion[];
  }[];
};

/** The server leaves the document's form to schemas/rubric.schema.json. */
export type VersionWithDocument = Omit<Schemas['VersionWithDocument'], 'document'> & {
  readonly document: RubricDocument;
};
