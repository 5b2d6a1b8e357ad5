import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatSelectModule } from '@angular/material/select';
import { MatSortHeader } from '@angular/material/sort';
import { MatTableModule } from '@angular/material/table';
import { RouterLink } from '@angular/router';

import { pageTitle } from '../../../shared/site/page-title';
import { TheSite } from '../../../shared/site/the-site';
import { narrowing } from '../../../shared/tables/narrowing';
import { SearchBox } from '../../../shared/tables/search-box';
import { ServerTable } from '../../../shared/tables/server-table';
import { SortTexts } from '../../../shared/tables/sort-texts';
import { Languages } from '../../../shared/texts/languages';
import { When } from '../../../shared/texts/when';
import { PUBLICATIONS, ShowRow } from '../programme';
import { PUBLICATION_LOOKS } from './publication-looks';
import { officeShowsTexts } from './shows-texts';

/** All shows: published, drafts, archived. */
@Component({
  selector: 'app-show-list',
  imports: [
    MatButton,
    MatSelectModule,
    MatSortHeader,
    MatTableModule,
    RouterLink,
    SearchBox,
    ServerTable,
    SortTexts,
    When,
  ],
  templateUrl: './show-list.html',
})
export class ShowList {
  readonly search = input<string>();
  readonly publication = input<string>();
  readonly sort = input<string>();

  protected readonly t = inject(Languages).texts(officeShowsTexts);
  protected readonly zone = computed(() => this.site()?.time_zone ?? 'Europe/Rome');
  protected readonly publications = PUBLICATIONS;
  protected readonly looks = PUBLICATION_LOOKS;
  protected readonly narrow = narrowing();
  protected readonly order = computed(() => this.sort() ?? 'title');
  protected readonly filters = computed(() => ({
    search: this.search(),
    publication: this.publication(),
  }));
  private readonly site = inject(TheSite).site;

  protected readonly asShow = (row: unknown) => row as ShowRow;

  constructor() {
    pageTitle(() => this.t().list.heading);
  }
}
