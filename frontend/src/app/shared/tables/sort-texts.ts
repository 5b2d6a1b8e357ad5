import { Directive, effect, inject } from '@angular/core';
import { MatSortHeader } from '@angular/material/sort';

import { controlTexts } from '../texts/controls/control-texts';
import { Languages } from '../texts/languages';

/** The description of a header that sorts, in the language of the page. */
@Directive({ selector: '[mat-sort-header]' })
export class SortTexts {
  constructor() {
    const header = inject(MatSortHeader);
    const t = inject(Languages).texts(controlTexts);
    effect(() => (header.sortActionDescription = t().table.sort));
  }
}
