import { DOCUMENT, DestroyRef, Service, inject } from '@angular/core';

/** Marks our history entry. */
const MARK = 'backCloses';

/**
 * Makes a phone's Back close an overlay instead of leaving the page. The added history entry has
 * the page's address, so the router does not navigate.
 */
@Service({ autoProvided: false })
export class BackCloses {
  private readonly window = inject(DOCUMENT).defaultView!;
  private close: (() => void) | undefined;

  constructor() {
    const closeOnBack = () => {
      if (!this.isOnTop()) this.close?.();
    };
    this.window.addEventListener('popstate', closeOnBack);
    inject(DestroyRef).onDestroy(() => {
      this.window.removeEventListener('popstate', closeOnBack);
      this.hasClosed();
    });
  }

  /** Call when the overlay opens: Back then calls `close`. */
  hasOpened(close: () => void): void {
    this.close = close;
    if (this.isOnTop()) return;
    const { history } = this.window;
    // The router's state of the page also applies to this entry.
    const state = history.state as object | null;
    history.pushState({ ...state, [MARK]: true }, '', this.window.location.href);
  }

  /** Call when the overlay has closed in any way. */
  hasClosed(): void {
    if (!this.close) return;
    this.close = undefined;
    if (this.isOnTop()) this.window.history.back();
  }

  private isOnTop(): boolean {
    const state = this.window.history.state as Record<string, unknown> | null;
    return state?.[MARK] === true;
  }
}
