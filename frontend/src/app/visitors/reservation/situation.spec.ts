import { reservation } from './example-reservation';
import { situation } from './situation';

describe('situation', () => {
  const before = new Date('2026-11-25T12:00:00Z');
  const holdUntil = '2026-11-25T12:10:00Z';
  const pending = { status: 'pending', hold_until: holdUntil, can_confirm: true } as const;
  const expired = { status: 'expired', can_confirm: false } as const;

  it.each([
    ['pending', 'while the seats are held', reservation(pending), before],
    ['expired', 'from the very end of the hold', reservation(pending), new Date(holdUntil)],
    [
      'expired',
      'when the seats are still free',
      reservation({ ...expired, can_confirm: true }),
      before,
    ],
    ['sold-out', 'when too few are left', reservation(expired, {}, { available: 2 }), before],
    ['lapsed', 'when it is not the seats that lack', reservation(expired), before],
    ['confirmed', 'with a ticket', reservation(), before],
    ['confirmed', 'when a part came in', reservation({ admitted: 2 }), before],
    ['inside', 'when all came in', reservation({ admitted: 3 }), before],
    ['confirmed', 'as long as the door may scan', reservation(), new Date('2026-11-29T01:44:59Z')],
    ['over', 'from then on', reservation(), new Date('2026-11-29T01:45:00Z')],
    ['lapsed', 'for who never confirmed', reservation(pending), new Date('2026-12-01T00:00:00Z')],
    ['cancelled', 'by the holder', reservation({ status: 'cancelled' }), before],
    [
      'performance-cancelled',
      'by the theatre',
      reservation({}, {}, { state: 'cancelled' }),
      before,
    ],
    [
      'performance-cancelled',
      'by both',
      reservation({ status: 'cancelled' }, {}, { state: 'cancelled' }),
      before,
    ],
  ])('is %s %s', (expected, _, it, now) => {
    expect(situation(it, now)).toBe(expected);
  });
});
