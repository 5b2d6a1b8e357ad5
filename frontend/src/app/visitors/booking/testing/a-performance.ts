import type { Booking, BookingLabel, BookingState, Performance } from '../../../shared/api/schema';

/** A performance that can be booked, with overrides. */
export function aPerformance(booking: Partial<Booking> = {}): Performance {
  return {
    id: '01890000-0000-7000-8000-000000000001',
    show: {
      slug: 'la-locandiera',
      title: 'La locandiera',
      subtitle: '',
      summary: '',
      poster: null,
    },
    venue: { slug: 'teatro', name: 'Teatro', address: 'Via dei Mantici 14', city: 'Torino' },
    starts_at: '2099-11-28T19:45:00Z',
    starts_on: '2099-11-28',
    nearness: null,
    is_past: false,
    doors_at: '2099-11-28T19:15:00Z',
    moved_from: null,
    time_zone: 'Europe/Rome',
    booking: {
      state: 'open',
      available: 40,
      label: labelOf(booking.state),
      max_seats: 10,
      default_seats: 2,
      opens_at: '2099-10-01T00:00:00Z',
      closes_at: '2099-11-28T19:45:00Z',
      closes_soon: false,
      ...booking,
    },
  };
}

function labelOf(state: BookingState = 'open'): BookingLabel {
  return state === 'open' ? 'available' : state;
}
