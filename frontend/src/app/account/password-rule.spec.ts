import { describe, expect, it } from 'vitest';

import { charactersLacking } from './password-rule';

describe('how many characters a password lacks', () => {
  it('is told until it is long enough', () => {
    expect(['', 'sipario', 'sipario ro', 'sipario rosso'].map(charactersLacking)).toEqual([
      10, 3, 0, 0,
    ]);
  });

  it('counts a character once, however it is stored', () => {
    expect(charactersLacking('🎭🎭🎭🎭🎭')).toBe(5);
  });
});
