import { Component, inject } from '@angular/core';

import { controlTexts } from '../texts/controls/control-texts';
import { Languages } from '../texts/languages';

/** Marks the label of a field that may stay empty. */
@Component({ selector: 'app-optional', template: `({{ t().optional }})` })
export class Optional {
  protected readonly t = inject(Languages).texts(controlTexts);
}
