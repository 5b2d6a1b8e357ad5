import { dayOf, when } from './when';

describe('a time', () => {
  it.each([
    ['it', 'full', 'sabato 28 novembre alle ore 20:45'],
    ['en', 'full', 'Saturday 28 November at 20:45'],
    ['it', 'day', 'sabato 28 novembre 2026'],
    ['it', 'shortFull', 'sab 28 nov, 20:45'],
    ['en', 'shortFull', 'Sat 28 Nov, 20:45'],
    ['en', 'hour', '20:45'],
    ['it', 'monthAndYear', 'novembre 2026'],
  ] as const)('in %s is said by the clocks of the venue (%s)', (language, manner, text) => {
    expect(when('2026-11-28T19:45:00Z', 'Europe/Rome', manner, language)).toBe(text);
  });

  it('knows summer from winter', () => {
    expect(when('2026-10-24T19:00:00Z', 'Europe/Rome', 'hour', 'it')).toBe('21:00');
    expect(when('2026-10-25T19:00:00Z', 'Europe/Rome', 'hour', 'it')).toBe('20:00');
  });
});

describe('a day', () => {
  it('is that of the venue', () => {
    expect(dayOf('2026-11-28T23:30:00Z', 'Europe/Rome')).toBe('2026-11-29');
    expect(dayOf('2026-11-28T23:30:00Z', 'Europe/London')).toBe('2026-11-28');
  });
});
