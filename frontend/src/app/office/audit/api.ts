import type { Role } from '../../staff/signed-in';

/** Where the audit is read. */
export const AUDIT = '/api/v1/admin/audit';

/** What was so, by name. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** Something that staff did, or were refused. */
export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string; readonly role: Role } | null;
  /** What it was done to, a dot, and the deed. */
  readonly action: string;
  readonly subject: {
    readonly kind: string;
    readonly id: string | null;
    readonly name: string | null;
  };
  readonly performance_id: string | null;
  readonly refused: string | null;
  readonly before: Facts;
  readonly after: Facts;
  readonly reason: string | null;
}

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
