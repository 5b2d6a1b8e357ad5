import { HttpClient } from '@angular/common/http';
import { Service, inject } from '@angular/core';
import { firstValueFrom, timeout } from 'rxjs';

import type { Booked } from '../api/schema';
import { Languages } from '../texts/languages';
import { Attempts } from './attempts';
import { KeptBooking, KeptBookings } from './kept-bookings';
import { Wishes, asRequest } from './wishes';

/** What the way here may take, and the header's whole seconds, in milliseconds. */
const CLOCKS_AGREE_MS = 5_000;

/** For how long an answer is waited for, in milliseconds. */
export const PATIENCE_MS = 20_000;

/** Asks the theatre for seats. */
@Service()
export class Bookings {
  private readonly http = inject(HttpClient);
  private readonly languages = inject(Languages);
  private readonly attempts = inject(Attempts);
  private readonly kept = inject(KeptBookings);

  /** Asks for seats at a performance. It fails as a request does, or by a `TimeoutError`. */
  async book(performance: string, wishes: Wishes): Promise<KeptBooking> {
    const request = asRequest(wishes, this.languages.current());
    const key = this.attempts.keyFor(performance, request);
    const answer = await firstValueFrom(
      this.http
        .post<Booked>(`/api/v1/performances/${performance}/reservations`, request, {
          headers: { 'Idempotency-Key': key },
          observe: 'response',
        })
        .pipe(timeout(PATIENCE_MS)),
    );
    const { status: _, ...booked } = answer.body!;
    const { privacy_accepted: __, ...asked } = wishes;
    const booking: KeptBooking = {
      ...booked,
      key,
      wishes: asked,
      clockAheadMs: clockAhead(answer.headers.get('Date')),
    };
    this.attempts.end();
    this.kept.keep(performance, booking);
    return booking;
  }

  /**
   * Takes back what was booked, unless it is confirmed. It fails as a request does, or by a
   * `TimeoutError`.
   */
  async withdraw({ id, key }: KeptBooking): Promise<void> {
    const headers = { 'Idempotency-Key': key };
    await firstValueFrom(
      this.http.delete(`/api/v1/reservations/${id}`, { headers }).pipe(timeout(PATIENCE_MS)),
    );
  }
}

/** By how much the clock of a server that says it is `date` is ahead of ours, in milliseconds. */
function clockAhead(date: string | null): number {
  const ahead = Date.parse(date ?? '') - Date.now();
  return Math.abs(ahead) > CLOCKS_AGREE_MS ? ahead : 0;
}
