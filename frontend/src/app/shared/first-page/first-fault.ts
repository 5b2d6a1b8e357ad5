import { ErrorHandler, Service } from '@angular/core';

/** Reports errors and records whether there was one: then the app does not take over the page. */
@Service()
export class FirstFault extends ErrorHandler {
  hasOccurred = false;

  override handleError(error: unknown): void {
    super.handleError(error);
    // Actions that the browser cancels, such as a transition, are not errors.
    if (!(error instanceof DOMException)) this.hasOccurred = true;
  }
}
