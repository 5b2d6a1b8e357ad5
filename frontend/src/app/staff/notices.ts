import { Service, signal } from '@angular/core';

/** For how long a notice stands, in milliseconds. */
const STANDS_MS = 6_000;

/** Says in a few words that something was done. */
@Service()
export class Notices {
  private readonly shown = signal<string | undefined>(undefined);
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** What is said now. */
  readonly current = this.shown.asReadonly();

  say(text: string): void {
    clearTimeout(this.timer);
    this.shown.set(text);
    this.timer = setTimeout(() => this.shown.set(undefined), STANDS_MS);
  }

  close(): void {
    clearTimeout(this.timer);
    this.shown.set(undefined);
  }
}
