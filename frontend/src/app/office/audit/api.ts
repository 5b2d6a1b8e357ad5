import type { AuditEntry as Noted } from '../../api/schema';

/** Where the audit is read. */
export const AUDIT = '/api/v1/admin/audit';

/** What was so, by name. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** Something that staff did, or were refused. */
export type AuditEntry = Omit<Noted, 'before' | 'after'> & {
  readonly before: Facts;
  readonly after: Facts;
};

/** The kinds of things that something is done to. */
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
