import { Service, signal } from '@angular/core';

/** How long a notice is shown, in milliseconds. */
const STANDS_MS = 6_000;

/** Short notices about finished actions. */
@Service()
export class Notices {
  private readonly shown = signal<string | undefined>(undefined);
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** The current notice. */
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
