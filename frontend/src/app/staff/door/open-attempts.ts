import { Service, signal } from '@angular/core';

import { Attempt, Terms, Who, sameAs } from './attempt';

/** An attempt without an answer. */
export interface OpenAttempt {
  readonly performance: string;
  readonly attempt: Attempt;
  /** Time of creation (RFC 3339). */
  readonly at: string;
}

/**
 * This device's attempts without an answer. Each stays until it is answered, or until a user
 * discards it after a question. Leaving the door page keeps them.
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

  /** Removes an attempt that was answered or discarded. */
  settle({ clientRef }: Attempt): void {
    this.kept.update((all) => all.filter((one) => one.attempt.clientRef !== clientRef));
  }

  /** The attempt for the same party with the same terms. */
  find(performance: string, who: Who, terms: Terms): Attempt | undefined {
    // Walk-ins cannot be told apart from the next ones.
    if ('walkIns' in who) return undefined;
    return this.kept().find(
      (one) => one.performance === performance && sameAs(one.attempt, who, terms),
    )?.attempt;
  }
}
