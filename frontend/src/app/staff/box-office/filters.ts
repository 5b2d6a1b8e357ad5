import type { ReservationStatus } from './api';

export const STATUSES = [
  'pending',
  'expired',
  'confirmed',
  'cancelled',
] as const satisfies readonly ReservationStatus[];

/** The filters of the list, with the names in the page's address. */
export interface Filters {
  readonly search?: string | undefined;
  readonly performance?: string | undefined;
  readonly status?: string | undefined;
  /** `yes` for guests with access needs only. */
  readonly needs?: string | undefined;
  /** `failed` for guests whose mail failed only. */
  readonly mail?: string | undefined;
}

/** A shorter search finds too many guests. */
const SHORTEST_SEARCH = 2;

/** The filters with the server's names, without empty values. */
export function asQuery(filters: Filters): Readonly<Record<string, string>> {
  const { performance, status, needs, mail } = filters;
  const search = filters.search?.trim() ?? '';
  const isKnown = STATUSES.some((known) => known === status);
  return {
    ...(search.length >= SHORTEST_SEARCH ? { search } : {}),
    ...(performance ? { performance } : {}),
    ...(status && isKnown ? { status } : {}),
    ...(needs === 'yes' ? { access_needs: 'true' } : {}),
    ...(mail === 'failed' ? { delivery: 'failed' } : {}),
  };
}
