import type { Performance, Reservation } from '../api/schema';

/** Three confirmed seats for the evening of 28 November 2026. For tests. */
export function reservation(
  changes: Partial<Reservation> = {},
  performance: Partial<Performance> = {},
  booking: Partial<Performance['booking']> = {},
): Reservation {
  return {
    id: '01939c5e-0000-7000-8000-000000000001',
    code: 'K7QF3M',
    status: 'confirmed',
    seats: 3,
    admitted: 0,
    hold_until: null,
    name: 'Anna Bianchi',
    email: 'anna@example.org',
    phone: '+39 011 555 0199',
    notes: 'by train',
    access_needs: ['hearing_loop'],
    locale: 'it',
    booked_at: '2026-11-20T10:00:00Z',
    confirmed_at: '2026-11-20T10:05:00Z',
    cancelled_at: null,
    kept_until: '2026-12-28T21:35:00Z',
    can_confirm: false,
    can_cancel: true,
    can_change: true,
    performance: {
      id: '01939c5e-0000-7000-8000-000000000002',
      show: {
        slug: 'la-locandiera',
        title: 'La locandiera',
        subtitle: '',
        summary: '',
        poster: null,
      },
      venue: { slug: 'teatro', name: 'Teatro', address: 'Via 1', city: 'Torino' },
      starts_at: '2026-11-28T19:45:00Z',
      doors_at: '2026-11-28T19:15:00Z',
      time_zone: 'Europe/Rome',
      moved_from: null,
      booking: {
        state: 'open',
        available: 4,
        max_seats: 10,
        opens_at: '2026-10-01T10:00:00Z',
        closes_at: '2026-11-28T19:45:00Z',
        ...booking,
      },
      ...performance,
    },
    ...changes,
  };
}
