import { Directive, ElementRef, effect, inject, input } from '@angular/core';
import { MatInput } from '@angular/material/input';

/** Shows a Material input as wrong while it has an error, where it is not itself a form control. */
@Directive({ selector: 'input[matInput][appFault], textarea[matInput][appFault]' })
export class Fault {
  /** The error. */
  readonly appFault = input.required<string | undefined>();

  constructor() {
    const box = inject(MatInput);
    const { nativeElement: element } = inject<ElementRef<HTMLElement>>(ElementRef);
    effect(() => {
      const isWrong = Boolean(this.appFault());
      box.errorState = isWrong;
      box.stateChanges.next();
      // Material does not mark an empty required box as wrong.
      element.setAttribute('aria-invalid', String(isWrong));
    });
  }
}
