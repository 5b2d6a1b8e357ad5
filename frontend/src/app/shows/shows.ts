import { Component, computed, inject } from '@angular/core';

import { at } from '../api/address';
import { answer } from '../api/answer';
import { InTurn } from '../first-page/in-turn';
import { Trouble } from '../pages/trouble';
import { pageTitle } from '../site/page-title';
import { Languages } from '../texts/languages';
import { siteTexts } from '../texts/site-texts';
import { ShowTile } from './show-tile';

/** All shows: present and past ones. */
@Component({
  selector: 'app-shows',
  imports: [InTurn, ShowTile, Trouble],
  templateUrl: './shows.html',
})
export class Shows {
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
