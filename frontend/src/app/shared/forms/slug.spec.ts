import { SLUG, slugOf } from './slug';

describe('a slug from a title', () => {
  it.each([
    ['La locandiera', 'la-locandiera'],
    ['La nostra età d’oro', 'la-nostra-eta-d-oro'],
    ['Così è (se vi pare)', 'cosi-e-se-vi-pare'],
    ['  «Chi siamo?»  ', 'chi-siamo'],
    ['Straße', 'strasse'],
    ['STRAẞE', 'strasse'],
    ['Ægir æther', 'aegir-aether'],
    ['L’Œuf, mon cœur', 'l-oeuf-mon-coeur'],
    ['Øresund rødt', 'oresund-rodt'],
    ['Łódź, złoty', 'lodz-zloty'],
    ['…', ''],
  ])('%s', (title, slug) => expect(slugOf(title)).toBe(slug));

  it('has a maximum length and does not end with a hyphen', () => {
    expect(slugOf('abc '.repeat(30))).toBe('abc-'.repeat(14) + 'abc');
    expect(slugOf(`${'parola '.repeat(8)}fine`)).toBe('parola-'.repeat(8) + 'fine');
    expect(SLUG.test(slugOf('una parola '.repeat(20)))).toBe(true);
  });
});
