export type {
  Account,
  AccountSession,
  ListAccountSession,
  RecoveryCodes,
  StaffLink as LinkOwner,
  TotpSetup,
} from '../api/schema';

/** Where one's own account is. */
export const ACCOUNT = '/api/v1/account';
/** Where a link that was mailed is read and used. */
export const STAFF_LINK = '/api/v1/staff-link';
