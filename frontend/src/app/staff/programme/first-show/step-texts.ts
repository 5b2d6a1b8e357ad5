import { Injectable, effect, inject } from '@angular/core';
import { MatStepperIntl } from '@angular/material/stepper';

import { Languages } from '../../../shared/texts/languages';
import { firstShowTexts } from './first-show-texts';

/** The texts of the stepper, in the language of the page. */
@Injectable()
export class StepTexts extends MatStepperIntl {
  constructor() {
    super();
    const t = inject(Languages).texts(firstShowTexts);
    effect(() => {
      this.completedLabel = t().completed;
      this.editableLabel = t().editable;
      this.changes.next();
    });
  }
}
