import { ApplicationRef, DOCUMENT, Service, inject } from '@angular/core';

import { FirstFault } from './first-fault';
import { leavePaint, paintIn } from './server-page';
import { Turns } from './turns';

/** For how long what the first page still asks for is waited for, in milliseconds. */
const PATIENCE_MS = 1_000;

/** The page that the server painted, and the app that takes its place. */
@Service()
export class FirstPage {
  private readonly app = inject(ApplicationRef);
  private readonly document = inject(DOCUMENT);
  private readonly fault = inject(FirstFault);
  private readonly turns = inject(Turns);

  constructor() {
    if (paintIn(this.document)) this.turns.begin();
  }

  /** Changes places with what was painted, in one step, as soon as all that belongs there is there. */
  async takeOver(host: HTMLElement): Promise<void> {
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    await Promise.race([this.app.whenStable(), patience]);
    await this.turns.end();
    // A page that can be read is worth more than half an app.
    if (this.fault.hasHappened) return leavePaint(this.document);
    const paint = paintIn(this.document);
    const focused = paint?.contains(this.document.activeElement)
      ? this.document.activeElement
      : null;
    host.hidden = false;
    counterpart(focused, host)?.focus({ preventScroll: true });
    paint?.remove();
  }
}

/** What stands in the app for an element that the server painted: the same part, or the same link. */
function counterpart(painted: Element | null, app: HTMLElement): HTMLElement | null {
  const address = painted?.getAttribute('href');
  if (painted?.classList.contains('skip')) return app.querySelector('.skip');
  if (painted?.id) return app.querySelector(`#${CSS.escape(painted.id)}`);
  return address ? app.querySelector(`a[href="${CSS.escape(address)}"]`) : null;
}
