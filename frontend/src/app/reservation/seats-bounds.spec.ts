import { reservation } from './example-reservation';
import { seatsBounds } from './seats-bounds';

describe('seatsBounds', () => {
  it('goes from one to its own seats and those that are left', () => {
    expect(seatsBounds(reservation())).toEqual({ min: 1, max: 7 });
  });

  it('keeps those who are inside', () => {
    expect(seatsBounds(reservation({ admitted: 2 })).min).toBe(2);
  });

  it('lets only fewer come to a full house', () => {
    expect(seatsBounds(reservation({}, {}, { available: 0, state: 'sold_out' })).max).toBe(3);
  });

  it('lets only fewer come once booking is closed', () => {
    expect(seatsBounds(reservation({}, {}, { state: 'closed' })).max).toBe(3);
  });

  it('stops at what one reservation may have', () => {
    expect(seatsBounds(reservation({}, {}, { available: 80 })).max).toBe(10);
  });

  it('lets a party that was made larger stay so', () => {
    expect(seatsBounds(reservation({ seats: 14 })).max).toBe(14);
  });
});
