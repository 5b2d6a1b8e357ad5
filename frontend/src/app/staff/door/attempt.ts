/** Who is to be admitted: a scanned ticket, a party from the search, or walk-ins. */
export type Who =
  { readonly ticket: string } | { readonly reservation_id: string } | { readonly walkIns: true };

/** The terms of an admission, if they differ from the default. */
export interface Terms {
  /** The number of people; by default all who are still missing. */
  readonly seats?: number;
  /** The reason for an admission outside the door window. */
  readonly override?: string;
  /** Whether to confirm an unconfirmed reservation. */
  readonly confirm?: boolean;
}

/**
 * An attempt to admit a party. The server recognises it by `client_ref`, so repeating it after a
 * failure admits once.
 */
export interface Attempt {
  readonly who: Who;
  readonly terms: Terms;
  readonly clientRef: string;
}

export function attempt(who: Who, terms: Terms = {}): Attempt {
  return { who, terms, clientRef: newName() };
}

/** Creates another attempt for the same party with other terms. */
export function withTerms({ who, terms }: Attempt, others: Terms): Attempt {
  return attempt(who, { ...terms, ...others });
}

/** Whether the attempt has this party and these terms. */
export function sameAs(attempt: Attempt, who: Who, terms: Terms): boolean {
  return JSON.stringify([attempt.who, attempt.terms]) === JSON.stringify([who, terms]);
}

/** The request of the attempt. */
export function requestFor(
  { who, terms, clientRef }: Attempt,
  performance: string,
): { readonly address: string; readonly body: unknown } {
  const rest = { performance_id: performance, client_ref: clientRef, ...terms };
  return 'walkIns' in who
    ? { address: '/api/v1/door/walk-ins', body: rest }
    : { address: '/api/v1/check-ins', body: { ...who, ...rest } };
}

/** `randomUUID` exists on secure pages only, but a trial site may use plain HTTP. */
function newName(): string {
  return typeof crypto.randomUUID === 'function'
    ? crypto.randomUUID()
    : Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join('-');
}
