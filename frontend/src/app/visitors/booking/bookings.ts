import { HttpClient } from '@angular/common/http';
import { Service, inject } from '@angular/core';
import { firstValueFrom, timeout } from 'rxjs';

import type { Booked } from '../../shared/api/schema';
import { Attempts } from '../../shared/booking/attempts';
import { BookingInput, asRequest } from '../../shared/booking/booking-input';
import { Languages } from '../../shared/texts/languages';
import { StoredBooking, StoredBookings } from './stored-bookings';

/** Tolerance for network delay and the whole seconds of the Date header, in milliseconds. */
const CLOCKS_AGREE_MS = 5_000;

/** Request timeout, in milliseconds. */
export const TIMEOUT_MS = 20_000;

@Service()
export class Bookings {
  private readonly http = inject(HttpClient);
  private readonly languages = inject(Languages);
  private readonly attempts = inject(Attempts);
  private readonly kept = inject(StoredBookings);

  /** Requests seats at a performance. Throws the request's error or a `TimeoutError`. */
  async book(performance: string, wishes: BookingInput): Promise<StoredBooking> {
    const request = asRequest(wishes, this.languages.current());
    const key = this.attempts.keyFor(performance, request);
    const answer = await firstValueFrom(
      this.http
        .post<Booked>(`/api/v1/performances/${performance}/reservations`, request, {
          headers: { 'Idempotency-Key': key },
          observe: 'response',
        })
        .pipe(timeout(TIMEOUT_MS)),
    );
    const { status: _, ...booked } = answer.body!;
    const { privacy_accepted: __, ...asked } = wishes;
    const booking: StoredBooking = {
      ...booked,
      key,
      wishes: asked,
      clockAheadMs: clockAhead(answer.headers.get('Date')),
    };
    this.attempts.end();
    this.kept.keep(performance, booking);
    return booking;
  }

  /** Withdraws an unconfirmed booking. Throws the request's error or a `TimeoutError`. */
  async withdraw({ id, key }: StoredBooking): Promise<void> {
    const headers = { 'Idempotency-Key': key };
    await firstValueFrom(
      this.http.delete(`/api/v1/reservations/${id}`, { headers }).pipe(timeout(TIMEOUT_MS)),
    );
  }
}

/** How far the server's clock (its `Date` header) is ahead of ours, in milliseconds. */
function clockAhead(date: string | null): number {
  const ahead = Date.parse(date ?? '') - Date.now();
  return Math.abs(ahead) > CLOCKS_AGREE_MS ? ahead : 0;
}
