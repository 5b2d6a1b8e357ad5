import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import { Field } from '../../../shared/forms/field';
import { pageTitle } from '../../../shared/site/page-title';
import { TheSite } from '../../../shared/site/the-site';
import { narrowing } from '../../../shared/tables/narrowing';
import { SearchBox } from '../../../shared/tables/search-box';
import { Column, ServerTable } from '../../../shared/tables/server-table';
import { Languages } from '../../../shared/texts/languages';
import { When } from '../../../shared/texts/when';
import { PUBLICATIONS, Publication, ShowRow } from '../programme';
import { officeShowsTexts } from './shows-texts';

/** How a publication state looks. */
export const PUBLICATION_LOOKS: Readonly<Record<Publication, string>> = {
  draft: 'warn',
  published: 'good',
  archived: '',
};

/** All shows: published, drafts, archived. */
@Component({
  selector: 'app-show-list',
  imports: [Field, RouterLink, SearchBox, ServerTable, When],
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
  protected readonly columns = computed<Column[]>(() => {
    const texts = this.t().list;
    return [
      { label: texts.title, sort: 'title' },
      { label: texts.publication },
      { label: texts.toCome, isNumber: true },
      { label: texts.next, sort: 'next_at' },
    ];
  });
  private readonly site = inject(TheSite).site;

  protected readonly asShow = (row: unknown) => row as ShowRow;

  constructor() {
    pageTitle(() => this.t().list.heading);
  }
}
