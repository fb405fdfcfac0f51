/** What the server says about the organisation: areas, stores, staff, notices, accounts. */
import type { components } from '../api/schema';

type Schemas = components['schemas'];

export type Area = Schemas['AreaBody'];
export type Store = Schemas['StoreBody'];
export type StaffMember = Schemas['StaffMemberBody'];
export type PersonDeleted = Schemas['PersonDeleted'];
export type Programme = Schemas['ProgrammeBody'];
export type StaffNotice = Schemas['StaffNoticeBody'];
export type ImportKind = 'stores' | 'staff' | 'assignments';
/** At most the first thousand problems are listed; `header_mapping` is field to heading in the file. */
export type ImportResult = Schemas['ImportReportBody'];
export type Account = Schemas['AccountBody'];
export type HeldGrant = Schemas['HeldGrantBody'];
export type RescueReport = Schemas['RescueReportBody'];
