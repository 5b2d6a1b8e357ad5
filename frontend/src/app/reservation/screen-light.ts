import { DOCUMENT, DestroyRef, Service, inject } from '@angular/core';

/** Keeps the screen on while it is wanted, where the browser can. */
@Service({ autoProvided: false })
export class ScreenLight {
  private readonly document = inject(DOCUMENT);
  private isWanted = false;
  private held: WakeLockSentinel | undefined;

  constructor() {
    // Browsers let go of it when the page is hidden, and don't take it up again.
    const takeUpAgain = () => {
      if (this.document.visibilityState === 'visible' && this.isWanted) void this.request();
    };
    this.document.addEventListener('visibilitychange', takeUpAgain);
    inject(DestroyRef).onDestroy(() => {
      this.document.removeEventListener('visibilitychange', takeUpAgain);
      this.release();
    });
  }

  /** From now on the screen stays on. */
  hold(): void {
    this.isWanted = true;
    void this.request();
  }

  /** From now on the screen may go dark. */
  release(): void {
    this.isWanted = false;
    void this.held?.release();
    this.held = undefined;
  }

  private async request(): Promise<void> {
    const wakeLock: WakeLock | undefined = this.document.defaultView?.navigator.wakeLock;
    try {
      const held = await wakeLock?.request('screen');
      if (this.isWanted) this.held = held;
      else await held?.release();
    } catch {
      // The battery is low, or the page went out of sight meanwhile.
    }
  }
}
