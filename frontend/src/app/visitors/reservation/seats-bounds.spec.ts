import { reservation } from './example-reservation';
import { seatsBounds } from './seats-bounds';

describe('seatsBounds', () => {
  it('go from one to the own seats plus the available ones', () => {
    expect(seatsBounds(reservation())).toEqual({ min: 1, max: 7 });
  });

  it('include the admitted people', () => {
    expect(seatsBounds(reservation({ admitted: 2 })).min).toBe(2);
  });

  it('allow only fewer in a full house', () => {
    expect(seatsBounds(reservation({}, {}, { available: 0, state: 'sold_out' })).max).toBe(3);
  });

  it('allow only fewer after booking has closed', () => {
    expect(seatsBounds(reservation({}, {}, { state: 'closed' })).max).toBe(3);
  });

  it('stop at the limit of one reservation', () => {
    expect(seatsBounds(reservation({}, {}, { available: 80 })).max).toBe(10);
  });

  it('allow a larger party to stay as it is', () => {
    expect(seatsBounds(reservation({ seats: 14 })).max).toBe(14);
  });
});
