import type { Role } from '../../shared/signed-in';

export type { ListStaffAccount, StaffAccount } from '../../../shared/api/schema';

export const STAFF = '/api/v1/admin/staff';

/** The roles, the one with the fewest rights first. */
export const ROLES: readonly Role[] = ['door', 'box_office', 'admin'];
