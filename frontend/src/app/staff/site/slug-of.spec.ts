import { describe, expect, it } from 'vitest';

import { slugOf } from './slug-of';

describe('slugOf', () => {
  it.each([
    ['La nostra età d’oro', 'la-nostra-eta-d-oro'],
    ['  Chi siamo?  ', 'chi-siamo'],
    ['«…»', ''],
    [`${'parola '.repeat(8)}fine`, 'parola-parola-parola-parola-parola-parola-parola-parola-fine'],
    [`${'abc '.repeat(30)}`, 'abc-'.repeat(14) + 'abc'],
  ])('%s is %s', (title, slug) => {
    expect(slugOf(title)).toBe(slug);
  });
});
