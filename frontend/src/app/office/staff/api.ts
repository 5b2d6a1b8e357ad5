import type { Role } from '../../staff/signed-in';

export type { ListStaffAccount, StaffAccount } from '../../api/schema';

/** Where the staff's accounts are. */
export const STAFF = '/api/v1/admin/staff';

/** What they may be trusted with, the least first. */
export const ROLES: readonly Role[] = ['door', 'box_office', 'admin'];
