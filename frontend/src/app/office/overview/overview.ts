import { Component, inject } from '@angular/core';

import { pageTitle } from '../../site/page-title';
import { Languages } from '../../texts/languages';
import { officeTexts } from '../office-texts';

/** What is on next, and what needs somebody. */
@Component({
  selector: 'app-overview',
  template: `<h1 class="page-title">{{ t().nav.overview }}</h1>`,
})
export class Overview {
  protected readonly t = inject(Languages).texts(officeTexts);

  constructor() {
    pageTitle(() => this.t().nav.overview);
  }
}
