import { at } from './address';

describe('an address', () => {
  it('has its gaps filled, whatever is in them', () => {
    expect(at('/api/v1/shows/{slug}', { slug: 'a/b?c' })).toBe('/api/v1/shows/a%2Fb%3Fc');
  });

  it('asks only for what is wanted', () => {
    const address = at('/api/v1/performances', undefined, {
      show: 'la-locandiera',
      limit: 20,
      cursor: undefined,
    });
    expect(address).toBe('/api/v1/performances?show=la-locandiera&limit=20');
    expect(at('/api/v1/site')).toBe('/api/v1/site');
  });
});
