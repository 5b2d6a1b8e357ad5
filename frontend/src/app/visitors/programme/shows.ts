import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import { at } from '../../shared/api/address';
import { answer } from '../../shared/api/answer';
import { InTurn } from '../../shared/first-page/in-turn';
import { Trouble } from '../../shared/network/trouble';
import { pageTitle } from '../../shared/site/page-title';
import { Languages } from '../../shared/texts/languages';
import { siteTexts } from '../../shared/texts/site-texts';
import { ShowTile } from './show-tile';

/** All shows: present and past ones. */
@Component({
  selector: 'app-shows',
  imports: [InTurn, RouterLink, ShowTile, Trouble],
  templateUrl: './shows.html',
})
export class Shows {
  /** `playing` or `past` for these shows only. From the address. */
  readonly only = input<string>();

  protected readonly t = inject(Languages).texts(siteTexts);
  protected readonly shows = answer(() => at('/api/v1/shows'));
  protected readonly playing = computed(() =>
    (this.shows.value()?.items ?? []).filter((show) => show.next_at !== null),
  );
  protected readonly past = computed(() =>
    (this.shows.value()?.items ?? []).filter((show) => show.next_at === null),
  );

  constructor() {
    pageTitle(() => this.t().shows.title);
  }
}
