import { SLUG, slugOf } from './slug';

describe('a slug from a title', () => {
  it.each([
    ['La locandiera', 'la-locandiera'],
    ['Così è (se vi pare)', 'cosi-e-se-vi-pare'],
    ['  L’Œuf, Straße!  ', 'l-oeuf-strasse'],
    ['…', ''],
  ])('%s', (title, slug) => expect(slugOf(title)).toBe(slug));

  it('has a maximum length and does not end with a hyphen', () => {
    const slug = slugOf('una parola '.repeat(20));
    expect(slug.length).toBeLessThanOrEqual(60);
    expect(SLUG.test(slug)).toBe(true);
  });
});
