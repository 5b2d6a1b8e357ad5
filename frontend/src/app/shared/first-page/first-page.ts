import { ApplicationRef, DOCUMENT, Service, inject } from '@angular/core';

import { FirstFault } from './first-fault';
import { keepServerPage, serverPage } from './server-page';
import { Turns } from './turns';

/** How long the app waits for the first page's requests, in milliseconds. */
const TIMEOUT_MS = 1_000;

/** The server's page, and the app that replaces it. */
@Service()
export class FirstPage {
  private readonly app = inject(ApplicationRef);
  private readonly document = inject(DOCUMENT);
  private readonly fault = inject(FirstFault);
  private readonly turns = inject(Turns);

  constructor() {
    if (serverPage(this.document)) this.turns.begin();
  }

  /** Replaces the server's page in one step, when the app's page is complete. */
  async takeOver(host: HTMLElement): Promise<void> {
    const timeout = new Promise((resolve) => setTimeout(resolve, TIMEOUT_MS));
    await Promise.race([this.app.whenStable(), timeout]);
    await this.turns.end();
    // A readable page is better than an incomplete app.
    if (this.fault.hasOccurred) return keepServerPage(this.document);
    const serverHtml = serverPage(this.document);
    const focused = serverHtml?.contains(this.document.activeElement)
      ? this.document.activeElement
      : null;
    host.hidden = false;
    counterpart(focused, host)?.focus({ preventScroll: true });
    serverHtml?.remove();
  }
}

/** Finds the app's element for an element of the server's page: the same part or the same link. */
function counterpart(painted: Element | null, app: HTMLElement): HTMLElement | null {
  const address = painted?.getAttribute('href');
  if (painted?.classList.contains('skip')) return app.querySelector('.skip');
  if (painted?.id) return app.querySelector(`#${CSS.escape(painted.id)}`);
  return address ? app.querySelector(`a[href="${CSS.escape(address)}"]`) : null;
}
