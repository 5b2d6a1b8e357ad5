import { HttpClient } from '@angular/common/http';
import { Service, computed, inject, signal } from '@angular/core';
import { firstValueFrom, timeout } from 'rxjs';

import { failure } from '../../shared/api/problem';
import type { CheckedIn } from '../../shared/api/schema';
import { Attempt, Terms, Who, attempt, withTerms, requestFor } from './attempt';
import { OpenAttempts } from './open-attempts';
import { Verdict, admitted, notAdmitted } from './verdict';

/** Request timeout at the door, in milliseconds. */
const TIMEOUT_MS = 8_000;

/** Admits parties to one performance, one at a time, and undoes check-ins. */
@Service({ autoProvided: false })
export class Admissions {
  private readonly http = inject(HttpClient);
  private readonly asked = signal<Attempt | undefined>(undefined);
  private readonly given = signal<Verdict | undefined>(undefined);
  private readonly latest = signal<CheckedIn | undefined>(undefined);
  private readonly taking = signal<string | undefined>(undefined);
  private readonly openAttempts = inject(OpenAttempts);
  private readonly performance = signal('');
  /** Requests are sent one after the other. */
  private turn: Promise<unknown> = Promise.resolve();

  /** The party whose answer is pending. */
  readonly asking = this.asked.asReadonly();
  /** The result of the last attempt, until it is dismissed. */
  readonly verdict = this.given.asReadonly();
  /** The last admitted party, unless it was undone. */
  readonly last = this.latest.asReadonly();
  /** The check-in that is being undone. */
  readonly undoing = this.taking.asReadonly();

  /** The attempts for this performance without an answer. */
  readonly open = computed(() =>
    this.openAttempts.all().filter(({ performance }) => performance === this.performance()),
  );

  /** Uses this performance from now on. */
  begin(performance: string): void {
    this.performance.set(performance);
    this.latest.set(undefined);
    this.dismiss();
  }

  /**
   * Tries to admit a party, after the previous answer. If an earlier attempt for the same party has
   * no answer, it is repeated.
   */
  letIn(who: Who, terms: Terms = {}): Promise<Verdict> {
    const before = this.openAttempts.find(this.performance(), who, terms);
    return this.send(before ?? attempt(who, terms));
  }

  /**
   * Repeats the unanswered attempt. The server executes it once. A second tap during the request
   * does nothing, here and below.
   */
  async tryAgain(): Promise<void> {
    const before = this.given();
    if (before && !this.asked()) await this.send(before.attempt);
  }

  /** Repeats an attempt that was postponed. */
  async resend(attempt: Attempt): Promise<void> {
    if (!this.asked()) await this.send(attempt);
  }

  /** Drops an unanswered attempt. */
  discard(attempt: Attempt): void {
    this.openAttempts.settle(attempt);
  }

  /** Tries again for the same party with other terms. */
  async retryWithTerms(terms: Terms): Promise<void> {
    const before = this.given();
    if (before && !this.asked()) await this.send(withTerms(before.attempt, terms));
  }

  /**
   * Undoes the last check-in and admits this number instead. Returns whether it was done or
   * started; then there is a new verdict.
   */
  async letInOnlySome(people: number): Promise<boolean> {
    if (this.asked() || this.taking() !== undefined) return true;
    const before = this.given();
    if (!before?.letIn) return false;
    const { id, reservation_id } = before.letIn;
    const { who, terms } = before.attempt;
    const { override } = terms;
    // Undoing a walk-in also removes its reservation.
    const again: Who = 'walkIns' in who ? who : { reservation_id };
    try {
      await this.undo(id);
    } catch {
      return false;
    }
    await this.letIn(again, { seats: people, ...(override ? { override } : {}) });
    return true;
  }

  /** Dismisses the verdict. */
  dismiss(): void {
    this.given.set(undefined);
  }

  /** Undoes a check-in. Throws if there is no answer. */
  async undo(checkIn: string): Promise<void> {
    if (this.taking() !== undefined) return;
    this.taking.set(checkIn);
    try {
      const address = `/api/v1/check-ins/${encodeURIComponent(checkIn)}`;
      await firstValueFrom(this.http.delete(address).pipe(timeout(TIMEOUT_MS)));
      if (this.latest()?.id === checkIn) this.latest.set(undefined);
      if (this.given()?.letIn?.id === checkIn) this.dismiss();
    } finally {
      this.taking.set(undefined);
    }
  }

  private send(attempt: Attempt): Promise<Verdict> {
    const sent = this.turn.then(() => this.take(attempt));
    this.turn = sent;
    return sent;
  }

  private async take(attempt: Attempt): Promise<Verdict> {
    this.asked.set(attempt);
    const performance = this.performance();
    const verdict = await this.ask(attempt, performance);
    if (verdict.kind === 'unanswered') this.openAttempts.keep(performance, attempt);
    else this.openAttempts.settle(attempt);
    if (verdict.letIn) this.latest.set(verdict.letIn);
    this.given.set(verdict);
    this.asked.set(undefined);
    return verdict;
  }

  private async ask(attempt: Attempt, performance: string): Promise<Verdict> {
    const { address, body } = requestFor(attempt, performance);
    try {
      const request = this.http.post<CheckedIn>(address, body).pipe(timeout(TIMEOUT_MS));
      return admitted(attempt, await firstValueFrom(request));
    } catch (error) {
      return notAdmitted(attempt, failure(error));
    }
  }
}
