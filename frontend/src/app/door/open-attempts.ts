import { Service, signal } from '@angular/core';

import { Attempt, Terms, Who, sameAs } from './attempt';

/** An attempt of which nobody knows what became. */
export interface OpenAttempt {
  readonly performance: string;
  readonly attempt: Attempt;
  /** When it was made: RFC 3339. */
  readonly at: string;
}

/**
 * The attempts of this device that were never answered. Each stays until it is answered, or
 * discarded by somebody who was asked twice; leaving the door's page loses none.
 */
@Service()
export class OpenAttempts {
  private readonly kept = signal<readonly OpenAttempt[]>([]);

  readonly all = this.kept.asReadonly();

  keep(performance: string, attempt: Attempt): void {
    if (this.kept().some((one) => one.attempt.clientRef === attempt.clientRef)) return;
    const at = new Date().toISOString();
    this.kept.update((all) => [...all, { performance, attempt, at }]);
  }

  /** It was answered, or is given up. */
  settle({ clientRef }: Attempt): void {
    this.kept.update((all) => all.filter((one) => one.attempt.clientRef !== clientRef));
  }

  /** The attempt for the same people on the same terms. */
  find(performance: string, who: Who, terms: Terms): Attempt | undefined {
    // Those without a reservation can't be told from the next who come without one.
    if ('walkIns' in who) return undefined;
    return this.kept().find(
      (one) => one.performance === performance && sameAs(one.attempt, who, terms),
    )?.attempt;
  }
}
