import { describe, expect, it } from 'vitest';

import { beginningOf, dayAfter } from './days';

describe('the beginning of a day', () => {
  it.each([
    ['in winter', '2026-11-25', 'Europe/Rome', '2026-11-24T23:00:00.000Z'],
    ['in summer', '2026-07-01', 'Europe/Rome', '2026-06-30T22:00:00.000Z'],
    ['when the clocks go forward', '2026-03-29', 'Europe/Rome', '2026-03-28T23:00:00.000Z'],
    ['the day after', '2026-03-30', 'Europe/Rome', '2026-03-29T22:00:00.000Z'],
    ['when they go back', '2026-10-25', 'Europe/Rome', '2026-10-24T22:00:00.000Z'],
    ['west of Greenwich', '2026-11-25', 'America/New_York', '2026-11-25T05:00:00.000Z'],
  ])('is told by the clocks of the zone: %s', (_, day, zone, begins) => {
    expect(beginningOf(day, zone).toISOString()).toBe(begins);
  });
});

describe('the day after', () => {
  it.each([
    ['2026-02-28', '2026-03-01'],
    ['2026-12-31', '2027-01-01'],
  ])('%s is %s', (day, next) => {
    expect(dayAfter(day)).toBe(next);
  });
});
