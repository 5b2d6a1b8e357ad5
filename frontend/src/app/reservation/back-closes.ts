import { DOCUMENT, DestroyRef, Service, inject } from '@angular/core';

/** How an entry of the history is marked. */
const MARK = 'backCloses';

/**
 * Lets the Back of a telephone close what covers the page, rather than leave the page. The entry
 * that is added to the history has the address of the page, so the router has nowhere to go.
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

  /** To be told when it is opened: from now on Back calls `close`. */
  hasOpened(close: () => void): void {
    this.close = close;
    if (this.isOnTop()) return;
    const { history } = this.window;
    // What the router noted down of the page is true of this entry as well.
    const state = history.state as object | null;
    history.pushState({ ...state, [MARK]: true }, '', this.window.location.href);
  }

  /** To be told when it was closed, however that was. */
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
