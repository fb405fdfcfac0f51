/** What the server says about the organisation: areas, stores, staff, notices, accounts. */
import type { LocalisedText } from '../api/wire';

export type Area = {
  readonly area_id: string;
  readonly area_code: string;
  readonly name: string;
  readonly parent_area_id: string | null;
};
export type { LocalisedText };
