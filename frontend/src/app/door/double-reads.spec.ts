import { DoubleReads } from './double-reads';

describe('DoubleReads', () => {
  let reads: DoubleReads;
  beforeEach(() => (reads = new DoubleReads()));

  it('asks about a code once while its answer is awaited, however long that takes', () => {
    expect(reads.isShownAnew('a', 0)).toBe(true);
    expect(reads.isShownAnew('a', 100)).toBe(false);
    expect(reads.isShownAnew('a', 60_000)).toBe(false);
  });

  it('takes no second reading for some seconds after the answer', () => {
    reads.isShownAnew('a', 0);
    reads.noteAnswer('a', 100);
    expect(reads.isShownAnew('a', 200)).toBe(false);
    expect(reads.isShownAnew('a', 4_000)).toBe(false);
  });

  it('takes no second reading for as long as the code is held there', () => {
    reads.isShownAnew('a', 0);
    reads.noteAnswer('a', 100);
    for (let now = 200; now < 20_000; now += 300) expect(reads.isShownAnew('a', now)).toBe(false);
  });

  it('asks again when the code comes back later', () => {
    reads.isShownAnew('a', 0);
    reads.noteAnswer('a', 100);
    expect(reads.isShownAnew('a', 4_200)).toBe(true);
    expect(reads.isShownAnew('a', 4_300)).toBe(false);
  });

  it('asks about another code at once, and keeps the first in mind', () => {
    reads.isShownAnew('a', 0);
    reads.noteAnswer('a', 100);
    expect(reads.isShownAnew('b', 200)).toBe(true);
    expect(reads.isShownAnew('a', 300)).toBe(false);
  });
});
