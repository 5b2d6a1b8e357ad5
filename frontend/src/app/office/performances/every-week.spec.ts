import { MOST_DATES, datesOf } from './every-week';

describe('every Friday and Saturday', () => {
  const rhythm = { weekdays: [5, 6], from: '2027-03-22', to: '2027-04-03', at: '20:30' };

  it('is at the same time by the clocks, before and after they are changed', () => {
    expect(datesOf(rhythm)).toEqual([
      '2027-03-26T20:30',
      '2027-03-27T20:30',
      '2027-04-02T20:30',
      '2027-04-03T20:30',
    ]);
  });

  it('knows Sunday as the last day of the week', () => {
    expect(datesOf({ ...rhythm, weekdays: [7] })).toEqual(['2027-03-28T20:30']);
  });

  it('is nothing as long as something is missing or the end comes first', () => {
    expect(datesOf({ ...rhythm, to: '' })).toEqual([]);
    expect(datesOf({ ...rhythm, at: '' })).toEqual([]);
    expect(datesOf({ ...rhythm, weekdays: [] })).toEqual([]);
    expect(datesOf({ ...rhythm, to: '2027-03-01' })).toEqual([]);
  });

  it('ends where the server takes no more', () => {
    const forever = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '2027-01-01', to: '2037-01-01' };
    expect(datesOf({ ...forever, at: '20:30' })).toHaveLength(MOST_DATES);
  });
});
