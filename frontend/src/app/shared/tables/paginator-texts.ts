import { Injectable, effect, inject } from '@angular/core';
import { MatPaginatorIntl } from '@angular/material/paginator';

import { controlTexts } from '../texts/controls/control-texts';
import { fill } from '../texts/fill';
import { Languages } from '../texts/languages';

/** The texts of the paginator, in the language of the page. */
@Injectable()
export class PaginatorTexts extends MatPaginatorIntl {
  private readonly t = inject(Languages).texts(controlTexts);

  constructor() {
    super();
    effect(() => {
      const { next, previous } = this.t().table;
      this.nextPageLabel = next;
      this.previousPageLabel = previous;
      this.changes.next();
    });
  }

  override readonly getRangeLabel = (page: number): string =>
    fill(this.t().table.page, { page: page + 1 });
}
