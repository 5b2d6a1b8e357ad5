import { DoubleReads } from './double-reads';

describe('DoubleReads', () => {
  let reads: DoubleReads;
  beforeEach(() => (reads = new DoubleReads()));

  it('sends a code once while its answer is pending', () => {
    expect(reads.isNewScan('a', 0)).toBe(true);
    expect(reads.isNewScan('a', 100)).toBe(false);
    expect(reads.isNewScan('a', 60_000)).toBe(false);
  });

  it('ignores a second reading for some seconds after the answer', () => {
    reads.isNewScan('a', 0);
    reads.noteAnswer('a', 100);
    expect(reads.isNewScan('a', 200)).toBe(false);
    expect(reads.isNewScan('a', 4_000)).toBe(false);
  });

  it('ignores a code while it stays in front of the camera', () => {
    reads.isNewScan('a', 0);
    reads.noteAnswer('a', 100);
    for (let now = 200; now < 20_000; now += 300) expect(reads.isNewScan('a', now)).toBe(false);
  });

  it('sends the code again when it comes back later', () => {
    reads.isNewScan('a', 0);
    reads.noteAnswer('a', 100);
    expect(reads.isNewScan('a', 4_200)).toBe(true);
    expect(reads.isNewScan('a', 4_300)).toBe(false);
  });

  it('sends another code at once and remembers the first', () => {
    reads.isNewScan('a', 0);
    reads.noteAnswer('a', 100);
    expect(reads.isNewScan('b', 200)).toBe(true);
    expect(reads.isNewScan('a', 300)).toBe(false);
  });
});
