import type { Role } from '../../staff/signed-in';

/** Where the staff's accounts are. */
export const STAFF = '/api/v1/admin/staff';

/** Somebody who works here. */
export interface StaffAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly status: 'invited' | 'active' | 'deactivated';
  readonly has_totp: boolean;
  readonly created_at: string;
  readonly last_seen_at: string | null;
  readonly version: number;
  readonly invitation_delivery: 'sent' | 'queued' | 'failed' | null;
}

/** What they may be trusted with, the least first. */
export const ROLES: readonly Role[] = ['door', 'box_office', 'admin'];
