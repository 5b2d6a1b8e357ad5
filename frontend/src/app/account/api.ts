import type { Role } from '../staff/signed-in';

/** Where one's own account is. */
export const ACCOUNT = '/api/v1/account';
/** Where a link that was mailed is read and used. */
export const STAFF_LINK = '/api/v1/staff-link';

/** One's own account. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly has_totp: boolean;
  readonly recovery_codes_left: number;
}

/** What an authenticator app is set up with. */
export interface PreparedTotp {
  readonly secret: string;
  readonly uri: string;
  readonly qr_svg: string;
}

/** Codes that each replace the app once. */
export interface RecoveryCodes {
  readonly recovery_codes: readonly string[];
}

/** A device on which one is signed in. */
export interface OwnSession {
  readonly id: string;
  readonly created_at: string;
  readonly last_used_at: string;
  readonly expires_at: string;
  readonly is_current: boolean;
  readonly device: string;
}

/** Whose link it is, and what it is good for. */
export interface LinkOwner {
  readonly purpose: 'invitation' | 'password_reset';
  readonly name: string;
  readonly email: string;
}
