/** For how long after its answer a code is held to be the same showing of it, in milliseconds. */
const SAME_SHOWING_MS = 4_000;

/** A code that the camera has lost for so long is shown anew, in milliseconds. */
const LOST_MS = 1_000;

interface Showing {
  seenAt: number;
  answeredAt: number | undefined;
}

/**
 * Tells the code that somebody shows from the same code read again: a camera reads it several
 * times a second for as long as it is held there, and nobody may be asked about twice by that.
 */
export class DoubleReads {
  private readonly showings = new Map<string, Showing>();

  /** Notes that `code` was read; whether it is shown anew, so that it has to be asked about. */
  isShownAnew(code: string, now: number): boolean {
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

  /** Notes that what was asked about `code` has been answered, or couldn't be. */
  noteAnswer(code: string, now: number): void {
    const showing = this.showings.get(code);
    if (showing) showing.answeredAt = now;
  }
}

function hasEnded({ seenAt, answeredAt }: Showing, now: number): boolean {
  return answeredAt !== undefined && now - answeredAt >= SAME_SHOWING_MS && now - seenAt >= LOST_MS;
}
