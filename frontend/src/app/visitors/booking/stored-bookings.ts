import { Service, inject } from '@angular/core';

import type { Booked } from '../../shared/api/schema';
import { BookingInput } from '../../shared/booking/booking-input';
import { TabMemory } from '../../shared/browser/tab-memory';

/** A reservation made in this tab. */
export interface StoredBooking extends Omit<Booked, 'status'> {
  /** The attempt's key, which proves that the reservation was made here. */
  readonly key: string;
  /** The input of the booking. */
  readonly wishes: Omit<BookingInput, 'privacy_accepted'>;
  /** How far the server's clock is ahead of this device's, in milliseconds. */
  readonly clockAheadMs: number;
}

/** The reservations made in this tab, each until its hold ends. */
@Service()
export class StoredBookings {
  private readonly memory = inject(TabMemory);

  of(performance: string): StoredBooking | undefined {
    const booking = this.memory.read<StoredBooking>(nameFor(performance));
    if (!booking) return undefined;
    if (Date.parse(booking.hold_until) > Date.now() + booking.clockAheadMs) return booking;
    this.forget(performance);
    return undefined;
  }

  keep(performance: string, booking: StoredBooking): void {
    this.memory.write(nameFor(performance), booking);
  }

  forget(performance: string): void {
    this.memory.write(nameFor(performance), undefined);
  }
}

function nameFor(performance: string): string {
  return `booking-${performance}`;
}
