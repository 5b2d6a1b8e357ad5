import { count, fill } from './fill';

describe('a text', () => {
  it('has its gaps filled', () => {
    expect(fill('{name} at {time}', { name: 'La locandiera', time: '20:45' })).toBe(
      'La locandiera at 20:45',
    );
  });

  it('keeps a gap that nothing was given for', () => {
    expect(fill('until {date}', {})).toBe('until {date}');
  });

  it('is not filled again by what it was filled with', () => {
    expect(fill('{a} {b}', { a: '{b}', b: 'x' })).toBe('{b} x');
  });
});

describe('a count', () => {
  const seats = { one: '{count} posto', other: '{count} posti' };

  it.each([
    [0, '0 posti'],
    [1, '1 posto'],
    [2, '2 posti'],
    [1_000_000, '1.000.000 posti'],
  ])('of %d reads well in Italian', (many, text) => {
    expect(count(seats, many, 'it')).toBe(text);
  });

  it('of none is many in English', () => {
    expect(count({ one: '{count} seat', other: '{count} seats' }, 0, 'en')).toBe('0 seats');
  });
});
