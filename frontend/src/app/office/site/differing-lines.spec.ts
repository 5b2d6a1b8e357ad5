import { describe, expect, it } from 'vitest';

import { differingLines } from './differing-lines';

describe('the lines in which two texts differ', () => {
  it('are shown without those that both have', () => {
    const mine = 'Chi siamo\n\nUna compagnia di sei.\n\nVia del Fanale 3\nTorino';
    const theirs = 'Chi siamo\n\nUna compagnia di sette.\n\nVia del Fanale 3\nTorino';
    expect(differingLines(mine, theirs)).toEqual([
      '…\nUna compagnia di sei.\n…',
      '…\nUna compagnia di sette.\n…',
    ]);
  });

  it('are none on the side that lacks them', () => {
    expect(differingLines('a\nb\nc', 'a\nc')).toEqual(['…\nb\n…', '']);
  });

  it('are none at all when the texts are the same', () => {
    expect(differingLines('a\nb', 'a\nb')).toEqual(['', '']);
  });

  it('are the whole of each when nothing is the same', () => {
    expect(differingLines('a', 'b')).toEqual(['a', 'b']);
  });
});
