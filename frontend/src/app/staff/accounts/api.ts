export type {
  Account,
  AccountSession,
  ListAccountSession,
  RecoveryCodes,
  StaffLink as LinkOwner,
  TotpSetup,
} from '../../shared/api/schema';

export const ACCOUNT = '/api/v1/account';
export const STAFF_LINK = '/api/v1/staff-link';
