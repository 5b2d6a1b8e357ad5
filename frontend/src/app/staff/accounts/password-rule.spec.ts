import { describe, expect, it } from 'vitest';

import { missingCharacters } from './password-rule';

describe('missingCharacters', () => {
  it('returns the number of missing characters until the password is long enough', () => {
    expect(['', 'sipario', 'sipario ro', 'sipario rosso'].map(missingCharacters)).toEqual([
      10, 3, 0, 0,
    ]);
  });

  it('counts a character once in every Unicode form', () => {
    expect(missingCharacters('🎭🎭🎭🎭🎭')).toBe(5);
  });
});
