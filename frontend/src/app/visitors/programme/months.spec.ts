import { byDay, monthAfter, monthOf, weeksOf } from './months';

describe('a month', () => {
  it('starts its weeks on Monday', () => {
    // November 1, 2026 is a Sunday.
    const weeks = weeksOf('2026-11');
    expect(weeks).toHaveLength(6);
    expect(weeks[0]).toEqual([...Array<undefined>(6), '2026-11-01']);
    expect(weeks[5]).toEqual(['2026-11-30', ...Array<undefined>(6)]);
  });

  it('has the right number of days', () => {
    const days = (month: string) => weeksOf(month).flat().filter(Boolean).length;
    expect(days('2026-02')).toBe(28);
    expect(days('2028-02')).toBe(29);
    expect(days('2026-12')).toBe(31);
  });

  it('is followed by the next month, also in the next year', () => {
    expect(monthAfter('2026-12', 1)).toBe('2027-01');
    expect(monthAfter('2026-01', -1)).toBe('2025-12');
    expect(monthOf('2026-11-28')).toBe('2026-11');
  });
});

describe('byDay', () => {
  it('keeps the order of the days', () => {
    const late = { starts_on: '2026-11-29' };
    const early = { starts_on: '2026-11-28' };
    const days = byDay([late, early]);
    expect([...days.keys()]).toEqual(['2026-11-29', '2026-11-28']);
    expect(days.get('2026-11-29')).toEqual([late]);
  });
});
