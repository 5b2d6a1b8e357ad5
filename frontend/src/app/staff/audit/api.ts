import type { AuditEntry as Noted } from '../../shared/api/schema';

export const AUDIT = '/api/v1/admin/audit';

/** Values by field name. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** An action of staff, done or refused. */
export type AuditEntry = Omit<Noted, 'before' | 'after'> & {
  readonly before: Facts;
  readonly after: Facts;
};

/** The kinds of objects in the audit. */
export const KINDS = [
  'reservation',
  'check_in',
  'performance',
  'show',
  'venue',
  'page',
  'site',
  'staff',
  'audit',
] as const;
