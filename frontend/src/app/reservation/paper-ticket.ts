import { Component, input } from '@angular/core';

/** A ticket of paper: what is torn off at the door, and below the perforation what stays. */
@Component({
  selector: 'app-paper-ticket',
  template: `
    @if (!isTorn()) {
      <div class="stub"><ng-content select="[stub]" /></div>
    }
    <div class="body"><ng-content /></div>
  `,
})
export class PaperTicket {
  /** Whether the stub has been torn off. */
  readonly isTorn = input(false);
}
