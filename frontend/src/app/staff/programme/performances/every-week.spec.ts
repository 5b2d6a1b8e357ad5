import { MAX_DATES, datesOf } from './every-week';

describe('weekly dates', () => {
  const rhythm = { weekdays: [5, 6], from: '2027-03-22', to: '2027-04-03', at: '20:30' };

  it('keep their local time across daylight saving changes', () => {
    expect(datesOf(rhythm)).toEqual([
      '2027-03-26T20:30',
      '2027-03-27T20:30',
      '2027-04-02T20:30',
      '2027-04-03T20:30',
    ]);
  });

  it('treat Sunday as the last day of the week', () => {
    expect(datesOf({ ...rhythm, weekdays: [7] })).toEqual(['2027-03-28T20:30']);
  });

  it('are empty while something is missing or the end is before the start', () => {
    expect(datesOf({ ...rhythm, to: '' })).toEqual([]);
    expect(datesOf({ ...rhythm, at: '' })).toEqual([]);
    expect(datesOf({ ...rhythm, weekdays: [] })).toEqual([]);
    expect(datesOf({ ...rhythm, to: '2027-03-01' })).toEqual([]);
  });

  it("stop at the server's limit", () => {
    const forever = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '2027-01-01', to: '2037-01-01' };
    expect(datesOf({ ...forever, at: '20:30' })).toHaveLength(MAX_DATES);
  });
});
