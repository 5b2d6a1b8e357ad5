import { SLUG, slugOf } from './slug';

describe('an address made from a title', () => {
  it.each([
    ['La locandiera', 'la-locandiera'],
    ['Così è (se vi pare)', 'cosi-e-se-vi-pare'],
    ['  L’Œuf, Straße!  ', 'l-oeuf-strasse'],
    ['…', ''],
  ])('%s', (title, slug) => expect(slugOf(title)).toBe(slug));

  it('is never too long, and ends with no hyphen', () => {
    const slug = slugOf('una parola '.repeat(20));
    expect(slug.length).toBeLessThanOrEqual(60);
    expect(SLUG.test(slug)).toBe(true);
  });
});
