import { count, fill } from './fill';

describe('a text', () => {
  it('gets its placeholders filled', () => {
    expect(fill('{name} at {time}', { name: 'La locandiera', time: '20:45' })).toBe(
      'La locandiera at 20:45',
    );
  });

  it('keeps a placeholder without a value', () => {
    expect(fill('until {date}', {})).toBe('until {date}');
  });

  it('does not fill placeholders in inserted values', () => {
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
  ])('of %d is correct in Italian', (many, text) => {
    expect(count(seats, many, 'it')).toBe(text);
  });

  it('of zero is plural in English', () => {
    expect(count({ one: '{count} seat', other: '{count} seats' }, 0, 'en')).toBe('0 seats');
  });
});
