import { Directive, effect, inject, input } from '@angular/core';
import { MatInput } from '@angular/material/input';

/** Shows a Material input as wrong while it has an error, where it is not itself a form control. */
@Directive({ selector: 'input[matInput][appFault], textarea[matInput][appFault]' })
export class Fault {
  /** The error. */
  readonly appFault = input.required<string | undefined>();

  constructor() {
    const box = inject(MatInput);
    effect(() => {
      box.errorState = Boolean(this.appFault());
      box.stateChanges.next();
    });
  }
}
