import { PendingTasks, Service, inject } from '@angular/core';

/** For how long parts are made before the browser may do something else, in milliseconds. */
const TASK_MS = 5;

/** Makes a part of a page; `isLater` when what it is a part of has been made before. */
type Make = (isLater: boolean) => void;

/**
 * Whose turn it is while the first page is made behind what the server painted. Its parts are made
 * one after the other, with pauses: all at once would keep the browser for as long from what the
 * visitor asks of it. Before and after that, parts are made as soon as they are wanted.
 */
@Service()
export class Turns {
  private readonly pendingTasks = inject(PendingTasks);
  private readonly waiting: Make[] = [];
  private bell: MessageChannel | undefined;
  private isUnderWay = false;
  private haveEnded: (() => void) | undefined;

  /** From now on one part is made after the other. */
  begin(): void {
    // Timers are slow in pages that nobody looks at; messages are not.
    this.bell = new MessageChannel();
    this.bell.port1.onmessage = () => this.callNext();
  }

  /** Waits until all parts are made. Others that come later are made at once. */
  async end(): Promise<void> {
    if (this.isUnderWay) await new Promise<void>((ended) => (this.haveEnded = ended));
    this.bell?.port1.close();
    this.bell = undefined;
  }

  /** Makes a part when it is its turn. */
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

  private callNext(): void {
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
