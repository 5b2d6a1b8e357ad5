/** Who is to be let in: a ticket that was read, a party looked up, or people without a reservation. */
export type Who =
  { readonly ticket: string } | { readonly reservation_id: string } | { readonly walkIns: true };

/** How they are to be let in, where that isn't as usual. */
export interface Terms {
  /** How many of them; without it all who are still to come. */
  readonly seats?: number;
  /** Why outside the door window. */
  readonly override?: string;
  /** Whether a reservation that is not confirmed is to be confirmed here. */
  readonly confirm?: boolean;
}

/**
 * One deliberate attempt to let somebody in. It has a name (`client_ref`) by which the server knows
 * it again, so that however often it is sent after a failure it is done once.
 */
export interface Attempt {
  readonly who: Who;
  readonly terms: Terms;
  readonly clientRef: string;
}

export function attempt(who: Who, terms: Terms = {}): Attempt {
  return { who, terms, clientRef: newName() };
}

/** Another attempt, for the same people on other terms. */
export function onTerms({ who, terms }: Attempt, others: Terms): Attempt {
  return attempt(who, { ...terms, ...others });
}

/** Whether an attempt is for these people on these terms. */
export function sameAs(attempt: Attempt, who: Who, terms: Terms): boolean {
  return JSON.stringify([attempt.who, attempt.terms]) === JSON.stringify([who, terms]);
}

/** Where and what is sent for it. */
export function requestFor(
  { who, terms, clientRef }: Attempt,
  performance: string,
): { readonly address: string; readonly body: unknown } {
  const rest = { performance_id: performance, client_ref: clientRef, ...terms };
  return 'walkIns' in who
    ? { address: '/api/v1/door/walk-ins', body: rest }
    : { address: '/api/v1/check-ins', body: { ...who, ...rest } };
}

/** `randomUUID` is there on secure pages only; somebody may try the door out without. */
function newName(): string {
  return typeof crypto.randomUUID === 'function'
    ? crypto.randomUUID()
    : Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join('-');
}
