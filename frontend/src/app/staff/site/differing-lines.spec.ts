import { describe, expect, it } from 'vitest';

import { differingLines } from './differing-lines';

describe('differingLines', () => {
  it('leaves common lines out', () => {
    const mine = 'Chi siamo\n\nUna compagnia di sei.\n\nVia del Fanale 3\nTorino';
    const theirs = 'Chi siamo\n\nUna compagnia di sette.\n\nVia del Fanale 3\nTorino';
    expect(differingLines(mine, theirs)).toEqual([
      '…\nUna compagnia di sei.\n…',
      '…\nUna compagnia di sette.\n…',
    ]);
  });

  it('is empty for the text without the lines', () => {
    expect(differingLines('a\nb\nc', 'a\nc')).toEqual(['…\nb\n…', '']);
  });

  it('is empty for equal texts', () => {
    expect(differingLines('a\nb', 'a\nb')).toEqual(['', '']);
  });

  it('is the whole texts if they have no common line', () => {
    expect(differingLines('a', 'b')).toEqual(['a', 'b']);
  });
});
