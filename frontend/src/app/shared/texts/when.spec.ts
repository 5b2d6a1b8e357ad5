import { dayOf, when } from './when';

describe('a time', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-25T12:00:00Z'), toFake: ['Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ['it', 'full', 'sabato 28 novembre alle ore 20:45'],
    ['en', 'full', 'Saturday 28 November at 20:45'],
    ['it', 'day', 'sabato 28 novembre 2026'],
    ['it', 'shortFull', 'sab 28 nov, 20:45'],
    ['en', 'shortFull', 'Sat 28 Nov, 20:45'],
    ['en', 'hour', '20:45'],
    ['de', 'full', 'Samstag, 28. November um 20:45 Uhr'],
    ['de', 'shortFull', 'Sa., 28. Nov., 20:45 Uhr'],
    ['it', 'monthAndYear', 'novembre 2026'],
  ] as const)('in %s uses the zone of the venue (%s)', (language, manner, text) => {
    expect(when('2026-11-28T19:45:00Z', 'Europe/Rome', manner, language)).toBe(text);
  });

  it.each([
    ['it', 'full', 'domenica 28 marzo 2027 alle ore 20:45'],
    ['en', 'full', 'Sunday 28 March 2027 at 20:45'],
    ['it', 'dayOfSeason', 'domenica 28 marzo 2027'],
    ['it', 'shortFull', 'dom 28 mar 2027, 20:45'],
    ['en', 'shortFull', 'Sun 28 Mar 2027, 20:45'],
    ['de', 'full', 'Sonntag, 28. März 2027 um 20:45 Uhr'],
    ['de', 'shortFull', 'So., 28. März 2027, 20:45 Uhr'],
    ['it', 'monthOfBill', 'mar 2027'],
  ] as const)('in %s includes another year (%s)', (language, manner, text) => {
    expect(when('2027-03-28T18:45:00Z', 'Europe/Rome', manner, language)).toBe(text);
  });

  it('has another year once that has begun at the venue', () => {
    expect(when('2026-12-31T22:30:00Z', 'Europe/Rome', 'monthOfBill', 'it')).toBe('dic');
    expect(when('2026-12-31T23:30:00Z', 'Europe/Rome', 'monthOfBill', 'it')).toBe('gen 2027');
  });

  it('handles summer and winter time', () => {
    expect(when('2026-10-24T19:00:00Z', 'Europe/Rome', 'hour', 'it')).toBe('21:00');
    expect(when('2026-10-25T19:00:00Z', 'Europe/Rome', 'hour', 'it')).toBe('20:00');
  });
});

describe('a day', () => {
  it("is in the venue's zone", () => {
    expect(dayOf('2026-11-28T23:30:00Z', 'Europe/Rome')).toBe('2026-11-29');
    expect(dayOf('2026-11-28T23:30:00Z', 'Europe/London')).toBe('2026-11-28');
  });
});
