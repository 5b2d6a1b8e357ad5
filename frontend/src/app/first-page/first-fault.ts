import { ErrorHandler, Service } from '@angular/core';

/** Reports errors, and knows whether there has been one: such an app doesn't take over a page. */
@Service()
export class FirstFault extends ErrorHandler {
  hasHappened = false;

  override handleError(error: unknown): void {
    super.handleError(error);
    // What the browser breaks off, such as a transition, is no fault of the page.
    if (!(error instanceof DOMException)) this.hasHappened = true;
  }
}
