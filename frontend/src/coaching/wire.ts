/** What the export routes take and answer. Days are inclusive, sizes in bytes, hashes SHA-256 in hexadecimal. */

export const PURPOSES = ['coaching', 'training_planning', 'recognition'] as const;
export type Purpose = (typeof PURPOSES)[number];

export type ExportAsked = {
  readonly purpose: Purpose;
  readonly from_on: string;
  readonly to_on: string;
  readonly population: { readonly area_id: string | null; readonly store_id: string | null };
  readonly retain_until_on: string;
};

export type Preview = {
  readonly people: number;
  readonly releasable: number;
  readonly withheld: number;
  readonly withheld_by_reason: readonly { readonly reason: string; readonly people: number }[];
  readonly rows: readonly {
    readonly staff_code: string;
    readonly display_name: string;
    readonly releasable: boolean;
    readonly reason: string | null;
  }[];
};

export type FileMade = {
  readonly name: string;
  readonly size_bytes: number;
  readonly sha256: string;
  readonly row_count: number;
};

export type Manifest = ExportAsked & {
  readonly format_version: number;
  readonly scoring_versions: readonly number[];
  readonly rubric_versions: readonly {
    readonly rubric_key: string;
    readonly version_number: number;
    readonly version_label: string;
  }[];
  readonly people: number;
  readonly released: number;
  readonly caution: string;
};

export type Export = {
  readonly export_id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly files: readonly FileMade[];
  readonly manifest: Manifest;
};
