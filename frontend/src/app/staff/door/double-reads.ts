/** How long after its answer a code counts as the same scan, in milliseconds. */
const SAME_SHOWING_MS = 4_000;

/** A code that was not visible for this time is a new scan, in milliseconds. */
const LOST_MS = 1_000;

interface Showing {
  seenAt: number;
  answeredAt: number | undefined;
}

/**
 * Distinguishes a new scan from repeated readings: a camera reads a code several times a second
 * while it is visible, and each scan must be sent once.
 */
export class DoubleReads {
  private readonly showings = new Map<string, Showing>();

  /** Records that `code` was read. Returns whether this is a new scan, which has to be sent. */
  isNewScan(code: string, now: number): boolean {
    const showing = this.showings.get(code);
    if (showing && !hasEnded(showing, now)) {
      showing.seenAt = now;
      return false;
    }
    for (const [other, { answeredAt, seenAt }] of this.showings) {
      if (hasEnded({ answeredAt, seenAt }, now)) this.showings.delete(other);
    }
    this.showings.set(code, { seenAt: now, answeredAt: undefined });
    return true;
  }

  /** Records that the request for `code` has ended, with or without an answer. */
  noteAnswer(code: string, now: number): void {
    const showing = this.showings.get(code);
    if (showing) showing.answeredAt = now;
  }
}

function hasEnded({ seenAt, answeredAt }: Showing, now: number): boolean {
  return answeredAt !== undefined && now - answeredAt >= SAME_SHOWING_MS && now - seenAt >= LOST_MS;
}
