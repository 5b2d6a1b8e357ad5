import { HttpClient } from '@angular/common/http';
import { Service, computed, inject, signal } from '@angular/core';
import { firstValueFrom, timeout } from 'rxjs';

import { failure } from '../api/problem';
import type { CheckedIn } from '../api/schema';
import { Attempt, Terms, Who, attempt, onTerms, requestFor } from './attempt';
import { OpenAttempts } from './open-attempts';
import { Verdict, admitted, notAdmitted } from './verdict';

/** For how long an answer is waited for at the door, in milliseconds. */
const PATIENCE_MS = 8_000;

/** Lets people in to one performance, one party at a time, and takes it back. */
@Service({ autoProvided: false })
export class Admissions {
  private readonly http = inject(HttpClient);
  private readonly asked = signal<Attempt | undefined>(undefined);
  private readonly given = signal<Verdict | undefined>(undefined);
  private readonly latest = signal<CheckedIn | undefined>(undefined);
  private readonly taking = signal<string | undefined>(undefined);
  private readonly openAttempts = inject(OpenAttempts);
  private readonly performance = signal('');
  /** One is sent after the other. */
  private turn: Promise<unknown> = Promise.resolve();

  /** Whom an answer is awaited about. */
  readonly asking = this.asked.asReadonly();
  /** What came of the last attempt, until it has been seen. */
  readonly verdict = this.given.asReadonly();
  /** Those who were let in last, unless that was taken back. */
  readonly last = this.latest.asReadonly();
  /** The check-in that is being taken back. */
  readonly undoing = this.taking.asReadonly();

  /** The attempts for this performance of which nobody knows what became. */
  readonly open = computed(() =>
    this.openAttempts.all().filter(({ performance }) => performance === this.performance()),
  );

  /** Lets people in to this performance from now on. */
  begin(performance: string): void {
    this.performance.set(performance);
    this.latest.set(undefined);
    this.dismiss();
  }

  /**
   * Tries to let somebody in, once whoever came before has been answered. Where nobody knows what
   * became of the same before, it is that attempt over again.
   */
  letIn(who: Who, terms: Terms = {}): Promise<Verdict> {
    const before = this.openAttempts.find(this.performance(), who, terms);
    return this.send(before ?? attempt(who, terms));
  }

  /**
   * Sends the attempt again that nobody knows what became of. It can't be done twice. A second tap
   * while the first is under way asks for nothing, here as below.
   */
  async tryAgain(): Promise<void> {
    const before = this.given();
    if (before && !this.asked()) await this.send(before.attempt);
  }

  /** Sends an attempt again that was left for later. */
  async resend(attempt: Attempt): Promise<void> {
    if (!this.asked()) await this.send(attempt);
  }

  /** Gives an attempt up that was never answered. */
  discard(attempt: Attempt): void {
    this.openAttempts.settle(attempt);
  }

  /** Tries for the same people on other terms. */
  async tryOnTerms(terms: Terms): Promise<void> {
    const before = this.given();
    if (before && !this.asked()) await this.send(onTerms(before.attempt, terms));
  }

  /**
   * Takes the party back that was just let in, and lets in so many of it; whether that was done or
   * at least begun, in which case there is another verdict.
   */
  async letInOnlySome(people: number): Promise<boolean> {
    if (this.asked() || this.taking() !== undefined) return true;
    const before = this.given();
    if (!before?.letIn) return false;
    const { id, reservation_id } = before.letIn;
    const { who, terms } = before.attempt;
    const { override } = terms;
    // Who came without a reservation has none any more once they are taken back.
    const again: Who = 'walkIns' in who ? who : { reservation_id };
    try {
      await this.undo(id);
    } catch {
      return false;
    }
    await this.letIn(again, { seats: people, ...(override ? { override } : {}) });
    return true;
  }

  /** The verdict has been seen. */
  dismiss(): void {
    this.given.set(undefined);
  }

  /** Takes a check-in back; throws when that was not answered. */
  async undo(checkIn: string): Promise<void> {
    if (this.taking() !== undefined) return;
    this.taking.set(checkIn);
    try {
      const address = `/api/v1/check-ins/${encodeURIComponent(checkIn)}`;
      await firstValueFrom(this.http.delete(address).pipe(timeout(PATIENCE_MS)));
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
      const request = this.http.post<CheckedIn>(address, body).pipe(timeout(PATIENCE_MS));
      return admitted(attempt, await firstValueFrom(request));
    } catch (error) {
      return notAdmitted(attempt, failure(error));
    }
  }
}
