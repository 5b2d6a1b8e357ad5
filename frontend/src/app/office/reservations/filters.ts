import type { ReservationStatus } from './api';

export const STATUSES = [
  'pending',
  'expired',
  'confirmed',
  'cancelled',
] as const satisfies readonly ReservationStatus[];

/** Which reservations are asked for, by the names that the page's address has for it. */
export interface Filters {
  readonly search?: string | undefined;
  readonly performance?: string | undefined;
  readonly status?: string | undefined;
  /** `yes` when only those who need something. */
  readonly needs?: string | undefined;
  /** `failed` when only those whom our mail did not reach. */
  readonly mail?: string | undefined;
}

/** What is shorter finds nobody in particular. */
const SHORTEST_SEARCH = 2;

/** The filters by the names that the server has for them; what says nothing is left out. */
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
