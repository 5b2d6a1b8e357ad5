import { Component, input } from '@angular/core';

/** A paper ticket: a stub that is torn off at the door, and the rest below the perforation. */
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
  /** Whether the stub is torn off. */
  readonly isTorn = input(false);
}
