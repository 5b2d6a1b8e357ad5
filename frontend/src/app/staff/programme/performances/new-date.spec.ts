import { asAsked, inOrder, checkedDates, withRefusals } from './new-date';

const ROME = 'Europe/Rome';
const NOW = Date.parse('2027-01-01T12:00:00Z');

describe('the dates', () => {
  const judge = (local: string, offset?: string) =>
    checkedDates([{ key: 1, local, ...(offset ? { offset } : {}) }], ROME, NOW)[0];

  it('have instants', () => {
    expect(judge('2027-03-28T20:30')).toMatchObject({ instant: '2027-03-28T18:30:00Z' });
    expect(judge('2027-03-28T20:30')?.fault).toBeUndefined();
  });

  it('can be at a local time that does not exist', () => {
    expect(judge('2027-03-28T02:30')?.fault).toBe('never');
  });

  it('can be at a local time that occurs twice, with a choice', () => {
    expect(judge('2027-10-31T02:30')).toMatchObject({ fault: 'twice' });
    expect(judge('2027-10-31T02:30')?.choice).toHaveLength(2);
    const second = judge('2027-10-31T02:30', '+01:00');
    expect(second).toMatchObject({ instant: '2027-10-31T01:30:00Z' });
    expect(second && asAsked(second)).toBe('2027-10-31T02:30+01:00');
  });

  it('forget the chosen offset of another day', () => {
    const shifted = judge('2027-10-30T02:30', '+01:00');
    expect(shifted && asAsked(shifted)).toBe('2027-10-30T02:30');
  });

  it('must be unique and in the future', () => {
    const dates = ['2027-02-01T20:30', '2027-02-01T20:30', '2026-12-31T20:30', ''];
    const faults = checkedDates(
      dates.map((local, key) => ({ key, local })),
      ROME,
      NOW,
    ).map(({ fault }) => fault);
    expect(faults).toEqual([undefined, 'duplicate', 'past', 'missing']);
  });

  it('at a repeated local time are different with different offsets', () => {
    const both = ['+02:00', '+01:00'].map((offset, key) => ({
      key,
      local: '2027-10-31T02:30',
      offset,
    }));
    expect(checkedDates(both, ROME, NOW).map(({ fault }) => fault)).toEqual([undefined, undefined]);
  });

  it('are sorted, with incomplete ones last', () => {
    const dates = ['', '2027-02-02T20:30', '2027-02-01T20:30'].map((local, key) => ({
      key,
      local,
    }));
    expect(inOrder(dates).map(({ key }) => key)).toEqual([2, 1, 0]);
  });

  it("show the server's errors", () => {
    const dates = [
      { key: 5, local: '2027-02-01T20:30' },
      { key: 6, local: '2027-02-02T20:30' },
    ];
    const errors = [{ field: 'starts[1]', code: 'duplicate', message: 'C’è già.' }] as const;
    expect(withRefusals(dates, [...errors] as never)).toEqual([
      dates[0],
      { ...dates[1], refused: 'C’è già.' },
    ]);
  });
});
