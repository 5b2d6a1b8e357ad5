import { clockFace, secondsLeft, secondsSaid } from './countdown';

describe('secondsLeft', () => {
  const now = Date.parse('2026-11-28T20:00:00Z');

  it.each([
    ['2026-11-28T20:30:00Z', 1800],
    ['2026-11-28T20:00:00.300Z', 1],
    ['2026-11-28T20:00:00Z', 0],
    ['2026-11-28T19:00:00Z', 0],
  ])('until %s is %i', (until, seconds) => {
    expect(secondsLeft(until, now)).toBe(seconds);
  });
});

describe('clockFace', () => {
  it.each([
    [1800, '30:00'],
    [1745, '29:05'],
    [59, '00:59'],
    [0, '00:00'],
    [5400, '90:00'],
  ])('shows %i as %s', (seconds, face) => {
    expect(clockFace(seconds)).toBe(face);
  });
});

describe('secondsSaid', () => {
  it('changes every five minutes, and three times in the last minute', () => {
    const said = Array.from({ length: 1801 }, (_, gone) => secondsSaid(1800 - gone));
    expect([...new Set(said)]).toEqual([1800, 1500, 1200, 900, 600, 300, 60, 30, 10, 0]);
  });

  it.each([
    [1500, 1500],
    [60, 60],
    [30, 30],
    [10, 10],
  ])('keeps %i', (seconds, said) => {
    expect(secondsSaid(seconds)).toBe(said);
  });
});
