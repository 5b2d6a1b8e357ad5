import { instantOf, localTime, readings } from './zones';

describe('a local time', () => {
  it("is converted in the venue's zone, in winter and summer", () => {
    expect(instantOf('2027-03-27T20:30', 'Europe/Rome')).toBe('2027-03-27T19:30:00Z');
    expect(instantOf('2027-03-28T20:30', 'Europe/Rome')).toBe('2027-03-28T18:30:00Z');
    expect(instantOf('2027-03-28T20:30', 'Asia/Kathmandu')).toBe('2027-03-28T14:45:00Z');
    expect(instantOf('2027-03-28T20:30', 'America/St_Johns')).toBe('2027-03-28T23:00:00Z');
  });

  it('does not exist when clocks go forward over it', () => {
    expect(readings('2027-03-28T02:30', 'Europe/Rome')).toEqual([]);
    expect(readings('2027-03-28T02:00', 'Europe/Rome')).toEqual([]);
    expect(readings('2027-03-28T03:00', 'Europe/Rome')).toHaveLength(1);
  });

  it('occurs twice when clocks go back over it', () => {
    expect(readings('2027-10-31T02:30', 'Europe/Rome')).toEqual([
      { instant: '2027-10-31T00:30:00Z', offset: '+02:00' },
      { instant: '2027-10-31T01:30:00Z', offset: '+01:00' },
    ]);
    expect(readings('2027-10-31T03:00', 'Europe/Rome')).toHaveLength(1);
  });

  it('is undefined while it is incomplete', () => {
    expect(readings('', 'Europe/Rome')).toEqual([]);
  });

  it('is restored from the instant', () => {
    expect(localTime('2027-03-28T18:30:00Z', 'Europe/Rome')).toBe('2027-03-28T20:30');
    expect(localTime('2027-01-01T23:00:00Z', 'Europe/Rome')).toBe('2027-01-02T00:00');
  });
});
