import { at } from './address';

describe('address', () => {
  it('escapes placeholder values', () => {
    expect(at('/api/v1/shows/{slug}', { slug: 'a/b?c' })).toBe('/api/v1/shows/a%2Fb%3Fc');
  });

  it('leaves unset query parameters out', () => {
    const address = at('/api/v1/performances', undefined, {
      show: 'la-locandiera',
      limit: 20,
      cursor: undefined,
    });
    expect(address).toBe('/api/v1/performances?show=la-locandiera&limit=20');
    expect(at('/api/v1/site')).toBe('/api/v1/site');
  });
});
