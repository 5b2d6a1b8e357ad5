import { Component, inject } from '@angular/core';

import { pageTitle } from '../../../shared/site/page-title';
import { Languages } from '../../../shared/texts/languages';
import { staffTexts } from '../../shared/staff-texts';

/** Replaces a page that needs another role. */
@Component({
  selector: 'app-missing-role',
  template: `
    <div class="sheet">
      <h1 class="page-title">{{ t().forbidden.title }}</h1>
      <p class="lead">{{ t().forbidden.lead }}</p>
    </div>
  `,
})
export class MissingRole {
  protected readonly t = inject(Languages).texts(staffTexts);

  constructor() {
    pageTitle(() => this.t().forbidden.title);
  }
}
