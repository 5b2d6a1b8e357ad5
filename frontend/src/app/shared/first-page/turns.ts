import { PendingTasks, Service, inject } from '@angular/core';

/** How long parts are rendered before the browser gets control, in milliseconds. */
const TASK_MS = 5;

/** Renders a part; `isLater` if its parent was rendered before. */
type Make = (isLater: boolean) => void;

/**
 * Schedules the rendering of the first page behind the server's page. Parts are rendered one after
 * the other, with pauses, so that the browser can react to input. Before and after the first page,
 * parts are rendered at once.
 */
@Service()
export class Turns {
  private readonly pendingTasks = inject(PendingTasks);
  private readonly waiting: Make[] = [];
  private bell: MessageChannel | undefined;
  private isUnderWay = false;
  private haveEnded: (() => void) | undefined;

  /** Starts rendering parts one after the other. */
  begin(): void {
    // Timers are slow in hidden pages; messages are not.
    this.bell = new MessageChannel();
    this.bell.port1.onmessage = () => this.startNext();
  }

  /** Waits until all parts are rendered. Later parts are rendered at once. */
  async end(): Promise<void> {
    if (this.isUnderWay) await new Promise<void>((ended) => (this.haveEnded = ended));
    this.bell?.port1.close();
    this.bell = undefined;
  }

  /** Renders a part when it is its turn. */
  take(make: Make): void {
    if (!this.bell) return make(false);
    const made = this.pendingTasks.add();
    this.waiting.push((isLater) => {
      try {
        make(isLater);
      } finally {
        made();
      }
    });
    if (!this.isUnderWay) this.ring();
    this.isUnderWay = true;
  }

  private startNext(): void {
    const pause = performance.now() + TASK_MS;
    try {
      while (this.waiting.length > 0 && performance.now() < pause) this.waiting.shift()?.(true);
    } finally {
      this.isUnderWay = this.waiting.length > 0;
      if (this.isUnderWay) this.ring();
      else this.haveEnded?.();
    }
  }

  private ring(): void {
    this.bell?.port2.postMessage(undefined);
  }
}
