import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { TheSite } from '../../../shared/site/the-site';
import { Languages } from '../../../shared/texts/languages';
import { LOCAL_TIME_FORMATS, LocalTimeAdapter } from './local-time-adapter';

const { dateInput, timeInput, monthYearLabel } = LOCAL_TIME_FORMATS.display as Record<
  string,
  Intl.DateTimeFormatOptions
>;

describe('LocalTimeAdapter', () => {
  let adapter: LocalTimeAdapter;

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2027-03-27T23:30:00Z'), toFake: ['Date'] });
    document.documentElement.lang = 'it';
    TestBed.configureTestingModule({
      providers: [
        LocalTimeAdapter,
        { provide: TheSite, useValue: { site: signal({ time_zone: 'Europe/Rome' }) } },
      ],
    });
    adapter = TestBed.inject(LocalTimeAdapter);
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ['28/03/2027', '2027-03-28'],
    ['28.3.27', '2027-03-28'],
    ['28 3 2027', '2027-03-28'],
    ['2027-03-28', '2027-03-28'],
    ['', null],
  ])('reads the day %s', (text, day) => {
    expect(adapter.parse(text)).toBe(day);
  });

  it.each(['30/02/2027', '28/13/2027', '28/3', '28/3/2', 'domani'])('refuses %s', (text) => {
    expect(adapter.isValid(adapter.parse(text) ?? '')).toBe(false);
  });

  it.each([
    ['20:30', '20:30'],
    ['20.30', '20:30'],
    ['2030', '20:30'],
    ['9', '09:00'],
  ])('reads the time %s', (text, time) => {
    expect(adapter.parseTime(text)?.slice(11)).toBe(time);
  });

  it.each(['24:00', '20:60', '20:3', 'sera'])('refuses the time %s', (text) => {
    expect(adapter.isValid(adapter.parseTime(text) ?? '')).toBe(false);
  });

  it('writes as the language does, and tells the pickers when it changes', async () => {
    expect(adapter.format('2027-03-28', dateInput!)).toBe('28/03/2027');
    expect(adapter.format('2027-03-28T02:30', timeInput!)).toBe('02:30');
    expect(adapter.format('2027-03-28', monthYearLabel!)).toBe('marzo 2027');
    let changes = 0;
    adapter.localeChanges.subscribe(() => (changes += 1));
    await TestBed.inject(Languages).choose('en');
    TestBed.tick();
    expect(changes).toBe(1);
    expect(adapter.format('2027-03-28', monthYearLabel!)).toBe('March 2027');
  });

  it('begins the week on Monday', () => {
    expect(adapter.getFirstDayOfWeek()).toBe(1);
    expect(adapter.getDayOfWeekNames('long')[adapter.getFirstDayOfWeek()]).toBe('lunedì');
    expect(adapter.getDayOfWeek('2027-03-28')).toBe(0);
  });

  it("knows the theatre's day, not the browser's", () => {
    expect(adapter.today()).toBe('2027-03-28');
  });

  it('keeps a time that the zone of the browser may skip', () => {
    expect(adapter.setTime('2027-03-28', 2, 30)).toBe('2027-03-28T02:30');
    expect(adapter.addSeconds('2027-03-28T01:45', 45 * 60)).toBe('2027-03-28T02:30');
  });

  it('adds months and days', () => {
    expect(adapter.addCalendarMonths('2027-01-31', 1)).toBe('2027-02-28');
    expect(adapter.addCalendarMonths('2027-01-31', -2)).toBe('2026-11-30');
    expect(adapter.addCalendarYears('2028-02-29', 1)).toBe('2029-02-28');
    expect(adapter.addCalendarDays('2027-12-31', 1)).toBe('2028-01-01');
    expect(adapter.getNumDaysInMonth('2028-02-10')).toBe(29);
  });
});
