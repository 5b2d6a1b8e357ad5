import { DOCUMENT, DestroyRef, Service, inject } from '@angular/core';

/** Keeps the screen on, if the browser supports it. */
@Service({ autoProvided: false })
export class ScreenLight {
  private readonly document = inject(DOCUMENT);
  private isWanted = false;
  private held: WakeLockSentinel | undefined;

  constructor() {
    // Browsers release the lock when the page is hidden and do not restore it.
    const repeatPostponed = () => {
      if (this.document.visibilityState === 'visible' && this.isWanted) void this.request();
    };
    this.document.addEventListener('visibilitychange', repeatPostponed);
    inject(DestroyRef).onDestroy(() => {
      this.document.removeEventListener('visibilitychange', repeatPostponed);
      this.release();
    });
  }

  /** Keeps the screen on from now on. */
  hold(): void {
    this.isWanted = true;
    void this.request();
  }

  /** Lets the screen turn off again. */
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
      // The battery is low, or the page was hidden meanwhile.
    }
  }
}
