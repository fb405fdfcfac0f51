/** What the server says about the organisation: areas, stores, staff, notices, accounts. */
import type { Grant, LocalisedText } from '../api/wire';

export type Area = {
  readonly area_id: string;
  readonly area_code: string;
  readonly name: string;
  readonly parent_area_id: string | null;
};

export type Store = {
  readonly store_id: string;
  readonly store_code: string;
  readonly name: string;
  readonly time_zone: string;
  readonly area_id: string | null;
  readonly area_name: string | null;
  readonly opened_on: string | null;
  readonly closed_on: string | null;
};

export type StaffMember = {
  readonly staff_member_id: string;
  readonly staff_code: string;
  readonly display_name: string;
  readonly role_title: string | null;
  readonly store_id: string | null;
};

export type Programme = {
  readonly programme_id: string;
  readonly programme_key: string;
  readonly title: LocalisedText;
  readonly mode: 'floor' | 'covert';
};

export type StaffNotice = {
  readonly staff_notice_id: string;
  readonly programme_id: string;
  readonly store_id: string | null;
  readonly text_version: string;
  readonly languages: readonly string[];
  readonly given_on: string;
  readonly channel: string;
  readonly reference: string | null;
};

export type ImportKind = 'stores' | 'staff';

export type ImportResult = {
  readonly dry_run: boolean;
  readonly rows: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly problem_count: number;
  /** At most the first thousand. */
  readonly problems: readonly {
    readonly row: number;
    readonly column: string;
    readonly code: string;
    readonly detail: string;
  }[];
  /** Field to the heading in the file. */
  readonly header_mapping: Readonly<Record<string, string>>;
};

export type HeldGrant = Grant & { readonly grant_id: string };

export type Account = {
  readonly account_id: string;
  readonly email: string;
  readonly display_name: string;
  readonly state: 'invited' | 'active' | 'disabled';
  readonly created_at: string;
  readonly grants: readonly HeldGrant[];
};
